// What a click means: a mark chooses what it stands for alone, again clears it; with Ctrl, Cmd or Shift it adds; the facet adds, and leads to a
// value alone, to all others and to ranges.
import { type Page } from '@playwright/test';
import { counts, expect, hydrated, mark, open, remember, reported, same, test } from './page';
import { type Served, serve } from './served';

const panel = 'clusters_by_city';
const [changchun, jilin, siping] = ['长春市', '吉林市', '四平市'];

/** The address of /jilin under these cities, in the order in which they were chosen. */
const chosen = (...cities: string[]): string => `/jilin?${cities.map(city => `city=${encodeURIComponent(city)}`).join('&')}`;

/** Where the page has come to rest. */
async function at(page: Page, path: string): Promise<void> {
  await expect(page).toHaveURL(path);
  await expect(page.locator('#main')).not.toHaveAttribute('aria-busy', 'true');
}

test('a click on a mark chooses it alone, a click on the next one that, again none', async ({ page }) => {
  await open(page, '/jilin?tier=国家级');
  await remember(page);
  const under = (city: string) => `${chosen(city)}&tier=${encodeURIComponent('国家级')}`;
  await mark(page, panel, changchun).click();
  await at(page, under(changchun));
  // The next city: one click.
  await mark(page, panel, jilin).click();
  await at(page, under(jilin));
  expect(await counts(page)).toEqual(await reported(page, under(jilin)));
  await mark(page, panel, jilin).click();
  await at(page, `/jilin?tier=${encodeURIComponent('国家级')}`);
  expect(await same(page), 'the page was loaded anew').toBe(true);
});

for (const key of ['Control', 'Meta', 'Shift'] as const) {
  test(`with ${key} a click on a mark adds it and takes it away`, async ({ page, context }) => {
    await open(page, '/jilin');
    await remember(page);
    for (const city of [changchun, siping]) await mark(page, panel, city).click({ modifiers: [key] });
    await at(page, chosen(changchun, siping));
    await expect(mark(page, panel, changchun)).toHaveAttribute('aria-current', 'true');
    await mark(page, panel, changchun).click({ modifiers: [key] });
    await at(page, chosen(siping));
    // What is plain chooses one of several.
    await mark(page, panel, jilin).click({ modifiers: [key] });
    await at(page, chosen(siping, jilin));
    await mark(page, panel, jilin).click();
    await at(page, chosen(jilin));
    expect(context.pages().length, 'no page opens beside').toBe(1);
    expect(await same(page)).toBe(true);
  });
}

for (const keys of ['Control+Enter', 'Shift+Enter']) {
  test(`${keys} on a mark adds it, Enter chooses it alone`, async ({ page, context }) => {
    await open(page, chosen(changchun));
    await remember(page);
    await mark(page, panel, jilin).focus();
    await page.keyboard.press(keys);
    await at(page, chosen(changchun, jilin));
    await expect(mark(page, panel, jilin)).toBeFocused();
    await page.keyboard.press(keys);
    await at(page, chosen(changchun));
    await page.keyboard.press('Enter');
    await at(page, chosen(jilin));
    expect(context.pages().length).toBe(1);
    expect(await same(page)).toBe(true);
  });
}

test('a part of a stack, an entry of its legend and a number of a tile are marks too', async ({ page }) => {
  await open(page, chosen(jilin));
  const grades = encodeURIComponent('省级智能工厂');
  await page.locator('figure[data-panel="awards_by_city_grade"] a.hit[data-value="长春市"][data-alone="city grade"]').nth(1).click();
  await expect(page).toHaveURL(/^[^?]*\/jilin\?city=[^&]*&grade=[^&]*$/);
  expect(new URL(page.url()).searchParams.getAll('city')).toEqual([changchun]);
  await page.goto('/jilin');
  await hydrated(page);
  const legend = page.locator('figure[data-panel="awards_by_city_grade"] .legend a');
  await legend.filter({ hasText: '省级智能工厂' }).click();
  await at(page, `/jilin?grade=${grades}`);
  await legend.filter({ hasText: '省级未来工厂' }).click();
  await expect(page.locator('.chips a')).toHaveText([/省级未来工厂/]);
  await page.locator('[data-tile="grades"] a').filter({ hasText: '省级智能工厂' }).click();
  await at(page, `/jilin?grade=${grades}`);
  await page.locator('[data-tile="grades"] a').filter({ hasText: '省级未来工厂' }).click({ modifiers: ['Control'] });
  await expect(page.locator('.chips a')).toHaveCount(2);
});

