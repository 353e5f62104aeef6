// The chart that a reader makes: every kind is a link away, the URL is the whole chart, what cannot be drawn says why.
import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, mark, open, remember, same, test } from './page';

/** Every kind by its name on the page, and the bundle whose first chart offers it. */
const kinds = {
  bar: ['条形图', 'national'],
  grouped: ['分组条形图', 'jilin'],
  stacked: ['堆积条形图', 'jilin'],
  percent: ['百分比堆积条形图', 'jilin'],
  pareto: ['帕累托图', 'national'],
  line: ['折线图', 'jilin'],
  area: ['面积图', 'jilin'],
  slope: ['坡度图', 'jilin'],
  scatter: ['散点图', 'national'],
  bubble: ['气泡图', 'national'],
  heatmap: ['热力图', 'jilin'],
  histogram: ['直方图', 'national'],
  box: ['箱线图', 'national'],
  map: ['符号地图', 'jilin'],
  grid: ['方格地图', 'national'],
  choropleth: ['分级设色图', 'qcew-nj'],
};

/** Those whose bundle is served. */
const served = Object.entries(kinds).filter(([, [, bundle]]) => bundle !== 'qcew-nj' || process.env.REAL_DATA);

const figure = (page: Page) => page.locator('figure[data-panel="explore"]');
const option = (page: Page, key: string, value: string) => page.locator(`[data-choice="${key}"] a[data-value="${value}"]`);

test('the chooser offers every kind', async ({ page }) => {
  await open(page, '/national/explore');
  const names = Object.values(kinds).map(([name]) => name);
  await expect(page.locator('[data-choice="chart"] a')).toHaveText(names.map(name => new RegExp(`^${name}`)));
  // The shipped bundles bring no boundaries, and the chooser says so.
  await expect(option(page, 'chart', 'choropleth')).toHaveAttribute('aria-disabled', 'true');
});

for (const [kind, [name, bundle]] of served) {
  test(`a click makes a ${kind}, the URL holds it, and back undoes it`, async ({ page, context }) => {
    await open(page, `/${bundle}/explore`);
    await remember(page);
    const first = (await figure(page).locator('h3').textContent())!;
    const link = page.locator('[data-choice="chart"]').getByRole('link', { name, exact: true });
    await link.click();
    await expect(figure(page)).toHaveAttribute('data-kind', kind);
    await expect(link).toHaveAttribute('aria-current', 'true');
    await expect(page).toHaveURL(kind === 'bar' ? /[?]measure=.*&by=/ : new RegExp(`[?&]chart=${kind}(&|$)`));
    await expect(figure(page).locator('.picture > svg:visible')).toHaveCount(1);
    await expect(figure(page).locator('a.hit').first()).toBeVisible();
    await expect(page.locator('[role=status].notices')).toBeHidden();
    expect(await same(page), 'the page was loaded anew').toBe(true);

    // The address alone makes the same chart.
    const pasted = await context.newPage();
    await open(pasted, page.url());
    expect(await figure(pasted).locator('figcaption').innerText()).toBe(await figure(page).locator('figcaption').innerText());
    expect(await figure(pasted).locator('.picture.wide').innerHTML()).toBe(await figure(page).locator('.picture.wide').innerHTML());

    await page.goBack();
    await expect(page).toHaveURL(`/${bundle}/explore`);
    await expect(figure(page)).toHaveAttribute('data-kind', 'bar');
    await expect(figure(page).locator('h3')).toHaveText(first);
  });

  test(`a ${kind} can be taken as CSV and as SVG`, async ({ page }) => {
    await page.goto(`/${bundle}/explore?chart=${kind}`);
    await expect(figure(page)).toHaveAttribute('data-kind', kind);
    const file = async (name: string) => {
      const answer = await page.request.get((await figure(page).locator('.files').getByRole('link', { name }).getAttribute('href'))!);
      expect(answer.status(), name).toBe(200);
      return answer.text();
    };
    expect(await file('SVG')).toMatch(/^<svg[^>]*>\s*<title>/);
    const [head, ...rows] = (await file('CSV')).trim().split('\r\n');
    expect(rows.length).toBeGreaterThan(0);
    const names = head.replace('\ufeff', '').split(',');
    expect(names, 'a name is there once').toEqual([...new Set(names)]);
  });
}

