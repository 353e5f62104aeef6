// Esc does one thing a press: it closes a tooltip, then a menu, empties the search that has the focus, takes back the condition that came last.
// And what tooltips must be: pointed at, dismissed, lasting, never under the pointer, never on the marks beside their own.
import { type Page } from '@playwright/test';
import { expect, mark, open, real, test } from './page';

const tips = (page: Page) => page.locator('.tip:visible');
const panel = 'clusters_by_city';

test('a press closes the tooltip, the next one a menu, the next ones the conditions, the last chosen first', async ({ page }) => {
  await open(page, '/jilin');
  const facet = (dimension: string, value: string) => page.locator(`[data-facet="${dimension}"] li > a[data-value="${value}"]`);
  // In the address the city stands before the industry; it is chosen after it.
  await facet('industry', '汽车和零部件').click();
  await expect(page.locator('.chips li')).toHaveCount(1);
  await facet('city', '长春市').click();
  await expect(page.locator('.chips li')).toHaveCount(2);
  await page.locator('.columns summary').click();
  await expect(page.locator('.columns')).toHaveAttribute('open', '');
  await page.locator(`figure[data-panel="${panel}"] .plot`).evaluate(plot => plot.scrollIntoView({ block: 'center' }));
  await mark(page, panel, '吉林市').hover();
  await expect(tips(page)).toHaveCount(1);

  await page.keyboard.press('Escape');
  await expect(tips(page)).toHaveCount(0);
  await expect(page.locator('.columns')).toHaveAttribute('open', '');
  await page.keyboard.press('Escape');
  await expect(page.locator('.columns')).not.toHaveAttribute('open', '');
  await expect(page.locator('.columns summary')).toBeFocused();
  await expect(page.locator('.chips li')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(page.locator('.chips li')).toHaveText([/汽车和零部件/]);
  await page.keyboard.press('Escape');
  await expect(page.locator('.chips li')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/jilin');
});

test('in the search it takes back the words, and nothing from any other field', async ({ page }) => {
  await open(page, '/jilin?city=长春市&tab=enterprises&q=一汽');
  const field = page.locator('#table input[type="search"]');
  await field.fill('富奥');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await expect(page.locator('.chips li')).toHaveText([/长春市/]);
  for (let press = 0; press < 2; press++) await page.keyboard.press('Escape');
  await expect(field).toBeFocused();
  await page.locator('select').first().focus();
  await page.keyboard.press('Escape');
  // An input method's own key is not the page's.
  await page.locator('#table .tabs a').first().focus();
  await page.evaluate(() => document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, isComposing: true })));
  await expect(page.locator('.chips li')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.chips li')).toHaveCount(0);
});

test('menus close on a click outside, and on a link followed; columns stay to choose among', async ({ page }) => {
  await open(page, '/jilin');
  const columns = page.locator('.columns');
  await columns.locator('summary').click();
  await columns.locator('li a').nth(1).click();
  await expect(columns).toHaveAttribute('open', '');
  await page.locator('h1').first().click();
  await expect(columns).not.toHaveAttribute('open', '');
  const row = page.locator('[data-facet="city"] li', { hasText: '长春市' });
  await row.locator('> a').click();
  await row.locator('summary').click();
  await columns.locator('summary').click();
  await expect(row.locator('details')).not.toHaveAttribute('open', '');
  await expect(columns).toHaveAttribute('open', '');
  await row.locator('summary').click();
  await row.getByRole('link', { name: '只选 长春市' }).click();
  await expect(page.locator('.chips li')).toHaveText([/长春市/]);
  await expect(row.locator('details')).not.toHaveAttribute('open', '');
});

test('a tooltip can be pointed at, lasts, and stays away once dismissed', async ({ page }) => {
  await open(page, '/jilin');
  await page.locator(`figure[data-panel="${panel}"] .plot`).evaluate(plot => plot.scrollIntoView({ block: 'center' }));
  const bar = mark(page, panel, '四平市');
  const box = (await bar.boundingBox())!;
  const tip = page.locator(`figure[data-panel="${panel}"] li:has(a[data-value="四平市"]) .tip`);
  await page.mouse.move(box.x + 40, box.y + box.height / 2);
  await expect(tip).toBeVisible();
  const at = (await tip.boundingBox())!;
  await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2, { steps: 12 });
  await page.waitForTimeout(600);
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  // Without moving it does not come back; on another mark there is another.
  await page.waitForTimeout(300);
  await expect(tips(page)).toHaveCount(0);
  await mark(page, panel, '辽源市').hover();
  await expect(tips(page)).toHaveCount(1);

  // With the keyboard too, and the focus stays.
  await bar.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await expect(bar).toBeFocused();
  await expect(page).toHaveURL('/jilin');
});

for (const path of ['/jilin', '/national', ...real('/qcew-nj')]) {
  test(`${path}: no tooltip lies under the pointer or on the marks beside its own`, async ({ page }) => {
    test.slow();
    await open(page, path);
    const covered: string[] = [];
    for (const figure of await page.locator('figure[data-panel]').all()) {
      const name = await figure.getAttribute('data-panel');
      await figure.locator('.plot').evaluate(plot => plot.scrollIntoView({ block: 'center' }));
      const hits = figure.locator('a.hit:visible');
      const count = await hits.count();
      for (const at of new Set([0, Math.floor(count / 2), count - 1])) {
        await page.mouse.move(1, 1);
        await expect(tips(page)).toHaveCount(0);
        const place = await hits.nth(at).evaluate(hit => {
          const { left, top, width, height } = hit.getBoundingClientRect();
          const [x, y] = [left + width / 2, top + height / 2];
          return document.elementFromPoint(x, y) === hit ? { x, y } : null;
        });
        if (!place) continue;
        await page.mouse.move(place.x, place.y);
        await expect(tips(page), `${name} ${at}`).toHaveCount(1);
        const found = await tips(page).evaluate((tip, { x, y }) => {
          const box = tip.getBoundingClientRect();
          const is = (one: DOMRect) => box.left < one.right - 1 && box.right > one.left + 1 && box.top < one.bottom - 1 && box.bottom > one.top + 1;
          if (x > box.left && x < box.right && y > box.top && y < box.bottom) return ['the pointer'];
          const own = tip.parentElement!;
          // Marks that lie about anywhere have none beside them; of others the ink of those like it before and after it.
          const keys = own.querySelector('a')!.dataset.alone;
          const like = [...own.parentElement!.children].filter(one => one.querySelector('a')!.dataset.alone === keys);
          const here = like.indexOf(own);
          if (['beyond', 'beneath'].includes(own.dataset.tip!)) {
            const plot = own.closest('.plot')!.getBoundingClientRect();
            return box.bottom > plot.top + 1 && box.top < plot.bottom - 1 ? ['the chart'] : [];
          }
          return [like[here - 1], like[here + 1]].flatMap(beside => {
            if (!beside) return [];
            const ink = beside.querySelector<HTMLElement>('.ink')!;
            ink.style.display = 'block';
            const at = ink.getBoundingClientRect();
            ink.style.display = '';
            return is(at) ? [beside.querySelector('a')!.getAttribute('aria-label')!] : [];
          });
        }, place);
        covered.push(...found.map(what => `${name}, mark ${at}: ${what}`));
      }
    }
    expect(covered).toEqual([]);
  });
}
