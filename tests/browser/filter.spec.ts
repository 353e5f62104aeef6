// Filtering by clicking: the URL, every count and every chart follow, without loading the page anew; keyboard, back and reload do the same.
import type { Page } from '@playwright/test';
import { counts, expect, hydrated, mark, open, remember, reported, same, test } from './page';

const panel = 'clusters_by_city';
const changchun = `/jilin?city=${encodeURIComponent('长春市')}`;

test('a click on a bar filters, a second click undoes it', async ({ page }) => {
  await open(page, '/jilin');
  const all = await counts(page);
  await remember(page);
  const bar = mark(page, panel, '长春市');
  await expect(bar).not.toHaveAttribute('aria-current', 'true');

  await bar.click();
  await expect(page).toHaveURL(changchun);
  await expect(bar).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('.chips a')).toHaveCount(1);
  await expect(page.locator('.chips a')).toContainText('长春市');
  const some = await counts(page);
  expect(some).toEqual(await reported(page, changchun));
  for (const table of ['clusters', 'enterprises', 'factories']) {
    expect(some[table][0], table).toBeLessThan(all[table][0]);
    expect(some[table][1], table).toBe(all[table][1]);
  }

  await bar.click();
  await expect(page).toHaveURL('/jilin');
  await expect(bar).not.toHaveAttribute('aria-current', 'true');
  expect(await counts(page)).toEqual(all);
  expect(await same(page), 'the page was loaded anew').toBe(true);
});

test('every other panel, tile and the table follow a click', async ({ page }) => {
  await open(page, '/jilin');
  const parts = page.locator('figure[data-panel]');
  const ids = await parts.evaluateAll(all => all.map(one => one.getAttribute('data-panel')!));
  const texts = async () => Object.fromEntries(await parts.evaluateAll(all => all.map(one => [one.getAttribute('data-panel')!, one.textContent!])));
  const tiles = async () => page.locator('[data-tile]').allTextContents();
  const [before, tilesBefore, tableBefore] = [await texts(), await tiles(), await page.locator('#table table').innerText()];
  await mark(page, panel, '长春市').click();
  await expect(mark(page, panel, '长春市')).toHaveAttribute('aria-current', 'true');
  const after = await texts();
  for (const id of ids.filter(id => id !== panel)) expect.soft(after[id], id).not.toBe(before[id]);
  expect(await tiles()).not.toEqual(tilesBefore);
  expect(await page.locator('#table table').innerText()).not.toBe(tableBefore);
});

test('two values of one dimension are any of them', async ({ page }) => {
  await open(page, '/jilin');
  const values: number[] = [];
  for (const city of ['长春市', '吉林市']) {
    values.push((await reported(page, `/jilin?city=${encodeURIComponent(city)}`)).clusters[0]);
    await mark(page, panel, city).click({ modifiers: ['ControlOrMeta'] });
    await expect(mark(page, panel, city)).toHaveAttribute('aria-current', 'true');
  }
  await expect(page.locator('.chips a')).toHaveCount(2);
  expect((await counts(page)).clusters[0]).toBe(values[0] + values[1]);
});

test('Enter on a focused bar filters, and focus stays there', async ({ page }) => {
  await open(page, '/jilin');
  await remember(page);
  const bar = mark(page, panel, '长春市');
  await bar.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(changchun);
  await expect(bar).toHaveAttribute('aria-current', 'true');
  await expect(bar).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(bar).not.toHaveAttribute('aria-current', 'true');
  await expect(bar).toBeFocused();
  expect(await same(page)).toBe(true);
});

test('facets, chips and clear are filters too, without loading anew', async ({ page }) => {
  await open(page, '/jilin');
  const all = await counts(page);
  await remember(page);
  const facet = page.locator('[data-facet="city"] a[data-value="四平市"]');
  await facet.click();
  await expect(facet).toHaveAttribute('aria-current', 'true');
  await mark(page, panel, '辽源市').click({ modifiers: ['ControlOrMeta'] });
  await expect(page.locator('.chips a')).toHaveCount(2);
  await page.locator('.chips a', { hasText: '四平市' }).click();
  await expect(page.locator('.chips a')).toHaveCount(1);
  await page.locator('a#clear').click();
  await expect(page.locator('.chips a')).toHaveCount(0);
  await expect(page).toHaveURL('/jilin');
  expect(await counts(page)).toEqual(all);
  expect(await same(page)).toBe(true);
});

test('back, forward, reload and a pasted link restore everything', async ({ page, context }) => {
  await open(page, '/jilin');
  await mark(page, panel, '长春市').click();
  await expect(mark(page, panel, '长春市')).toHaveAttribute('aria-current', 'true');
  const filtered = await counts(page);
  await page.goBack();
  await expect(page).toHaveURL('/jilin');
  await expect(mark(page, panel, '长春市')).not.toHaveAttribute('aria-current', 'true');
  await page.goForward();
  await expect(mark(page, panel, '长春市')).toHaveAttribute('aria-current', 'true');
  expect(await counts(page)).toEqual(filtered);
  await page.reload();
  await hydrated(page);
  await expect(mark(page, panel, '长春市')).toHaveAttribute('aria-current', 'true');
  expect(await counts(page)).toEqual(filtered);
  const pasted = await context.newPage();
  await open(pasted, page.url());
  expect(await counts(pasted)).toEqual(filtered);
});

