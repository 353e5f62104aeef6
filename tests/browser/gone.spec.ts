// The server gone, busy or slow: the page stays as it was, its address too, and says in view why, with a way to ask again. Back and forward
// are asked like any other state.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page, type Route } from '@playwright/test';
import { counts, hydrated, mark, reported } from './page';

const panel = 'clusters_by_city';
const SCREENS = '**/screen.json*';
const at = (city: string) => `/jilin?city=${encodeURIComponent(city)}`;
const facet = (page: Page, value: string) => page.locator(`[data-facet="city"] a[data-value="${value}"]`);
const failure = (page: Page) => page.getByRole('alert');
const again = (page: Page) => failure(page).getByRole('button');

const open = async (page: Page, path: string) => {
  await page.goto(path);
  await hydrated(page);
};

const failures: Record<string, (route: Route) => Promise<void>> = {
  'cannot be reached': route => route.abort('connectionrefused'),
  'is busy': route => route.fulfill({ status: 503, headers: { 'retry-after': '5' }, body: '服务器繁忙\nbusy\n' }),
  'answers something else': route => route.fulfill({ status: 200, contentType: 'text/html', body: '<p>Sign in</p>' }),
};

for (const [how, answer] of Object.entries(failures)) {
  test(`a server that ${how}: the page stays, says so in view, and asks again with one click`, async ({ page }) => {
    await open(page, '/jilin');
    const before = { counts: await counts(page), picture: await page.locator(`figure[data-panel="${panel}"] svg`).first().innerHTML() };
    await page.locator('#table').scrollIntoViewIfNeeded();
    await page.route(SCREENS, answer);
    await page.locator('#table thead a').first().click();
    await expect(failure(page)).toBeInViewport({ ratio: 1 });
    await expect(page, 'the address is that of what is shown').toHaveURL('/jilin');
    await facet(page, '长春市').click();
    await expect(failure(page)).toBeVisible();
    await expect(page).toHaveURL('/jilin');
    expect(await counts(page)).toEqual(before.counts);
    expect(await page.locator(`figure[data-panel="${panel}"] svg`).first().innerHTML()).toBe(before.picture);
    const { violations } = await new AxeBuilder({ page }).include('.failure').analyze();
    expect(violations).toEqual([]);

    await again(page).click();
    await expect(failure(page), 'it is still so').toBeVisible();
    await expect(page).toHaveURL('/jilin');
    await page.unroute(SCREENS);
    await again(page).click();
    await expect(page).toHaveURL(at('长春市'));
    await expect(failure(page)).toBeHidden();
    await expect(mark(page, panel, '长春市')).toHaveAttribute('aria-current', 'true');
    expect(await counts(page)).toEqual(await reported(page, at('长春市')));
    await page.goBack();
    await expect(page).toHaveURL('/jilin');
    await expect(mark(page, panel, '长春市')).not.toHaveAttribute('aria-current', 'true');
  });
}

test('another click after a failure asks for itself alone', async ({ page }) => {
  await open(page, '/jilin');
  await page.route(SCREENS, failures['cannot be reached']);
  await facet(page, '长春市').click();
  await expect(failure(page)).toBeVisible();
  await page.unroute(SCREENS);
  await facet(page, '四平市').click();
  await expect(page).toHaveURL(at('四平市'));
  await expect(failure(page)).toBeHidden();
  await expect(page.locator('.chips a')).toHaveCount(1);
});

test('a slow answer: the address changes only with it', async ({ page }) => {
  await open(page, '/jilin');
  const all = await counts(page);
  let answer = () => {};
  const held = new Promise<void>(go => (answer = go));
  await page.route(SCREENS, async route => (await held, route.continue()));
  await mark(page, panel, '长春市').click();
  await expect(page.locator('main')).toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('.progress')).toHaveClass(/waiting/);
  await expect(page).toHaveURL('/jilin');
  expect(await counts(page)).toEqual(all);
  answer();
  await expect(page).toHaveURL(at('长春市'));
  await expect(page.locator('main')).not.toHaveAttribute('aria-busy', 'true');
  expect(await counts(page)).toEqual(await reported(page, at('长春市')));
});

test('back and forward without an answer return to what is shown, and ask again', async ({ page }) => {
  await open(page, '/jilin');
  for (const city of ['长春市', '四平市']) {
    await facet(page, city).click();
    await expect(facet(page, city)).toHaveAttribute('aria-current', 'true');
  }
  const both = page.url();
  await page.route(SCREENS, failures['cannot be reached']);
  for (let time = 0; time < 2; time++) {
    await page.evaluate(() => history.back());
    await expect(failure(page)).toBeVisible();
    await expect(page, 'the address is that of what is shown').toHaveURL(both);
    await expect(page.locator('.chips a')).toHaveCount(2);
  }
  await page.unroute(SCREENS);
  await again(page).click();
  await expect(page).toHaveURL(at('长春市'));
  await expect(failure(page)).toBeHidden();
  await expect(page.locator('.chips a')).toHaveCount(1);
  await page.goBack();
  await expect(page).toHaveURL(both);
  await expect(page.locator('.chips a')).toHaveCount(2);
});

test('a click after a step forward is a step of its own', async ({ page }) => {
  await open(page, '/jilin');
  await facet(page, '长春市').click();
  await expect(page).toHaveURL(at('长春市'));
  await page.goBack();
  await expect(page).toHaveURL('/jilin');
  await page.goForward();
  await expect(facet(page, '长春市')).toHaveAttribute('aria-current', 'true');
  await page.locator('a#clear').click();
  await expect(page.locator('.chips a')).toHaveCount(0);
  await expect(page).toHaveURL('/jilin');
  await page.goBack();
  await expect(page).toHaveURL(at('长春市'));
  await expect(facet(page, '长春市')).toHaveAttribute('aria-current', 'true');
  await page.reload();
  await hydrated(page);
  await page.goBack();
  await expect(page).toHaveURL('/jilin');
  await expect(page.locator('.chips a')).toHaveCount(0);
});