test('what is no mark opens beside the page with Ctrl', async ({ page, context }) => {
  await open(page, '/jilin');
  const beside = context.waitForEvent('page');
  await page.locator('[data-facet="city"] a[data-value="长春市"]').click({ modifiers: ['Control'] });
  await expect(await beside).toHaveURL(chosen(changchun));
  await expect(page).toHaveURL('/jilin');
});

test('before the answer to the click before, a mark is still chosen alone, and with Ctrl added', async ({ page }) => {
  for (const [modifiers, then] of [[[], chosen(siping)], [['Control'], chosen(changchun, jilin, siping)]] as const) {
    await open(page, '/jilin');
    let answer = () => {};
    const held = new Promise<void>(go => (answer = go));
    await page.route('**/screen.json*', async route => (await held, route.continue().catch(() => {})));
    for (const city of [changchun, jilin, siping]) await mark(page, panel, city).click({ modifiers: [...modifiers] });
    // The address follows the answer.
    await expect(page).toHaveURL('/jilin');
    answer();
    await at(page, then);
    expect(await counts(page)).toEqual(await reported(page, then));
    await page.unroute('**/screen.json*');
  }
});

test('an interval of a histogram with Shift widens the range', async ({ page }) => {
  await open(page, '/national');
  const bars = page.locator('figure[data-panel="gdp_histogram"] a.hit');
  await bars.nth(1).click();
  await expect(page).toHaveURL(/gdp__gte=2000&gdp__lt=4000/);
  await expect(bars.nth(1)).toHaveAttribute('aria-current', 'true');
  await bars.nth(3).click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/gdp__gte=2000&gdp__lt=8000/);
  await expect(bars.nth(3)).toHaveAttribute('aria-current', 'true');
  await bars.nth(2).click();
  await expect(page).toHaveURL(/gdp__gte=4000&gdp__lt=6000/);
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('the mark replaces and the facet adds', async ({ page }) => {
      await page.goto('/jilin');
      if (javaScriptEnabled) await hydrated(page);
      const facet = (city: string) => page.locator(`[data-facet="city"] a[data-value="${city}"]`);
      await mark(page, panel, changchun).click();
      await at(page, chosen(changchun));
      await facet(jilin).click();
      await at(page, chosen(changchun, jilin));
      await mark(page, panel, siping).click();
      await at(page, chosen(siping));
      await facet(siping).click();
      await at(page, '/jilin');
    });

    test('a value of a facet leads to itself alone, to all others, and to ranges', async ({ page }) => {
      await page.goto(chosen(changchun, jilin));
      if (javaScriptEnabled) await hydrated(page);
      const row = (facet: string, value: string) => page.locator(`[data-facet="${facet}"] li:has(> a[data-value="${value}"])`);
      const way = async (facet: string, value: string, name: string) => {
        await row(facet, value).locator('summary').click();
        await row(facet, value).getByRole('link', { name, exact: true }).click();
      };
      await way('city', changchun, '只选 长春市');
      await at(page, chosen(changchun));
      await way('city', changchun, '排除 长春市');
      await at(page, `/jilin?city__not=${encodeURIComponent(changchun)}`);
      await expect(row('city', changchun)).toHaveClass('not');
      expect(await counts(page)).toEqual(await reported(page, `/jilin?city__not=${encodeURIComponent(changchun)}`));
      await row('city', changchun).locator('> a').click();
      await at(page, '/jilin');
      const [workshop, factory, future] = ['省级数字化车间（生产线）', '省级智能工厂', '省级未来工厂'];
      const grade = (value: string) => row('grade', value).locator('> a');
      await grade(factory).click();
      await expect(grade(factory)).toHaveAttribute('aria-current', 'true');
      await way('grade', factory, `从 ${factory} 起`);
      await at(page, `/jilin?grade__gte=${encodeURIComponent(factory)}`);
      await expect(row('grade', factory)).toHaveClass('from');
      // 50 + 7 + 4 of the reply: all but the workshops and lines.
      await expect(page.locator('[data-count="factories"]')).toHaveAttribute('data-matched', '61');
      await grade(future).click();
      await at(page, `/jilin?grade=${encodeURIComponent(future)}`);
      await way('grade', future, `到 ${future} 为止`);
      await expect(page.locator('[data-count="factories"]')).toHaveAttribute('data-matched', '153');
      await expect(grade(workshop)).not.toHaveAttribute('aria-current', 'true');
    });
  });
}

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  test('what can be done with a value stands at the one touched', async ({ page }) => {
    await open(page, '/jilin');
    await page.locator('label[for="facets-open"]').tap();
    const row = page.locator('[data-facet="city"] li', { hasText: changchun });
    await row.locator('> a').tap();
    await expect(row.locator('> a')).toHaveAttribute('aria-current', 'true');
    await row.locator('summary').tap();
    const not = row.getByRole('link', { name: '排除 长春市' });
    for (const target of [row.locator('summary'), not]) {
      const { height, width } = (await target.boundingBox())!;
      expect(Math.min(height, width)).toBeGreaterThanOrEqual(24);
    }
    await not.tap();
    await expect(page).toHaveURL(`/jilin?city__not=${encodeURIComponent(changchun)}`);
  });
});

