// The views beside the dashboard: reached from it, from any number to what says so, by links and forms alone.
import { expect, marks, open, test } from './page';

test('the navigation leads to every view and back, and keeps the filter where it is about the same rows', async ({ page }) => {
  await open(page, '/jilin?city=长春市');
  const nav = page.locator('nav.views a');
  await expect(nav).toHaveText(['总览', '公布数据', '对账', '梯度', '赛马', '对比', '龙头依存', '探索', '答复']);
  await nav.nth(5).click();
  await expect(page).toHaveURL(/\/jilin\/compare\?city=/);
  await expect(page.locator('nav.views a[aria-current="page"]')).toHaveText('对比');
  await page.locator('nav.views a').nth(2).click();
  await expect(page).toHaveURL('/jilin/reconcile');
  await page.locator('nav.views a').first().click();
  await expect(page).toHaveURL('/jilin');
});

test('from a tile, a chart and a table one step leads to the figure that says so, and from there to its rows', async ({ page }) => {
  for (const place of ['[data-tile="clusters"]', 'figure[data-panel="clusters_by_city"]', '#table']) {
    await open(page, '/jilin');
    await page.locator(`${place} .published > a`).first().click();
    await expect(page).toHaveURL(/\/jilin\/published\/r43-\d\d$/);
    await expect(page.locator('blockquote')).toBeVisible();
  }
  await page.goto('/jilin/published/r43-29');
  await expect(page.locator('blockquote')).toContainText('已建成31个');
  await page.getByRole('link', { name: '查看记录' }).click();
  await expect(page).toHaveURL('/jilin?corridor=true&tab=clusters');
  await expect(page.locator('[data-count="clusters"]')).toHaveAttribute('data-matched', '31');
});

test('hover or focus on a published figure shows the words that carry it', async ({ page }) => {
  await open(page, '/jilin');
  const figure = page.locator('[data-tile="clusters"] .published');
  await figure.locator('a').focus();
  await expect(figure.locator('.tip')).toContainText('56个子集群');
});

test('published figures filter in place', async ({ page }) => {
  await open(page, '/jilin/published');
  await page.locator('[data-facet="subject"] a[data-value="一汽集团"]').click();
  await expect(page.locator('[data-count="statements"]')).toHaveAttribute('data-matched', '7');
  await expect(page.locator('#table tbody tr')).toHaveCount(7);
  await page.locator('#table tbody tr a').first().click();
  await expect(page).toHaveURL('/jilin/published/r43-10');
});

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('reconciliation has a row with a status for each of the thirty figures', async ({ page }) => {
      await page.goto('/jilin/reconcile');
      await expect(page.locator('tbody tr')).toHaveCount(30);
      await expect(page.locator('tbody .status')).toHaveCount(30);
      await expect(page.locator('tbody .status.constructed')).toHaveCount(7);
      await expect(page.locator('tbody .status.differs')).toHaveCount(0);
    });

    test('a comparison takes sides in and out by keyboard', async ({ page }) => {
      await page.goto('/jilin/compare');
      await expect(page.locator('.sides li')).toHaveCount(2);
      await expect(page.locator('tbody tr').first()).toContainText('31 个');
      await page.locator('#side').focus();
      await page.locator('#side').selectOption({ label: '吉林市' });
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await expect(page.locator('.sides li')).toHaveCount(3);
      await expect(page).toHaveURL(/b=/);
      await page.locator('.sides .undo').first().focus();
      await page.keyboard.press('Enter');
      await expect(page.locator('.sides li')).toHaveCount(2);
    });

    test('the contest ranks by the weights of its sliders', async ({ page }) => {
      await page.goto('/jilin/race');
      await expect(page.locator('.empty')).toContainText('不排名');
      await page.locator('.empty a').click();
      await expect(page).toHaveURL('/jilin/race?illustrative=1');
      const first = page.locator('tbody tr').first();
      await expect(page.locator('tbody tr')).toHaveCount(50);
      const before = await first.innerText();
      for (const id of ['output', 'patents', 'little_giants']) {
        await page.locator(`[id="weight.${id}"]`).focus();
        await page.keyboard.press('Home');
      }
      if (scripts) await expect(page.locator('[id="weight.output"] + output')).toHaveText('0');
      await page.locator('.contest button').press('Enter');
      await expect(page).toHaveURL(/weight\.output=0/);
      await expect(page).toHaveURL(/illustrative=1/);
      expect(await first.innerText()).not.toBe(before);
      await expect(page.locator('thead')).not.toContainText('产值');
    });
  });
}

test('charts of the views carry no links that go nowhere', async ({ page }) => {
  await page.goto('/jilin/compare');
  await expect(page.locator('figure.panel').first()).toBeVisible();
  await expect(marks(page, 'compare-clusters')).toHaveCount(0);
});

test('the answer copies as text and as HTML with its footnotes', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/jilin/answer');
  const numbers = await page.locator('#answer sup').count();
  expect(numbers).toBeGreaterThan(5);
  await expect(page.locator('.footnotes > div')).toHaveCount(numbers);
  await page.getByRole('button', { name: '复制为纯文本' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('子集群56个');
  await page.locator('[data-copy="html"]').click();
  await expect(page.locator('[data-copy="html"]')).toHaveText('已复制');
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType('text/html')).text();
  });
  expect(html).toContain('/jilin/published/r43-27');
  expect(html).toMatch(/href="http:\/\//);
});

test('no sentence made from illustrative rows goes without saying so', async ({ page }) => {
  await page.goto('/jilin/answer?illustrative=1&city=长春市');
  const text = (await page.locator('#answer > p').innerText()).trim();
  expect(text.startsWith('示例：')).toBe(true);
  for (const sentence of text.replace(/^示例：按“[^”]*”统计：/, '').split('。').filter(Boolean)) {
    expect(sentence, sentence).toMatch(/（示例）|生产总值|人口/);
  }
});

test('holders stand between bounds, by a switch that the URL keeps', async ({ page }) => {
  await open(page, '/jilin');
  const tile = page.locator('[data-tile="facilities"]');
  await expect(tile.locator('b')).toHaveText('157');
  await tile.getByRole('link', { name: '按持有者' }).click();
  await expect(page).toHaveURL('/jilin?overlap=bounds');
  await expect(tile.locator('b')).toHaveText('96–157');
  await expect(tile).toContainText('假设');
});

test('the ladder has a lane a rung, and says where no criteria are published', async ({ page }) => {
  await page.goto('/jilin/ladder');
  await expect(page.locator('.lane > h3')).toHaveText([/^省级 41/, /^国家级 1/, /^世界级 0/, /^未报告 14/]);
  await expect(page.locator('.lane').nth(1)).toContainText('长春市汽车集群');
  await expect(page.locator('.lane').filter({ hasText: '没有公布的认定标准' })).toHaveCount(3);
  await page.locator('.cards a').first().click();
  await expect(page.locator('[data-count="clusters"]')).toHaveAttribute('data-matched', '1');
});
