// Charts: their words keep apart, each is one stop for the keyboard, its marks filter, its picture and its table can be taken away.
import { readFileSync, readdirSync } from 'node:fs';
import { type Locator, type Page } from '@playwright/test';
import { strayWords } from './ink';
import { expect, marks, open, real, test } from './page';

const golden = new URL('../golden/', import.meta.url);
const FONTS = `system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif`;

/** The charts that show each kind, by page. */
const kinds: Record<string, Record<string, string>> = {
  '/jilin': { bar: 'clusters_by_city', stacked: 'awards_by_city_grade', map: 'clusters_map', heatmap: 'clusters_by_city_industry', slope: 'population_2020_2024', scatter: 'clusters_vs_gdp' },
  '/national': { bar: 'clusters_by_region', line: 'little_giants_by_batch', grid: 'clusters_grid', pareto: 'little_giants_by_region', box: 'gdp_spread', histogram: 'gdp_histogram', map: 'gdp_map', scatter: 'gdp_vs_population' },
  ...Object.fromEntries(real('/qcew-nj').map(path => [path, { area: 'employment_area', bar: 'employment_by_county', bubble: 'wages_bubbles', choropleth: 'wages_by_county', grouped: 'quarters_by_county', heatmap: 'sector_lq_by_county', line: 'employment_by_quarter', percent: 'ownership_share', scatter: 'employment_vs_wages', stacked: 'employment_by_county_ownership' }])),
};

/** The cells of a table, row by row, as text. */
const cells = (table: Locator) => table.evaluate((table: HTMLTableElement) => [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim())));

/** A mark of a panel that no other mark covers, the first or the last: circles may lie on one another. */
async function uncovered(page: Page, panel: string, last: boolean): Promise<Locator> {
  await page.locator(`figure[data-panel="${panel}"] .plot`).evaluate(plot => plot.scrollIntoView({ block: 'center' }));
  const names = await marks(page, panel).evaluateAll(all =>
    all
      .filter(link => {
        const { left, top, width, height } = link.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === link;
      })
      .map(link => link.getAttribute('aria-label')!.split('：')[0]));
  return page.locator(`figure[data-panel="${panel}"] a.hit[aria-label^="${names.at(last ? -1 : 0)}："]:visible`).first();
}

test('no word of a golden picture leaves it or lies on another', async ({ page }) => {
  const names = readdirSync(golden).filter(name => name.endsWith('.svg'));
  expect(names.length).toBeGreaterThan(500);
  const pictures = names.map(name => `<div data-name="${name}">${readFileSync(new URL(name, golden), 'utf8')}</div>`);
  await page.setContent(`<style>body { font: 14px/1.5 ${FONTS}; font-variant-numeric: tabular-nums } svg { display: block }</style>${pictures.join('')}`);
  await page.locator('div > svg').evaluateAll(all => {
    for (const picture of all as SVGSVGElement[]) {
      picture.style.width = `${picture.viewBox.baseVal.width}px`;
      picture.style.height = `${picture.viewBox.baseVal.height}px`;
    }
  });
  expect(await strayWords(page, 'div > svg')).toEqual([]);
});

