// A table in its box: head and first column stay, a shade says that there is more to the right, cells take two lines at most, numbers end in one
// line.
import { type Locator, type Page } from '@playwright/test';
import { expect, open, test } from './page';

const tables = ['/jilin', '/jilin?tab=factories&cols=all', '/jilin?lang=en&tab=enterprises&cols=all', '/jilin/lead', '/jilin/lead?lang=en', '/jilin/race?illustrative=1', '/jilin/race?illustrative=1&lang=en', '/jilin/reconcile?lang=en', '/jilin/ladder'];
const boxes = (page: Page) => page.locator('.scroll:visible');

/** Where a cell of a table stands in its box. */
const place = (box: Locator, cell: string) =>
  box.evaluate((one, cell) => {
    const [frame, at] = [one.getBoundingClientRect(), one.querySelector(cell)!.getBoundingClientRect()];
    return [Math.round(at.left - frame.left), Math.round(at.top - frame.top)];
  }, cell);

for (const width of [1440, 768, 390]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 844 } });

    for (const path of tables) {
      test(`${path}: head and first column stay in the box`, async ({ page }) => {
        await open(page, path);
        for (const box of await boxes(page).all()) {
          const [head, name] = [await place(box, 'thead th'), (await place(box, 'tbody tr:not(.shared) th'))[0]];
          expect(head).toEqual([0, 0]);
          await box.evaluate(one => one.scrollTo(one.scrollWidth, one.scrollHeight));
          expect(await place(box, 'thead th')).toEqual([0, 0]);
          expect((await place(box, 'tbody tr:not(.shared) th'))[0]).toBe(name);
          const second = await place(box, 'thead th:nth-child(2)');
          expect(second[1]).toBe(0);
          await box.evaluate(one => one.scrollTo(0, 0));
        }
        const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        expect(content).toBeLessThanOrEqual(window);
      });

      test(`${path}: cells take two lines at most, and numbers end in one line`, async ({ page }) => {
        await open(page, path);
        const tall = await boxes(page).locator('th, td').evaluateAll(all =>
          all.flatMap(cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            const tops = [...range.getClientRects()].filter(box => box.width > 1 && box.height > 8).map(box => box.bottom).sort((a, b) => a - b);
            const lines = tops.filter((top, at) => at === 0 || top - tops[at - 1] > 6).length;
            // The first column leaves a phone room for another: its longest names take three.
            return lines > (innerWidth < 720 && cell.matches(':first-child') ? 3 : 2) ? [`${lines}: ${cell.textContent}`] : [];
          }),
        );
        expect(tall).toEqual([]);
        const ragged = await boxes(page).evaluateAll(all =>
          all.flatMap(box => {
            const ends = new Map<number, Set<number>>();
            for (const cell of box.querySelectorAll<HTMLTableCellElement>('td.number')) {
              const range = document.createRange();
              range.selectNodeContents(cell.querySelector('.marked > span:last-child, .missing > [aria-hidden]') ?? cell);
              const end = Math.round(Math.max(...[...range.getClientRects()].map(one => one.right)));
              ends.set(cell.cellIndex, (ends.get(cell.cellIndex) ?? new Set()).add(end));
            }
            return [...ends].filter(([, found]) => Math.max(...found) - Math.min(...found) > 1).map(([column]) => `${box.getAttribute('aria-label')} ${column}`);
          }),
        );
        expect(ragged).toEqual([]);
      });
    }
  });
}

/** The darkest of the right edge of a box, between its head and its end: 255 is paper. */
async function edge(page: Page, box: Locator): Promise<number> {
  const at = (await box.boundingBox())!;
  const shot = await page.screenshot({ clip: { x: at.x + at.width - 3, y: at.y + at.height / 2, width: 2, height: 40 } });
  return page.evaluate(async source => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext('2d')!;
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, image.width, image.height);
    const columns = [...Array(image.height).keys()].map(y => data[4 * y * image.width]);
    // A cell's rule or a word may stand there: most of the edge tells.
    return columns.sort((a, b) => a - b)[Math.floor(columns.length / 2)];
  }, `data:image/png;base64,${shot.toString('base64')}`);
}

test('a shade at the right edge says that there is more, and goes at the end', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/jilin/lead');
  const box = boxes(page).first();
  await box.scrollIntoViewIfNeeded();
  const more = await edge(page, box);
  await box.evaluate(one => one.scrollTo(one.scrollWidth, 0));
  const last = await edge(page, box);
  expect(last - more).toBeGreaterThan(20);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/jilin/reconcile');
  const whole = boxes(page).last();
  await whole.scrollIntoViewIfNeeded();
  expect(await whole.evaluate(one => one.scrollWidth - one.clientWidth)).toBe(0);
  expect(Math.abs((await edge(page, whole)) - last)).toBeLessThan(6);
});
