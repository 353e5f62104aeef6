// The views beside the dashboard: reached from it, from any number to what says so, by links and forms alone.
import { type Page } from '@playwright/test';
import { expect, marks, open, test } from './page';

test('the navigation leads to every view and back, and keeps the filter where it is about the same rows', async ({ page }) => {
  await open(page, '/jilin?city=长春市');
  const nav = page.locator('nav.views a');
  await expect(nav).toHaveText(['总览', '公布数据', '对账', '梯度', '赛马', '对比', '龙头依存', '探索', '答复']);
  await nav.nth(5).click();
  await expect(page).toHaveURL(/\/jilin\/compare\?a=city%3D/);
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

/** The lines of the contest's table. */
const ranking = (page: Page) => page.locator('[aria-label="排名"] tbody tr');

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('reconciliation groups the thirty figures by outcome, and says each reason once', async ({ page }) => {
      await page.goto('/jilin/reconcile');
      await expect(page.locator('.summary .status')).toHaveText(['不符', '在限定范围内', '相等', '构造吻合，不构成核对', '无法计算']);
      await expect(page.locator('.summary b')).toHaveText(['0', '0', '0', '7', '23']);
      await expect(page.locator('.outcome > h3')).toHaveText([/^构造吻合，不构成核对 7$/, /^无法计算 23$/]);
      const figures = (status: string) => page.locator(`.outcome[data-status="${status}"] tbody tr:not(.shared)`);
      await expect(figures('constructed')).toHaveCount(7);
      await expect(figures('not_computable')).toHaveCount(23);
      await expect(page.locator('#not_computable > .note')).toContainText('23 条无法计算');
      const reasons = await page.locator('#not_computable .shared').allInnerTexts();
      const counts = reasons.map(reason => Number(reason.match(/（(\d+)）$/)![1]));
      expect(counts.reduce((sum, count) => sum + count)).toBe(23);
      expect(counts).toEqual([...counts].sort((a, b) => b - a));
      const words = await page.locator('main').innerText();
      for (const reason of reasons) expect(words.split(reason.replace(/（\d+）$/, '')).length, reason).toBe(2);
      await page.locator('.summary a').last().click();
      await expect(page.locator('#not_computable')).toBeInViewport();
    });

    test('a comparison takes sides in and out by keyboard', async ({ page }) => {
      await page.goto('/jilin/compare');
      await expect(page.locator('.sides li')).toHaveCount(2);
      await expect(page.locator('tbody tr').first()).toContainText('子集群（个）');
      await expect(page.locator('tbody tr').first().locator('td').first()).toContainText('31');
      await page.locator('#side').focus();
      await page.keyboard.insertText('吉林市');
      await page.keyboard.press('Enter');
      await expect(page.locator('.sides li')).toHaveCount(3);
      await expect(page).toHaveURL(/b=/);
      await page.locator('.sides .undo').first().focus();
      await page.keyboard.press('Enter');
      await expect(page.locator('.sides li')).toHaveCount(2);
    });

    test('the contest shows what there is to rank, and ranks by the weights of its form', async ({ page }) => {
      await page.goto('/jilin/race');
      await expect(page.locator('.empty')).toContainText('不排名');
      // Each measure with how many of the fifty-six have it: none in published rows.
      const holds = page.locator('#race-answer table').first().locator('tbody tr');
      await expect(holds).toHaveCount(4);
      for (const line of await holds.all()) await expect(line).toContainText(/0 \/ \d+.*\d+ \/ \d+/);
      await page.locator('.empty a').click();
      await expect(page).toHaveURL('/jilin/race?illustrative=1');
      const first = ranking(page).first();
      await expect(ranking(page)).toHaveCount(50);
      const before = await first.innerText();
      for (const id of ['output', 'patents', 'little_giants']) {
        await page.locator(`[id="weight.${id}"]`).focus();
        await page.keyboard.press('Home');
      }
      if (!scripts) await page.locator('#race-submit').press('Enter');
      await expect(page).toHaveURL(/weight\.output=0/);
      await expect(page).toHaveURL(/weight\.little_giants=0/);
      await expect(page).toHaveURL(/illustrative=1/);
      expect(await first.innerText()).not.toBe(before);
      await expect(page.locator('[aria-label="排名"] thead')).not.toContainText('产值');
    });
  });
}