for (const width of [1440, 390]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });
    for (const path of ['/jilin', '/jilin?lang=en', '/national', '/national?lang=en', ...real('/qcew-nj', '/qcew-nj?lang=en')]) {
      test(`${path}: no word of a chart leaves it or lies on another`, async ({ page }) => {
        await open(page, path);
        expect(await strayWords(page, 'figure[data-panel] .picture > svg:visible')).toEqual([]);
      });
    }

    for (const path of Object.keys(kinds)) {
      test(`${path}: every chart is one Tab stop, and arrow keys go into it, along its marks and their parts, and out`, async ({ page }) => {
        await open(page, path);
        for (const panel of await page.locator('figure[data-panel]').evaluateAll(all => all.map(one => one.getAttribute('data-panel')!))) {
          const figure = page.locator(`figure[data-panel="${panel}"]`);
          const [chart, hits] = [figure.locator('.hits'), figure.locator('a.hit')];
          const stops = figure.locator('.hits:not([tabindex="-1"]), a.hit:not([tabindex="-1"])');
          // How deep each mark lies: of one condition, of two, of three; all others have none, and parts like other marks.
          const depths = await hits.evaluateAll((all: HTMLElement[]) =>
            all.map((hit, at) => hit.dataset.alone?.split(' ').length ?? (at > 0 && !all[at - 1].dataset.alone ? 2 : 1)));
          const at = () => hits.evaluateAll(all => all.indexOf(document.activeElement as HTMLAnchorElement));
          await expect.soft(stops, panel).toHaveCount(1);
          // The chart says what it shows in a sentence, and how keys go through it.
          await chart.focus();
          await expect.soft(chart, panel).toHaveAccessibleName(/\S{2}/);
          await expect.soft(chart, panel).toHaveAccessibleDescription(/\S{2}.*[。.].*(方向键|Arrow keys)/s);
          await page.keyboard.press('ArrowRight');
          await expect.soft(chart, panel).toBeFocused();
          const top = depths.flatMap((depth, place) => (depth === depths[0] ? [place] : []));
          const parts = depths.slice(1).findIndex(depth => depth <= depths[0]);
          const inside = depths[1] > depths[0] ? [1, 2].filter(place => parts < 0 || place <= parts) : [];
          const keys: [string, number][] = [['ArrowDown', 0], ['ArrowLeft', 0]];
          if (inside.length) keys.push(['ArrowDown', 1], ['End', Math.max(...depths.flatMap((depth, place) => (depth === depths[1] && (parts < 0 || place <= parts) ? [place] : [])))], ['Home', 1], ['ArrowUp', 0]);
          keys.push(['ArrowRight', top[1] ?? 0], ['End', top.at(-1)!], ['ArrowRight', top.at(-1)!]);
          for (const [key, place] of keys) {
            await page.keyboard.press(key);
            expect.soft(await at(), `${panel}: ${key}`).toBe(place);
          }
          // Every mark says itself.
          expect.soft((await hits.evaluateAll(all => all.filter(hit => !hit.getAttribute('aria-label')).length)), panel).toBe(0);
          // Tab leaves the chart, and comes back to the mark that was left; from there up is the chart.
          await page.keyboard.press('Tab');
          expect.soft(await at(), `${panel}: Tab`).toBe(-1);
          await page.keyboard.press('Shift+Tab');
          expect.soft(await at(), `${panel}: back`).toBe(top.at(-1)!);
          await page.keyboard.press('ArrowUp');
          await expect.soft(chart, panel).toBeFocused();
          // So is a legend whose entries choose.
          const entries = figure.locator('.legend a');
          if (await entries.count() < 2) continue;
          await expect.soft(figure.locator('.legend a:not([tabindex="-1"])'), panel).toHaveCount(1);
          await entries.first().focus();
          await page.keyboard.press('ArrowRight');
          await expect.soft(entries.nth(1), panel).toBeFocused();
          await page.keyboard.press('End');
          await expect.soft(entries.last(), panel).toBeFocused();
          await page.keyboard.press('ArrowRight');
          await expect.soft(entries.last(), panel).toBeFocused();
        }
      });
    }
  });
}

for (const path of ['/jilin', '/jilin?lang=en', '/national', '/national?lang=en']) {
  test(`${path}: every chart says in a sentence what one sees, and sums itself up for those who do not`, async ({ page }) => {
    await open(page, path);
    const figures = page.locator('figure[data-panel]');
    await expect(figures).toHaveCount(await page.locator('figure[data-panel] > figcaption').count());
    for (const figure of await figures.all()) {
      const panel = (await figure.getAttribute('data-panel'))!;
      const [finding, summary] = [figure.locator('figcaption > .finding'), figure.locator('figcaption > .vh')];
      await expect.soft(figure.locator('figcaption > h3'), panel).not.toBeEmpty();
      await expect.soft(finding, panel).toBeVisible();
      const said = (await finding.innerText()).trim();
      expect.soft(said, panel).toMatch(/\S{2}/);
      expect.soft(said, panel).not.toMatch(/。.|[.] [A-Z]/);
      // The summary names the kind, the chart and the finding.
      const title = (await figure.locator('figcaption > h3').evaluate(head => head.firstChild!.textContent!)).trim();
      await expect.soft(summary, panel).toContainText(title);
      await expect.soft(summary, panel).toContainText(said);
    }
  });
}

