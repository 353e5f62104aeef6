// With JavaScript off the page is the same page: same words, same numbers, and every filter is a link or a form that works.
import { type Page } from '@playwright/test';
import { counts, expect, hydrated, mark, pages, test } from './page';

/** The words of the page, as a reader sees them; but for the buttons that copy and save, which need scripts, and that which a script spares. */
async function words(page: Page): Promise<string> {
  await page.locator('#copy, [data-copy], .needs-script, .without-script').evaluateAll(all => all.forEach(one => one.remove()));
  return (await page.locator('body').innerText()).replace(/\s+/g, ' ');
}

for (const [name, path] of Object.entries(pages)) {
  test(`${name} says the same with and without scripts`, async ({ page, browser, baseURL }) => {
    await page.goto(path);
    await hydrated(page);
    const context = await browser.newContext({ baseURL, javaScriptEnabled: false, locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    const still = await context.newPage();
    await still.goto(path);
    expect(await words(still)).toBe(await words(page));
    expect(await counts(still)).toEqual(await counts(page));
    await context.close();
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a bar is a link that filters, and undoes', async ({ page }) => {
    await page.goto('/jilin');
    await mark(page, 'clusters_by_city', '长春市').click();
    await expect(page).toHaveURL(`/jilin?city=${encodeURIComponent('长春市')}`);
    await expect(mark(page, 'clusters_by_city', '长春市')).toHaveAttribute('aria-current', 'true');
    await page.locator('a#clear').click();
    await expect(page).toHaveURL('/jilin');
  });

  test('search is a form that keeps the filter', async ({ page }) => {
    await page.goto('/jilin?tab=enterprises&city=长春市');
    await page.locator('input[name="q"]').first().fill('一汽');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/q=/);
    const query = new URL(page.url()).searchParams;
    expect([query.get('tab'), query.get('city'), query.get('q')]).toEqual(['enterprises', '长春市', '一汽']);
    await expect(page.locator('#table tbody tr').first()).toContainText('一汽');
  });

  test('columns are chosen by links', async ({ page }) => {
    await page.goto('/jilin?tab=enterprises');
    const before = await page.locator('#table thead th').count();
    await page.locator('.columns summary').click();
    await page.locator('.columns li a:not([aria-current])').first().click();
    await expect(page.locator('#table thead th')).toHaveCount(before + 1);
  });

  test('pages and sorting are links', async ({ page }) => {
    await page.goto('/jilin?tab=enterprises');
    await page.locator('#table a[rel~=next]').click();
    await expect(page).toHaveURL(/page=2/);
    await page.locator('#table thead a').first().click();
    await expect(page).toHaveURL(/sort=/);
    await expect(page).not.toHaveURL(/page=2/);
  });
});