test('the table sorts, pages and searches without loading anew', async ({ page }) => {
  await open(page, '/jilin?tab=enterprises');
  await remember(page);
  const first = page.locator('#table tbody tr').first();
  const before = await first.innerText();
  await page.locator('#table thead a').first().click();
  await expect(page).toHaveURL(/sort=/);
  await page.locator('#table a[rel~=next]').click();
  await expect(page).toHaveURL(/page=2/);
  await expect(first).not.toHaveText(before);
  await page.locator('input[name="q"]').first().fill('一汽');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=/);
  await expect(page).not.toHaveURL(/page=2/);
  await expect(first).toContainText('一汽');
});

/** Withholds every answer until the function that it gives is called. */
async function withheld(page: Page): Promise<() => Promise<void>> {
  let answer = () => {};
  const asked = new Promise<void>(go => (answer = go));
  await page.route('**/screen.json*', async route => {
    await asked;
    // A later click may have given the request up.
    await route.continue().catch(() => {});
  });
  return async () => {
    answer();
    await page.unroute('**/screen.json*');
  };
}

test('clicks before the answer to the one before are all meant', async ({ page }) => {
  await open(page, '/jilin?tab=enterprises');
  const facet = (value: string) => page.locator(`[data-facet="city"] a[data-value="${value}"]`);
  const answer = await withheld(page);
  await facet('长春市').click();
  await facet('吉林市').click();
  await facet('吉林市').click();
  await page.locator('#table thead a').first().click();
  await page.locator('input[type="search"]').fill('公司');
  await page.keyboard.press('Enter');
  const all = new URLSearchParams([['city', '长春市'], ['city', '吉林市'], ['q', '公司'], ['sort', 'name'], ['tab', 'enterprises']]);
  await expect(page, 'the address is that of what is shown').toHaveURL('/jilin?tab=enterprises');
  await answer();
  await expect(page).toHaveURL(`/jilin?${all}`);
  await expect(page.locator('main')).not.toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('.chips a')).toHaveCount(3);
  expect(await counts(page)).toEqual(await reported(page, `/jilin?${all}`));

  const next = await withheld(page);
  await mark(page, panel, '四平市').click();
  await page.locator('a#clear').click();
  await next();
  await expect(page).toHaveURL('/jilin?sort=name&tab=enterprises');
  await expect(page.locator('.chips a')).toHaveCount(0);

  const last = await withheld(page);
  await facet('辽源市').click();
  await page.goBack();
  await facet('四平市').click();
  await last();
  await expect(page.locator('.chips a'), 'what is gone back from is not meant').toHaveCount(4);
  for (const chosen of ['吉林市', '长春市', '公司', '四平市']) await expect(page.locator('.chips a', { hasText: chosen })).toHaveCount(1);
});

test('what is typed into the search before an answer or the scripts arrive stays', async ({ page }) => {
  const input = page.locator('input[type="search"]');
  let scripts = () => {};
  const held = new Promise<void>(go => (scripts = go));
  await page.route('**/*.wasm', async route => (await held, route.continue()));
  await page.goto('/jilin?tab=enterprises', { waitUntil: 'commit' });
  await input.fill('一汽');
  scripts();
  await hydrated(page);
  await expect(input).toHaveValue('一汽');

  const answer = await withheld(page);
  await page.locator('#table thead a').first().click();
  await input.fill('富奥');
  await answer();
  await expect(page.locator('#table thead th[aria-sort="ascending"]')).toHaveCount(1);
  await expect(input).toHaveValue('富奥');

  await input.press('Enter');
  await expect(page.locator('#table tbody tr').first()).toContainText('富奥');
  await expect(page).toHaveURL(/sort=.*q=|q=.*sort=/);
  await page.locator('.chips a', { hasText: '富奥' }).click();
  await expect(input, 'the field follows the address again').toHaveValue('');
  await page.goBack();
  await expect(input).toHaveValue('富奥');
});

test('what is not understood is said, in words', async ({ page }) => {
  await open(page, '/jilin?nonsense=1&city=火星市');
  const notices = page.locator('[role=status].notices');
  await expect(notices).toContainText('nonsense');
  await expect(notices).toContainText('火星市');
});

test('a table under a chart follows the filter, whether it was open or not', async ({ page }) => {
  await open(page, '/jilin');
  const rows = (panel: string) => page.locator(`#twin-${panel} tbody`).innerText();
  await page.locator('#twin-clusters_by_tier summary').click();
  await mark(page, 'clusters_by_city', '长春市').click();
  await expect(page).toHaveURL(/city=/);
  await expect(page.locator('#main')).not.toHaveAttribute('aria-busy', 'true');
  const open_before = await rows('clusters_by_tier');
  // Before the browser's next task, so that no frame shows the rows of before.
  const opened_after = await page.locator('#twin-clusters_by_industry').evaluate(async (twin: HTMLDetailsElement) => {
    twin.querySelector('summary')!.click();
    for (let turn = 0; turn < 100; turn++) await null;
    return twin.querySelector('tbody')!.innerText;
  });
  await page.reload();
  await hydrated(page);
  for (const [panel, shown] of [['clusters_by_tier', open_before], ['clusters_by_industry', opened_after]]) {
    await page.locator(`#twin-${panel} summary`).click();
    expect(await rows(panel)).toBe(shown);
  }
});