for (const [path, panels] of Object.entries(kinds)) {
  test(`${path}: the kinds of chart are all tried`, async ({ page }) => {
    await open(page, path);
    const drawn = await page.locator('figure[data-panel]').evaluateAll(all => all.map(one => one.getAttribute('data-kind')!));
    expect([...new Set(drawn)].sort()).toEqual(Object.keys(panels).sort());
  });

  for (const [kind, panel] of Object.entries(panels)) {
    test(`${path}: a mark of a ${kind} filters the other charts and marks itself, by mouse and by keyboard`, async ({ page }) => {
      await open(page, path);
      const figure = page.locator(`figure[data-panel="${panel}"]`);
      await expect(figure).toHaveAttribute('data-kind', kind);
      await expect(figure.locator('.picture > svg:visible')).toHaveCount(1);
      // Each filters; but the bar of all others leads to its rows in the table.
      for (const href of await marks(page, panel).evaluateAll(all => all.map(link => link.getAttribute('href')!))) {
        expect(href.startsWith(`${path}?`) || href === `#others-${panel}`, href).toBe(true);
      }
      // Most charts of the real data are of the first quarter: its mark would leave them as they are.
      const one = await uncovered(page, panel, panel.startsWith('employment_') && ['line', 'area'].includes(kind));
      // What a reader sees of each chart: the finding, the picture, the filters that it cannot see.
      const seen = async () =>
        Object.fromEntries(await page.locator('figure[data-panel]').evaluateAll((all: HTMLElement[]) => all.map(one => {
          const says = (part: string) => one.querySelector<HTMLElement>(part)!.innerText.trim();
          return [one.dataset.panel!, [says('.finding'), one.querySelector('.picture.wide')!.innerHTML, says('.ignores')].join('\n')];
        })));
      const before = await seen();
      for (const act of [() => one.click(), () => one.press('Enter')]) {
        await act();
        await expect(page).toHaveURL(/[?]/);
        await expect(one).toHaveAttribute('aria-current', 'true');
        await expect(one).toBeFocused();
        // Every other chart shows other numbers, or says which filter it cannot see.
        const after = await seen();
        for (const id of Object.keys(before).filter(id => id !== panel)) expect.soft(after[id], id).not.toBe(before[id]);
        await act();
        await expect(page).toHaveURL(path);
        await expect(one).not.toHaveAttribute('aria-current', 'true');
        await expect(one).toBeFocused();
        expect(await seen()).toEqual(before);
      }
    });
  }
}

for (const width of [1440, 390]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });
    for (const path of ['/jilin', '/national']) {
      test(`${path}: the target of a bar is its row, 24 px high at least`, async ({ page }) => {
        await open(page, path);
        const small = await page.locator('figure[data-kind="bar"], figure[data-kind="stacked"], figure[data-kind="percent"], figure[data-kind="pareto"], figure[data-kind="box"]').evaluateAll(all =>
          (all as HTMLElement[]).flatMap(figure => {
            const plot = figure.querySelector('.plot')!.getBoundingClientRect();
            const rows = [...figure.querySelectorAll<HTMLElement>('a.hit[data-alone]:not([data-alone*=" "])')];
            return rows.flatMap(hit => {
              const { width, height } = hit.getBoundingClientRect();
              return height < 23.9 || width < plot.width - 1 ? [`${figure.dataset.panel}: ${hit.dataset.value}, ${width.toFixed(1)} × ${height.toFixed(1)} of ${plot.width.toFixed(1)}`] : [];
            });
          }));
        expect(small).toEqual([]);
      });
    }
  });
}

test('a circle larger than the smallest target can be clicked somewhere', async ({ page }) => {
  await open(page, '/national');
  await page.locator('figure[data-panel="gdp_map"] .plot').evaluate(plot => plot.scrollIntoView({ block: 'center' }));
  const buried = await marks(page, 'gdp_map').evaluateAll(all => {
    const steps = Array.from({ length: 25 }, (_, at) => (at + 0.5) / 25);
    return all.flatMap(link => {
      const { left, top, width, height } = link.getBoundingClientRect();
      const found = steps.some(x => steps.some(y => document.elementFromPoint(left + x * width, top + y * height) === link));
      return width <= 24 || found ? [] : [`${link.getAttribute('aria-label')}: ${Math.round(width)} px wide, all under other circles`];
    });
  });
  expect(buried).toEqual([]);
});

test('a cell of a heatmap filters by both of its dimensions', async ({ page }) => {
  await open(page, '/jilin');
  const cell = page.locator('figure[data-panel="clusters_by_city_industry"] a.hit[href*="industry="]:visible').first();
  await cell.click();
  await expect(page).toHaveURL(/city=.*&industry=/);
  await expect(page.locator('.chips a')).toHaveCount(2);
  await expect(cell).toHaveAttribute('aria-current', 'true');
});

test('an interval of a histogram filters by its range, and the table has as many rows as its bar said', async ({ page }) => {
  await open(page, '/national?tab=prefectures&size=100');
  const bar = marks(page, 'gdp_histogram').nth(1);
  const [, rows] = (await bar.getAttribute('aria-label'))!.match(/：(\d+) 个/)!;
  await bar.click();
  await expect(page).toHaveURL(/gdp__gte=2000&gdp__lt=4000/);
  await expect(page.locator('.chips')).toContainText('≥ 2,000');
  await expect(page.locator('.chips')).toContainText('< 4,000');
  await expect(bar).toHaveAttribute('aria-current', 'true');
  await expect.soft(page.locator('[data-count="prefectures"]')).toHaveAttribute('data-matched', rows);
  await expect(page.locator('#table tbody tr')).toHaveCount(Number(rows));
});