test('what cannot be drawn is no link, and says why', async ({ page }) => {
  await open(page, '/jilin/explore');
  const off = page.locator('.chooser a[aria-disabled="true"]');
  expect(await off.count()).toBeGreaterThan(5);
  await expect(page.locator('.chooser a[aria-disabled="true"][href]')).toHaveCount(0);
  await expect(page.locator('.chooser a:not([aria-disabled]):not([href])')).toHaveCount(0);
  for (const one of await off.all()) {
    const why = one.locator('.tip');
    await expect(one).toHaveRole('link');
    await expect(why).toBeHidden();
    await page.keyboard.press('Tab'); // Focus by keyboard is what shows it.
    await one.focus();
    await expect(why).toBeVisible();
    await expect(why).toHaveText(/^（.{4,}）$/);
    // The reason stands on the page, whole.
    const [{ left, right }, width] = await why.evaluate(tip => [tip.getBoundingClientRect(), document.documentElement.clientWidth] as const);
    expect.soft(left, await why.innerText()).toBeGreaterThanOrEqual(0);
    expect.soft(right, await why.innerText()).toBeLessThanOrEqual(width);
  }
  await page.keyboard.press('Enter');
  await off.first().click({ force: true });
  await expect(page).toHaveURL('/jilin/explore');
});

test('filters and marks keep the chart, a choice keeps the filter', async ({ page }) => {
  await open(page, '/jilin/explore?measure=clusters&by=city&split=corridor&chart=heatmap');
  const chart = { measure: 'clusters', by: 'city', split: 'corridor', chart: 'heatmap' };
  const query = () => Object.fromEntries(new URL(page.url()).searchParams);
  await page.locator('[data-facet="industry"] a[data-value="医药健康"]').click();
  await expect(page.locator('.chips a')).toHaveCount(1);
  expect(query()).toEqual({ industry: '医药健康', ...chart });
  await expect(figure(page)).toHaveAttribute('data-kind', 'heatmap');
  await mark(page, 'explore', '通化市').first().click();
  await expect(page.locator('.chips a')).toHaveCount(2);
  expect(query()).toEqual({ city: '通化市', industry: '医药健康', ...chart });
  await option(page, 'chart', 'stacked').click();
  await expect(figure(page)).toHaveAttribute('data-kind', 'stacked');
  await expect(page.locator('.chips a')).toHaveCount(2);
  expect(query()).toEqual({ city: '通化市', industry: '医药健康', ...chart, chart: 'stacked' });
  await page.locator('a#clear').click();
  await expect(page.locator('.chips a')).toHaveCount(0);
  expect(query()).toEqual({ ...chart, chart: 'stacked' });
});

for (const kind of ['grouped', 'stacked', 'percent', 'heatmap', 'line', 'area']) {
  test(`in a ${kind} missing values are marks of their own, and marks keep their order under a filter`, async ({ page }) => {
    const by = ['line', 'area'].includes(kind) ? 'year' : 'city';
    await open(page, `/jilin/explore?measure=clusters&by=${by}&split=tier&chart=${kind}`);
    const hrefs = () => figure(page).locator('a.hit').evaluateAll(all => all.map(link => link.getAttribute('href')!));
    const all = await hrefs();
    expect.soft(all, 'no two marks lead to the same place').toEqual([...new Set(all)]);
    expect.soft(all.filter(href => href.includes('tier__missing=')).length).toBeGreaterThan(0);
    await page.locator('[data-facet="industry"] a[data-value="医药健康"]').click();
    await expect(page.locator('.chips a')).toHaveCount(1);
    await expect(page.locator('#main')).not.toHaveAttribute('aria-busy', 'true');
    const filtered = await hrefs();
    await page.reload();
    expect(filtered).toEqual(await hrefs());
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the chooser is made of links', async ({ page }) => {
    await page.goto('/jilin/explore');
    for (const [key, value] of [['measure', 'output'], ['by', 'industry'], ['split', 'city'], ['chart', 'grouped'], ['top', '10'], ['order', 'value']]) {
      await option(page, key, value).click();
      await expect(option(page, key, value)).toHaveAttribute('aria-current', 'true');
      await expect(page.locator('[role=status].notices')).toBeHidden();
    }
    await expect(figure(page)).toHaveAttribute('data-kind', 'grouped');
    const query = Object.fromEntries(new URL(page.url()).searchParams);
    expect(query).toEqual({ measure: 'output', by: 'industry', split: 'city', chart: 'grouped', order: 'value', top: '10' });
  });
});

const views = {
  'wide, light': { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  'wide, dark': { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  'narrow, light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
} as const;

for (const [view, options] of Object.entries(views)) {
  test.describe(view, () => {
    test.use(options);
    for (const path of ['/jilin/explore', '/jilin/explore?lang=en', '/national/explore?chart=histogram', '/national/explore?chart=grid&lang=en']) {
      test(`${path} passes axe and does not scroll sideways`, async ({ page }) => {
        await open(page, path);
        const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        expect.soft(content).toBeLessThanOrEqual(window);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map(node => node.html), more: nodes.length }))).toEqual([]);
      });
    }
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  for (const [kind, [, bundle]] of served) {
    test(`a ${kind} does not scroll sideways`, async ({ page }) => {
      await open(page, `/${bundle}/explore?chart=${kind}`);
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      expect(content).toBeLessThanOrEqual(window);
    });
  }
});
