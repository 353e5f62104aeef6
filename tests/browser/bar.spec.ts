// The head of the dashboard: the filter bar in one line, focus that it never hides, tiles in one row, what a phone shows first, and a facet
// column that scrolls on its own.
import { type Page } from '@playwright/test';
import { expect, hydrated, open, real, test } from './page';

const bundles = ['/jilin', '/national', ...real('/qcew-nj')];
const MANY = '?' + ['city=长春市', 'city=吉林市', 'city=四平市', 'industry=汽车和零部件', 'industry=石化', 'industry=医药健康', 'output__gte=1000'].join('&');

const inLang = (path: string, lang: string) => `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const WIDTHS = [1920, 1440, 768, 390];
const langs = ['zh', 'en'];

for (const lang of langs) {
  for (const path of [...bundles, `/jilin${MANY}`, '/jilin?tab=enterprises&city=长春市', '/jilin/published', '/jilin/explore?city=长春市']) {
    test(`${path}: the filter bar is one line at every width (${lang})`, async ({ page }) => {
      await open(page, inLang(path, lang));
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const bar = (await page.locator('.bar').boundingBox())!;
        expect(bar.height).toBeLessThanOrEqual(56);
        const parts = [page.locator('.unfiltered:visible, .chips:visible'), page.locator('.matches > summary'), page.locator('#copy'), page.locator('#export'), page.locator('.take .menu > summary')];
        let right = 0;
        for (const part of parts) {
          await expect(part).toBeVisible();
          const box = (await part.boundingBox())!;
          expect(Math.abs(box.y + box.height / 2 - bar.y - bar.height / 2), 'in the middle of the line').toBeLessThanOrEqual(2);
          expect(box.x, 'after the one before').toBeGreaterThanOrEqual(right - 1);
          right = box.x + box.width;
          expect(right, `${width} px`).toBeLessThanOrEqual(width);
        }
        expect(await sideways(page)).toBe(0);
      }
    });
  }
}

for (const width of [1440, 390]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    test('every condition can be come to and removed', async ({ page }) => {
      await open(page, `/jilin${MANY}`);
      await expect(page.locator('.chips a')).toHaveCount(7);
      for (let left = 7; left > 0; left--) {
        const last = page.locator('.chips a').last();
        await last.focus();
        const [chip, chips] = [(await last.boundingBox())!, (await page.locator('.chips').boundingBox())!];
        expect(chip.x + chip.width, 'the cross is in sight').toBeLessThanOrEqual(chips.x + chips.width + 1);
        await page.keyboard.press('Enter');
        await expect(page.locator('.chips a')).toHaveCount(left - 1);
      }
    });

    test('the counts of other tables open inside the window', async ({ page }) => {
      await open(page, '/jilin?city=长春市&lang=en');
      await page.locator('.matches > summary').click();
      const list = page.locator('.counts');
      await expect(list).toBeVisible();
      expect(await list.locator('li').count()).toBeGreaterThan(2);
      const box = (await list.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(await sideways(page)).toBe(0);
    });

    test('the export says what it gives', async ({ page }) => {
      // 13 of 56 sub-clusters are in Changchun.
      await open(page, '/jilin?city=长春市');
      await expect(page.locator('#export')).toHaveAccessibleName('导出 CSV：子集群 13 行');
      await expect(page.locator('.matches > summary')).toHaveText(/13 \/ 56/);
      await open(page, '/jilin?city=长春市&lang=en');
      await expect(page.locator('#export')).toHaveAccessibleName('Export CSV: Sub-clusters, 13 rows');
    });
  });
}

test('the link is copied, and said to be, until the next click', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '/jilin?city=长春市');
  await page.locator('#copy').click();
  await expect(page.locator('#copy')).toHaveText('已复制');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  await page.locator('[data-facet="city"] a[data-value="四平市"]').click();
  await expect(page.locator('#copy')).toHaveText('复制链接');
});

/** The stops of the focus from here on that the bar covers, by the key that leads to the next. */
async function covered(page: Page, key: string, most: number): Promise<string[]> {
  const found: string[] = [];
  for (let at = 0; at < most; at++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const focus = document.activeElement!;
      if (focus === document.body) return undefined;
      const [it, bar] = [focus.getBoundingClientRect(), document.querySelector('.bar')!.getBoundingClientRect()];
      // A picture's mark may be no higher than a hair; of what is higher than the room under the bar a part is in sight.
      const room = window.innerHeight - bar.bottom;
      const isUnder = it.height > room ? it.bottom < bar.bottom + room / 2 && it.bottom > bar.top : it.top < bar.bottom - 1 && it.bottom > bar.top;
      const hidden = !focus.closest('.bar') && !focus.matches('.skip') && it.height > 0 && isUnder;
      return { hidden, name: `${focus.tagName} ${focus.className} ${(focus.textContent || focus.getAttribute('aria-label') || '').slice(0, 20)}` };
    });
    if (!stop) break;
    if (stop.hidden) found.push(stop.name);
  }
  return found;
}

for (const [width, height] of [[1440, 900], [720, 450], [390, 844]]) {
  for (const path of ['/jilin?city=长春市', '/national']) {
    test(`${path}: at ${width} × ${height} the bar hides no focus, on and back`, async ({ page }) => {
      test.setTimeout(180_000);
      await page.setViewportSize({ width, height });
      await open(page, path);
      expect(await covered(page, 'Tab', 400)).toEqual([]);
      await page.locator('.foot a').last().focus();
      expect(await covered(page, 'Shift+Tab', 400)).toEqual([]);
    });
  }
}

/** Where the tiles stand. */
const tiles = (page: Page) =>
  page.locator('.tile').evaluateAll(all => all.map(one => {
    const { left, top, right, width } = one.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(one);
    const ink = Math.max(...[...range.getClientRects()].filter(box => box.width > 1).map(box => box.right));
    return { id: (one as HTMLElement).dataset.tile, split: one.classList.contains('split'), left: Math.round(left), top: Math.round(top), width: Math.round(width), over: Math.round(ink - right) };
  }));

const FILTERS: Record<string, string> = { '/jilin': '?city=白城市', '/national': '?region=江苏&year=2022', '/qcew-nj': '?qtr=2&county=34001' };

for (const path of bundles) {
  for (const lang of langs) {
    test(`${path}: tiles stand in one row, and places stay under a filter (${lang})`, async ({ page }) => {
      const look = async (at: string) => {
        await open(page, inLang(at, lang));
        const rows: string[] = [];
        for (const width of [1920, 1440, 1024, 768, 390]) {
          await page.setViewportSize({ width, height: 900 });
          const all = await tiles(page);
          expect(all.length).toBeGreaterThan(3);
          expect(new Set(all.map(tile => tile.top)).size, `one row at ${width} px`).toBe(1);
          expect(all.filter(tile => tile.over > 8), `words stay in their tile at ${width} px`).toEqual([]);
          expect(all.slice(0, -1).filter(tile => tile.split), 'what is split stands last').toEqual([]);
          expect(await sideways(page)).toBe(0);
          const hidden = await page.locator('.tiles').evaluate(row => row.scrollWidth - row.clientWidth);
          if (width >= 1440) expect(hidden, `nothing is cut at ${width} px`).toBeLessThanOrEqual(0);
          rows.push(...all.map(tile => `${width}: ${tile.id} ${tile.left} ${tile.top} ${tile.width}`));
        }
        return rows;
      };
      expect(await look(path + FILTERS[path])).toEqual(await look(path));
    });
  }
}

for (const lang of langs) {
  for (const javaScriptEnabled of [true, false]) {
    test(`a phone shows the first chart at once ${javaScriptEnabled ? 'with' : 'without'} scripts (${lang})`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, javaScriptEnabled, viewport: { width: 390, height: 844 } });
      const page = await context.newPage();
      await page.goto(`/jilin?lang=${lang}`);
      if (javaScriptEnabled) await hydrated(page);
      const title = (await page.locator('.panel h3').first().boundingBox())!;
      expect(title.y + title.height).toBeLessThanOrEqual(844);
      const picture = (await page.locator('.panel .picture > svg:visible').first().boundingBox())!;
      expect(Math.min(picture.height, 844 - picture.y)).toBeGreaterThanOrEqual(200);
      await context.close();
    });
  }
}

test('the facets scroll on their own, and stay in sight', async ({ page }) => {
  await open(page, '/jilin');
  const facets = page.locator('.facets');
  const [content, box] = await facets.evaluate(it => [it.scrollHeight, it.clientHeight]);
  expect(content).toBeGreaterThan(box);
  await facets.hover({ position: { x: 100, y: 100 } });
  await page.mouse.wheel(0, 200);
  await expect.poll(() => facets.evaluate(it => it.scrollTop)).toBe(200);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.evaluate(() => scrollTo(0, 2000));
  const [bar, side] = [(await page.locator('.bar').boundingBox())!, (await facets.boundingBox())!];
  expect(side.y).toBeGreaterThanOrEqual(bar.y + bar.height);
  expect(side.y + side.height).toBeLessThanOrEqual(900);
  expect(side.height).toBeGreaterThan(700);
});