test('a chart is a PNG of twice its size, named after it', async ({ page }) => {
  await open(page, '/jilin');
  for (const panel of ['clusters_by_city', 'clusters_map']) {
    const figure = page.locator(`figure[data-panel="${panel}"]`);
    const button = figure.locator('button[data-png]');
    const svg = await (await page.request.get((await button.getAttribute('data-png'))!)).text();
    const download = page.waitForEvent('download');
    await button.click();
    const file = await download;
    const title = (await figure.locator('figcaption > h3').evaluate(head => head.firstChild!.textContent!)).trim();
    expect(file.suggestedFilename()).toBe(`${title}.png`);
    const bytes = readFileSync(await file.path());
    expect([...bytes.subarray(0, 8)], 'the signature').toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const [, width, height] = svg.match(/^<svg[^>]* width="(\d+)" height="(\d+)"/)!.map(Number);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2 * width, 2 * height]);
    await expect(button.getByRole('status')).not.toBeEmpty();
  }
});

test('the table under a chart copies as text and as HTML', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '/jilin?city=长春市');
  for (const panel of ['clusters_by_city', 'clusters_by_city_industry']) {
    const twin = page.locator(`#twin-${panel}`);
    await twin.locator('summary').click();
    const shown = await cells(twin.locator('table'));
    expect(shown.length).toBeGreaterThan(2);
    await twin.locator('button[data-copy-table]').click();
    await expect(twin.getByRole('status')).toHaveText('已复制');
    const [text, html] = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return Promise.all(['text/plain', 'text/html'].map(async type => (await item.getType(type)).text()));
    });
    expect(text.split('\n').map(line => line.split('\t'))).toEqual(shown);
    const rows = await page.evaluate(html => {
      const { rows } = new DOMParser().parseFromString(html, 'text/html').querySelector('table')!;
      return [...rows].map(row => [...row.cells].map(cell => cell.textContent!.trim()));
    }, html);
    expect(rows).toEqual(shown);
  }
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('what only a script can do is not offered', async ({ page }) => {
    await page.goto('/jilin');
    await page.locator('#twin-clusters_by_city summary').click();
    await expect(page.locator('#twin-clusters_by_city table')).toBeVisible();
    for (const button of ['button[data-png]', 'button[data-copy-table]']) {
      await expect(page.locator(button).first()).toBeAttached();
      await expect(page.locator(`${button}:visible`)).toHaveCount(0);
    }
  });
});

test('arrow keys go through the tree of a chart', async ({ page }) => {
  // Two bars of a stack with their parts, and all others, which are no filter; and a chart of bars alone.
  const [mark, part, others, its] = ['data-alone="city"', 'data-alone="city grade"', '', 'data-depth="2"'];
  const chart = (name: string, marks: string[]) =>
    `<figure data-panel="${name}"><ul class="hits">${marks.map(of => `<li><a class="hit" href="#" ${of}></a></li>`).join('')}</ul></figure>`;
  await page.setContent(`<main>${chart('stack', [mark, part, part, mark, part, others, its])}${chart('bars', [mark, mark, others])}</main>`);
  await page.addScriptTag({ content: readFileSync(new URL('../../app/src/page/keys.js', import.meta.url), 'utf8') });
  for (const [what, panel, from, key, to] of [
    ['into the chart', 'stack', -1, 'ArrowDown', 0],
    ['beside the chart there is nothing', 'stack', -1, 'ArrowRight', -1],
    ['into a mark', 'stack', 0, 'ArrowDown', 1],
    ['along parts', 'stack', 1, 'ArrowRight', 2],
    ["no further than the mark's parts", 'stack', 2, 'ArrowRight', 2],
    ['nothing is in a part', 'stack', 2, 'ArrowDown', 2],
    ['out of a part', 'stack', 2, 'ArrowUp', 0],
    ['along marks', 'stack', 0, 'ArrowRight', 3],
    ['back along marks', 'stack', 5, 'ArrowLeft', 3],
    ['out of a mark', 'stack', 3, 'ArrowUp', -1],
    ['into the others', 'stack', 5, 'ArrowDown', 6],
    ['the last mark', 'stack', 0, 'End', 5],
    ['the first part', 'stack', 2, 'Home', 1],
    ['along bars', 'bars', 1, 'ArrowRight', 2],
    ['nothing is in a bar', 'bars', 0, 'ArrowDown', 0],
    ['other keys', 'bars', 0, 'a', 0],
  ] as const) {
    const list = page.locator(`[data-panel="${panel}"] .hits`);
    // -1 is the chart itself.
    await (from < 0 ? list : list.locator('a').nth(from)).focus();
    await page.keyboard.press(key);
    await expect.soft(to < 0 ? list : list.locator('a').nth(to), what).toBeFocused();
  }
});
