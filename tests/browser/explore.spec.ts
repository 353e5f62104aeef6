// The chart that a reader makes: every kind is a choice away, by mouse, by keyboard and without scripts; the URL is the whole chart, what
// cannot be drawn says why.
import AxeBuilder from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { expect, mark, open, remember, same, test } from './page';

/** Every kind by its names on the page, and the bundle whose first chart offers it. */
const kinds = {
  bar: ['条形图', 'Bar chart', 'national'],
  grouped: ['分组条形图', 'Grouped bar chart', 'jilin'],
  stacked: ['堆积条形图', 'Stacked bar chart', 'jilin'],
  percent: ['百分比堆积条形图', '100 % stacked bar chart', 'jilin'],
  pareto: ['帕累托图', 'Pareto chart', 'national'],
  line: ['折线图', 'Line chart', 'jilin'],
  area: ['面积图', 'Area chart', 'jilin'],
  slope: ['坡度图', 'Slope chart', 'jilin'],
  scatter: ['散点图', 'Scatter plot', 'national'],
  bubble: ['气泡图', 'Bubble chart', 'national'],
  heatmap: ['热力图', 'Heatmap', 'jilin'],
  histogram: ['直方图', 'Histogram', 'national'],
  box: ['箱线图', 'Box plot', 'national'],
  map: ['符号地图', 'Symbol map', 'jilin'],
  grid: ['方格地图', 'Tile grid', 'national'],
  choropleth: ['分级设色图', 'Choropleth', 'qcew-nj'],
} as const;

/** Those whose bundle is served. */
const served = Object.entries(kinds).filter(([, [, , bundle]]) => bundle !== 'qcew-nj' || process.env.REAL_DATA);

const figure = (page: Page) => page.locator('figure[data-panel="explore"]');
const select = (page: Page, key: string) => page.locator(`#choose-${key}`);
const choose = (page: Page, key: string, value: string) => select(page, key).selectOption(value);
const further = (page: Page) => page.locator('.chooser summary');

test('the chooser is five labelled selects, and offers every kind in groups', async ({ page }) => {
  await open(page, '/national/explore');
  for (const [key, label] of [['measure', '指标'], ['by', '维度'], ['split', '拆分'], ['per', '小图'], ['chart', '图形']]) {
    await expect(page.getByLabel(label, { exact: true })).toHaveAttribute('name', key);
    await expect(select(page, key)).toBeVisible();
  }
  const names = Object.values(kinds).map(([name]) => name);
  await expect(select(page, 'chart').locator('option')).toHaveText(names.map(name => new RegExp(`^${name}`)));
  const groups = await select(page, 'chart').locator('optgroup').evaluateAll(all => all.map(group => (group as HTMLOptGroupElement).label));
  expect(groups).toEqual(['比较', '构成', '变化', '关系', '分布', '地图']);
  // The shipped bundles bring no boundaries, and the chooser says so.
  await expect(select(page, 'chart').locator('option[value="choropleth"]')).toBeDisabled();
  // With scripts a choice applies at once: there is no button.
  await expect(page.locator('.chooser button')).toBeHidden();
});