test('marks of charts of the views lead to the dashboard under what they stand for', async ({ page, request }) => {
  for (const path of ['/jilin/compare', '/jilin/lead', '/jilin/race?illustrative=1']) {
    await page.goto(path);
    const first = page.locator('figure.panel').first().locator('a.hit:visible');
    await expect(first.first()).toBeVisible();
    const links = await first.evaluateAll(all => all.map(link => link.getAttribute('href') ?? ''));
    for (const link of links) expect.soft(link, path).toMatch(/^\/jilin\?/);
    const answer = await request.get(links[0]);
    expect.soft(answer.status(), links[0]).toBe(200);
    expect.soft(await answer.text(), links[0]).not.toContain('class="notices"><ul><li>');
  }
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

test('the ladder has a lane a rung with every cluster in it, by industry group', async ({ page }) => {
  await page.goto('/jilin/ladder');
  await expect(page.locator('.lane > h3')).toHaveText([/^省级 41/, /^国家级 1/, /^世界级 0/, /^未报告 14/]);
  await expect(page.locator('.lane').nth(1)).toContainText('长春市汽车集群');
  // Of the file: the provincial ones by group, and those that report no rung.
  await expect(page.locator('.lane').first().locator('h4')).toHaveText([/^优势型 15$/, /^成长型 13$/, /^培育型 7$/, /^传统产业 6$/]);
  await expect(page.locator('main').getByText('没有公布的认定标准')).toHaveCount(1);
  await expect(page.locator('.cards > li:visible')).toHaveCount(56);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    // None hides in a box that scrolls.
    const hidden = await page.locator('.lanes, .lanes *').evaluateAll(all => all.filter(one => one.scrollHeight > one.clientHeight + 2 && getComputedStyle(one).overflowY !== 'visible').length);
    expect(hidden).toBe(0);
    const low = await page.locator('.cards > li').evaluateAll(all => all.map(one => one.getBoundingClientRect().height).filter(height => height < 24 || height > 56));
    expect(low).toEqual([]);
  }
  await page.locator('.cards a').first().click();
  await expect(page.locator('[data-count="clusters"]')).toHaveAttribute('data-matched', '1');
});

test('lead enterprises begin with charts that tell more on hover, lead on, and are files', async ({ page }) => {
  await page.goto('/jilin/lead');
  const parts = await page.locator('main section').first().locator(':scope > *').evaluateAll(all => all.map(one => one.className || one.localName));
  expect(parts).toEqual(['h3', 'panels', 'scroll']);
  const bar = marks(page, 'lead-share-output').first();
  await bar.hover();
  await expect(page.locator('[data-panel="lead-share-output"] .tip:visible')).toContainText('%');
  await bar.focus();
  await expect(page.locator('[data-panel="lead-share-output"] .tip:visible')).toHaveCount(1);
  await expect(marks(page, 'lead-hhi-output')).toHaveCount(15);
  for (const [panel, ending, kind] of [['lead-share-output', 'SVG', 'image/svg+xml'], ['lead-hhi-output', 'CSV', 'text/csv']]) {
    const address = await page.locator(`[data-panel="${panel}"] .files a`, { hasText: ending }).getAttribute('href');
    const file = await page.request.get(address!);
    expect([file.status(), file.headers()['content-type']]).toEqual([200, expect.stringContaining(kind)]);
  }
  const saved = page.waitForEvent('download');
  await page.locator('[data-panel="lead-share-output"] button[data-png]').click();
  expect((await saved).suggestedFilename()).toMatch(/\.png$/);
  await bar.click();
  await expect(page.locator('[data-count="clusters"]')).toHaveAttribute('data-matched', '1');
});

test('what a page rests on is said at its head, not in every cell', async ({ page }) => {
  // Names of made-up clusters say it too: marks are counted, and sentences about what is seen.
  for (const [path, charts] of [['/jilin/lead', 6], ['/jilin/race?illustrative=1', 2], ['/jilin/reconcile', 0]] as const) {
    await page.goto(path);
    await expect(page.locator('.sheet-head')).toContainText('本页数字含示例数据');
    expect(await page.locator('main .basis.illustrative').count()).toBeLessThanOrEqual(1);
    await expect(page.locator('.finding', { hasText: /^示例：/ })).toHaveCount(charts);
  }
});
