// A site under a path of a host that it shares: filtering, going back, files, the forms, an embed stay under it, with and without scripts.
import { expect, hydrated, mark, remember, same, test } from './page';
import { serve, type Served } from './served';

let site: Served;
test.beforeAll(async () => {
  site = await serve({}, 'jilin', '/stats');
});
test.afterAll(() => site.stop());

const city = encodeURIComponent('长春市');

/** Requests outside the base. */
test.beforeEach(({ page }) => {
  page.on('request', request => {
    const { protocol, origin, pathname } = new URL(request.url());
    if (protocol === 'http:' && origin === new URL(site.base).origin) expect(pathname).toMatch(/^\/stats\//);
  });
});

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('a reader who filters, goes back, and takes the table along stays under the path', async ({ page }) => {
      await page.goto(`${site.base}/`);
      await page.locator('.bundles h2 a').first().click();
      await expect(page).toHaveURL(`${site.base}/jilin`);
      if (scripts) await hydrated(page);
      await remember(page);
      const bar = mark(page, 'clusters_by_city', '长春市');
      await bar.click();
      await expect(page).toHaveURL(`${site.base}/jilin?city=${city}`);
      await expect(bar).toHaveAttribute('aria-current', 'true');
      await expect(page.locator('.chips a')).toHaveText(/长春市/);
      expect(await same(page)).toBe(scripts);
      for (const link of await page.locator('a[href^="/"]').evaluateAll(all => all.map(one => one.getAttribute('href')!))) expect(link).toMatch(/^\/stats\//);
      await page.goBack();
      await expect(page).toHaveURL(`${site.base}/jilin`);
      await expect(bar).not.toHaveAttribute('aria-current', 'true');

      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#export').click()]);
      expect(file.url()).toContain('/stats/jilin/');
      await page.locator('#lang button').click();
      await expect(page).toHaveURL(`${site.base}/jilin`);
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      expect((await page.context().cookies()).map(cookie => [cookie.name, cookie.path])).toEqual([['lang', '/stats']]);
    });

    test('an embed filters in its frame and leads to the whole page', async ({ page }) => {
      await page.setContent(`<iframe width="720" height="600" src="${site.base}/jilin/embed/clusters_by_city"></iframe>`);
      const figure = page.frameLocator('iframe').locator('figure');
      await figure.locator(`a.hit[href*="city=${city}"]:visible`).first().click();
      await expect(figure.locator('a.hit[aria-current]:visible')).toHaveCount(1);
      expect(page.frames()[1].url()).toBe(`${site.base}/jilin/embed/clusters_by_city?city=${city}`);
      await figure.locator('a[target="_top"]').click();
      await expect(page).toHaveURL(`${site.base}/jilin?city=${city}`);
    });
  });
}

test('words searched for, clicks that overtake each other, a picture as PNG', async ({ page }) => {
  await page.goto(`${site.base}/jilin`);
  await hydrated(page);
  await remember(page);
  // Two clicks at once: the second link stands on the state before the first.
  await page.evaluate(() => {
    const facet = (at: number) => document.querySelectorAll<HTMLAnchorElement>('[data-facet="city"] a[data-noscroll]')[at];
    facet(0).click();
    facet(1).click();
  });
  await expect(page.locator('.chips a')).toHaveCount(2);
  await page.locator('#clear').click();
  await expect(page).toHaveURL(`${site.base}/jilin`);
  await page.locator('form.search input[name=q]').fill('汽车');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/stats\/jilin\?q=/);
  const [picture] = await Promise.all([page.waitForEvent('download'), page.locator('figure[data-panel="clusters_by_city"] [data-png]').click()]);
  expect(picture.suggestedFilename()).toMatch(/\.png$/);
  expect(await same(page)).toBe(true);
});