for (const [kind, [, , bundle]] of served) {
  test(`a choice makes a ${kind}, the URL holds it, and back undoes it`, async ({ page, context }) => {
    await open(page, `/${bundle}/explore`);
    await remember(page);
    const first = (await figure(page).locator('h3').textContent())!;
    await choose(page, 'chart', kind);
    await expect(figure(page)).toHaveAttribute('data-kind', kind);
    await expect(select(page, 'chart')).toHaveValue(kind);
    await expect(page).toHaveURL(kind === 'bar' ? /[?]measure=.*&by=|explore$/ : new RegExp(`[?&]chart=${kind}(&|$)`));
    await expect(figure(page).locator('.picture > svg:visible')).toHaveCount(1);
    await expect(figure(page).locator('a.hit').first()).toBeVisible();
    await expect(page.locator('[role=status].notices')).toBeHidden();
    expect(await same(page), 'the page was loaded anew').toBe(true);

    // The address alone makes the same chart.
    const pasted = await context.newPage();
    await open(pasted, page.url());
    expect(await figure(pasted).locator('figcaption').innerText()).toBe(await figure(page).locator('figcaption').innerText());
    expect(await figure(pasted).locator('.picture.full').innerHTML()).toBe(await figure(page).locator('.picture.full').innerHTML());

    if (kind === 'bar') return;
    await page.goBack();
    await expect(page).toHaveURL(`/${bundle}/explore`);
    await expect(figure(page)).toHaveAttribute('data-kind', 'bar');
    await expect(select(page, 'chart')).toHaveValue('bar');
    await expect(figure(page).locator('h3')).toHaveText(first);
  });

  test(`the keyboard makes a ${kind}, and keeps the focus`, async ({ page }) => {
    await open(page, `/${bundle}/explore?lang=en`);
    await remember(page);
    await select(page, 'chart').focus();
    // Letter by letter: what they lead to before the last is overtaken.
    await page.keyboard.type(kinds[kind as keyof typeof kinds][1]);
    await expect(figure(page)).toHaveAttribute('data-kind', kind);
    await expect(select(page, 'chart')).toHaveValue(kind);
    await expect(select(page, 'chart')).toBeFocused();
    await expect(page.locator('[role=status].notices')).toBeHidden();
    expect(await same(page), 'the page was loaded anew').toBe(true);
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

test('what cannot be drawn is greyed, and says why', async ({ page }) => {
  await open(page, '/jilin/explore');
  const off = page.locator('.chooser option:disabled');
  expect(await off.count()).toBeGreaterThan(5);
  for (const text of await off.allTextContents()) expect.soft(text).toMatch(/（.{4,}）$/);
  await expect(page.locator('.chooser option:disabled[data-href]')).toHaveCount(0);
  await expect(page.locator('.chooser option:enabled:not([data-href])')).toHaveCount(0);
});

test('choices made before the answer to the one before are all made', async ({ page }) => {
  await open(page, '/jilin/explore');
  await page.route('**/screen.json*', async route => {
    await new Promise(done => setTimeout(done, 300));
    await route.continue();
  });
  await choose(page, 'split', 'corridor');
  await choose(page, 'by', 'industry');
  await expect(figure(page)).toHaveAttribute('data-kind', 'stacked');
  await expect(select(page, 'by')).toHaveValue('industry');
  await expect(page).toHaveURL(/by=industry&split=corridor&chart=stacked/);
  await expect(figure(page).locator('h3')).toContainText('产业');
  await expect(page.locator('[role=status].notices')).toBeHidden();
});

test('smaller controls stand behind a disclosure, those that the kind takes', async ({ page }) => {
  await open(page, '/jilin/explore?chart=scatter');
  await expect(further(page)).toHaveText('更多：横轴指标、坐标');
  await expect(select(page, 'log')).toBeHidden();
  await further(page).click();
  await choose(page, 'log', 'xy');
  await expect(page).toHaveURL(/[?&]log=xy/);
  // It stays open.
  await expect(select(page, 'log')).toHaveValue('xy');
  await expect(select(page, 'log')).toBeVisible();
  await choose(page, 'chart', 'map');
  await expect(further(page)).toBeHidden();
});

test('slopes are an index on demand', async ({ page }) => {
  await open(page, '/jilin/explore?chart=slope');
  await further(page).click();
  await choose(page, 'index', 'first');
  await expect(page).toHaveURL(/[?&]index=first/);
  await expect(figure(page).locator('h3')).toContainText('指数');
  await expect(figure(page).locator('svg:visible text', { hasText: /^100$/ })).toHaveCount(1);
  await expect(figure(page).locator('a.hit').first()).toHaveAttribute('aria-label', /指数/);
  await choose(page, 'chart', 'bar');
  await expect(page).not.toHaveURL(/index=/);
});

for (const width of [1024, 1440, 1920]) {
  test(`at ${width} the chart is as wide as there is room`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const kind of ['bar', 'heatmap', 'slope']) {
      await open(page, `/jilin/explore?chart=${kind}`);
      const [chart, room] = await Promise.all(
        ['.plot', '#main'].map(of => page.locator(of).first().evaluate(it => it.getBoundingClientRect().width)),
      );
      expect(chart, kind).toBeGreaterThan(Math.min(room, width < 1100 ? 700 : room) - 2);
    }
  });
}

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
  await choose(page, 'chart', 'stacked');
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
  const show = (page: Page) => page.locator('.chooser button');

  for (const [kind, [, , bundle]] of served) {
    test(`a form makes a ${kind}`, async ({ page }) => {
      await page.goto(`/${bundle}/explore`);
      await choose(page, 'chart', kind);
      await show(page).click();
      await expect(figure(page)).toHaveAttribute('data-kind', kind);
      await expect(select(page, 'chart')).toHaveValue(kind);
      await expect(page.locator('[role=status].notices')).toBeHidden();
    });
  }

  test('each choice is shown, and keeps the filter and the choices before', async ({ page }) => {
    await page.goto('/jilin/explore?industry=医药健康&lang=en');
    for (const [key, value] of [['measure', 'output'], ['by', 'industry'], ['split', 'city'], ['chart', 'grouped'], ['top', '10'], ['order', 'value']]) {
      if (!(await select(page, key).isVisible())) await further(page).click();
      await choose(page, key, value);
      await show(page).click();
      await expect(select(page, key)).toHaveValue(value);
      await expect(page.locator('[role=status].notices')).toBeHidden();
    }
    await expect(figure(page)).toHaveAttribute('data-kind', 'grouped');
    const link = await figure(page).locator('.files').getByRole('link', { name: 'CSV' }).getAttribute('href');
    const query = Object.fromEntries(new URL(link!, page.url()).searchParams);
    expect(query).toEqual({ industry: '医药健康', lang: 'en', measure: 'output', by: 'industry', split: 'city', chart: 'grouped', order: 'value', top: '10' });
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
  test('the chooser is folded, and the chart begins within the window', async ({ page }) => {
    await open(page, '/jilin/explore');
    await expect(select(page, 'measure')).toBeHidden();
    const picture = (await figure(page).locator('.picture:visible').boundingBox())!;
    expect(picture.y + 200).toBeLessThanOrEqual(844);
    await page.locator('label[for="chooser-open"]').click();
    await expect(select(page, 'measure')).toBeVisible();
    await choose(page, 'chart', 'stacked');
    await expect(figure(page)).toHaveAttribute('data-kind', 'stacked');
  });

  for (const [kind, [, , bundle]] of served) {
    test(`a ${kind} does not scroll sideways`, async ({ page }) => {
      await open(page, `/${bundle}/explore?chart=${kind}`);
      const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      expect(content).toBeLessThanOrEqual(window);
    });
  }
});
