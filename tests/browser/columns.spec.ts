// Charts stand in columns without wells: in their declared order from the top down, 40 px under each other, and the columns end near each other.
import { type Page } from '@playwright/test';
import { expect, hydrated, test } from './page';

type Place = { id: string; left: number; top: number; bottom: number; width: number };

const places = (page: Page): Promise<Place[]> =>
  page.locator('.panels > .panel').evaluateAll(all =>
    all.map(one => {
      const { left, top, bottom, width } = one.getBoundingClientRect();
      return { id: (one as HTMLElement).dataset.panel ?? '', left: Math.round(left), top: top + scrollY, bottom: bottom + scrollY, width };
    }),
  );

/** The lowest ends of the columns, band by band, and whether every chart stands as it should. */
function look(all: Place[], columns: number) {
  const widest = Math.max(...all.map(one => one.width));
  const isRow = (one: Place) => one.width > widest * 0.9 && all.some(other => other.width < widest * 0.9);
  expect(new Set(all.filter(one => !isRow(one)).map(one => one.left)).size).toBe(columns);
  let ends = new Map<number, number>();
  let top = 0;
  const even = () => {
    const lowest = [...ends.values()];
    if (lowest.length === columns) expect(Math.max(...lowest) - Math.min(...lowest), 'columns of a band end near each other').toBeLessThanOrEqual(160);
  };
  for (const one of all) {
    expect(one.top, `${one.id} is not above the one before`).toBeGreaterThanOrEqual(top - 1);
    top = one.top;
    const above = isRow(one) ? Math.max(...ends.values()) : ends.get(one.left);
    if (above !== undefined && ends.size) expect(Math.abs(one.top - above - 40), `${one.id} is 40 px under its column`).toBeLessThanOrEqual(8);
    if (isRow(one)) {
      even();
      ends = new Map([...ends.keys()].map(left => [left, one.bottom]));
    } else ends.set(one.left, one.bottom);
  }
  if (columns === 2) even();
}

for (const lang of ['zh', 'en']) {
  for (const [width, javaScriptEnabled, columns] of [[1440, true, 2], [1440, false, 2], [1920, true, 3], [1920, false, 2]] as const) {
    test(`charts at ${width} px ${javaScriptEnabled ? 'with' : 'without'} scripts have no wells (${lang})`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ baseURL, javaScriptEnabled, viewport: { width, height: 1000 } });
      const page = await context.newPage();
      await page.goto(`/jilin?lang=${lang}`);
      if (javaScriptEnabled) await hydrated(page);
      look(await places(page), columns);
      await context.close();
    });
  }
}

test('places stay under a filter', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1000 });
  const lefts = async () => (await places(page)).map(one => [one.id, one.left]);
  await page.goto('/jilin');
  await hydrated(page);
  const before = await lefts();
  await page.goto(`/jilin?city=${encodeURIComponent('长春市')}`);
  await hydrated(page);
  expect(await lefts()).toEqual(before);
});
