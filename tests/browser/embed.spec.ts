// One chart in a frame of somebody else's page: it filters in place, without scripts, and leads to the whole page.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './page';

const panels = ['clusters_by_city', 'awards_by_city_grade', 'clusters_map'];
const city = encodeURIComponent('长春市');

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    for (const panel of panels) {
      test(`${panel} filters in its frame and leads to the whole page`, async ({ page, baseURL }) => {
        await page.setContent(`<h1>Somebody else's page</h1><iframe width="720" height="600" src="${baseURL}/jilin/embed/${panel}"></iframe>`);
        const frame = page.frameLocator('iframe');
        const figure = frame.locator(`figure[data-panel="${panel}"]`);
        await expect(figure.locator('.picture > svg:visible')).toHaveCount(1);
        await expect(figure.locator('.finding')).not.toBeEmpty();
        await expect(frame.locator('header, nav, .facets, script[src]')).toHaveCount(0);
        const before = await figure.locator('.picture.wide').innerHTML();

        const link = figure.locator(`a.hit[href*="city=${city}"]:visible, a.hit[aria-current]:visible`).first();
        // A row begins with its name, for parts lie on its bar; a circle has no corners.
        await link.click(panel === 'clusters_map' ? {} : { position: { x: 2, y: 2 } });
        await expect(link).toHaveAttribute('aria-current', 'true');
        expect(page.frames()[1].url()).toBe(`${baseURL}/jilin/embed/${panel}?city=${city}`);
        await expect(figure).toContainText('长春市');
        expect(await figure.locator('.picture.wide').innerHTML()).not.toBe(before);

        await figure.locator('a[target="_top"]').click();
        await expect(page).toHaveURL(`/jilin?city=${city}`);
        await expect(page.locator('.chips a')).toHaveText(/长春市/);
      });
    }
  });
}

test('a second click and the link beside the filter take it away', async ({ page }) => {
  await page.goto(`/jilin/embed/clusters_by_city?city=${city}`);
  const bar = page.locator('a.hit[aria-current]:visible');
  await bar.click();
  await expect(page).toHaveURL('/jilin/embed/clusters_by_city');
  await expect(bar).toHaveCount(0);
  await page.goto(`/jilin/embed/clusters_by_city?city=${city}`);
  await page.getByRole('link', { name: '清除' }).click();
  await expect(page).toHaveURL('/jilin/embed/clusters_by_city');
});

test('the chart that a reader makes is embedded as it is', async ({ page }) => {
  const query = '?measure=clusters&by=city&split=corridor&chart=stacked';
  await page.goto(`/jilin/embed/explore${query}`);
  await expect(page.locator('figure[data-panel="explore"]')).toHaveAttribute('data-kind', 'stacked');
  await page.locator('a[target="_top"]').click();
  await expect(page).toHaveURL(`/jilin/explore${query}`);
});

test('a chart that is not there is answered with those that are', async ({ request }) => {
  const answer = await request.get('/jilin/embed/nothing');
  expect(answer.status()).toBe(404);
  const text = await answer.text();
  for (const panel of panels) expect.soft(text).toContain(panel);
  expect((await request.get('/nowhere/embed/clusters_by_city')).status()).toBe(404);
});

for (const [view, options] of Object.entries({
  'wide, light': { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  'wide, dark': { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  'narrow, light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
} as const)) {
  test.describe(view, () => {
    test.use(options);
    for (const path of [...panels.map(panel => `/jilin/embed/${panel}`), `/jilin/embed/clusters_by_city?lang=en&city=${city}`]) {
      test(`${path} passes axe and does not scroll sideways`, async ({ page }) => {
        await page.goto(path);
        const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        expect.soft(content).toBeLessThanOrEqual(window);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map(node => node.html), more: nodes.length }))).toEqual([]);
      });
    }
  });
}