test.describe('a facet of many values', () => {
  const names = Array.from({ length: 60 }, (_, at) => `第${String(at).padStart(2, '0')}号${at % 2 ? 'Park' : '园'}`);
  const FILES = {
    'many/datapackage.json': JSON.stringify({
      name: 'many', title: '园区', version: '1', sources: [{ title: '测试' }],
      resources: [{ name: 'firms', path: 'firms.csv', title: '企业', unit: '家', schema: { fields: [{ name: 'id', type: 'string', title: '编号' }, { name: 'park', type: 'string', title: '园区' }, { name: 'kind', type: 'string', title: '类型' }] } }],
    }),
    'many/dashboard.toml': `
[[tab]]
table = "firms"
${['park', 'kind'].map(id => `[[dimension]]\nid = "${id}"\ntitle = { zh = "${id}", en = "${id}" }\ncolumns = { firms = "${id}" }\nfacet = true\n`).join('')}`,
    // The one numbered n has 60 - n firms.
    'many/firms.csv': `id,park,kind\n${names.flatMap((name, at) => Array.from({ length: 60 - at }, (_, firm) => `f${at}_${firm},${name},k${at % 3}`)).join('\n')}\n`,
  };
  let served: Served;
  test.beforeAll(async () => {
    served = await serve(FILES, 'many');
  });
  test.afterAll(() => served?.stop());

  test('is searched as one types, and on its page with all values', async ({ page }) => {
    await page.goto(`${served.base}/many`);
    await hydrated(page);
    await expect(page.locator('[data-facet="kind"] input')).toHaveCount(0);
    const facet = page.locator('[data-facet="park"]');
    const values = facet.locator('li:visible > a');
    const field = facet.getByRole('searchbox', { name: '查找（park）' });
    await expect(values).toHaveCount(8);
    await field.fill('1号p');
    await expect(values).toHaveText([/第01号Park/, /第11号Park/, /第21号Park/, /第31号Park/, /第41号Park/]);
    await values.nth(4).click();
    await expect(page).toHaveURL(`${served.base}/many?park=${encodeURIComponent('第41号Park')}`);
    await expect(values, 'the words stay').toHaveCount(5);
    await field.fill('第59');
    await expect(values).toHaveCount(0);
    await expect(facet.getByText('没有含这些字的值。')).toBeVisible();
    await field.press('Enter');
    await expect(page).toHaveURL(`${served.base}/many/facet/park?park=${encodeURIComponent('第41号Park')}&find=${encodeURIComponent('第59')}`);
    await expect(page.locator('[data-facet="park"] li > a[data-value="第59号Park"]')).toHaveCount(1);
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });
    test('is searched on its page, where every value has its links', async ({ page }) => {
      await page.goto(`${served.base}/many?kind=k2`);
      await page.locator('[data-facet="park"]').getByRole('searchbox').fill('59');
      await page.keyboard.press('Enter');
      const row = page.locator('[data-facet="park"] li');
      await expect(row).toHaveCount(1);
      await row.locator('summary').click();
      await row.getByRole('link', { name: '排除 第59号Park' }).click();
      await expect(row).toHaveClass('not');
      await page.getByRole('link', { name: '返回图表' }).click();
      await expect(page).toHaveURL(`${served.base}/many?kind=k2&park__not=${encodeURIComponent('第59号Park')}`);
    });
  });
});
