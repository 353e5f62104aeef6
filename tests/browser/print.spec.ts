// A printed page is a report on A4: what it shows and under which filter, two charts a row, nothing to click.
import { type Page } from '@playwright/test';
import { expect, open, test } from './page';

// A4 less the margins of 12 mm, at 96 px an inch.
test.use({ viewport: { width: 703, height: 1017 } });

const paths = { '/jilin?city=长春市': '长春市', '/national?region=江苏': '江苏', '/jilin/explore?city=长春市': '长春市' };

async function paper(page: Page, path: string) {
  await open(page, path);
  await page.emulateMedia({ media: 'print' });
}

for (const [path, chip] of Object.entries(paths)) {
  test(`${path} has no controls on paper`, async ({ page }) => {
    await paper(page, path);
    for (const control of ['.facets', '.tools', 'nav.views', '.chooser', '.take', '.files', 'details.twin', '#clear', 'form', '.hits', '.skip', 'button', 'input']) {
      await expect.soft(page.locator(`${control}:visible`), control).toHaveCount(0);
    }
  });

  test(`${path} says on paper what it is, under which filter, and of which day`, async ({ page }) => {
    await paper(page, path);
    await expect(page.locator('h1.bundle')).toBeVisible();
    await expect(page.locator('.chips li')).toHaveCount(1);
    await expect(page.locator('.chips li')).toBeVisible();
    await expect(page.locator('.chips li')).toContainText(chip);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expect(page.locator('.printed-on')).toBeVisible();
    await expect(page.locator('.printed-on')).toHaveText(/\d{4}.*\d/);
    for (const part of ['figure[data-panel] >> nth=0', '#table table', '.foot']) await expect(page.locator(part)).toBeVisible();
  });

  test(`${path} prints as a PDF`, async ({ page }) => {
    await open(page, path);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    // 210 mm × 297 mm in points.
    const [, width, height] = pdf.toString('latin1').match(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/)!.map(Number);
    expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
    // The browser told the page, which wrote the day.
    await expect(page.locator('.printed-on')).toHaveText(/\d{4}/);
  });
}

test('on paper the sources of charts are footnotes, numbered as the charts are', async ({ page }) => {
  await paper(page, '/jilin');
  const figures = page.locator('figure[data-panel]');
  await expect(page.locator('ol.notes > li')).toHaveCount(await figures.count());
  await expect(page.locator('ol.notes')).toBeVisible();
  await expect(page.locator('ol.notes > li').first()).toContainText('吉工信议案〔2025〕43号');
  await expect(figures.locator('.source:visible')).toHaveCount(0);
  const number = await figures.nth(2).locator('h3').evaluate(head => getComputedStyle(head, '::after').content);
  expect(number).toContain('counter(note)');
});

for (const path of ['/jilin', '/national']) {
  test(`${path}: charts stand two a row, and nothing is wider than the paper`, async ({ page }) => {
    await paper(page, path);
    const boxes = await page.locator('figure[data-panel]').evaluateAll(all => all.map(one => one.getBoundingClientRect().toJSON() as DOMRect));
    for (let at = 0; at + 1 < boxes.length; at += 2) {
      expect.soft(boxes[at + 1].top, `charts ${at} and ${at + 1}`).toBe(boxes[at].top);
      expect.soft(boxes[at + 1].left).toBeGreaterThanOrEqual(boxes[at].right);
    }
    await expect(page.locator('figure[data-panel] .picture > svg:visible')).toHaveCount(boxes.length);
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(content).toBeLessThanOrEqual(window);
  });
}

test('the colours of a legend are printed, though browsers leave backgrounds out', async ({ page }) => {
  await paper(page, '/jilin');
  const samples = page.locator('figure[data-panel] .chart-swatch:visible');
  expect(await samples.count()).toBeGreaterThan(5);
  expect(await samples.evaluateAll(all => all.filter(one => getComputedStyle(one).printColorAdjust !== 'exact').length)).toBe(0);
});

test('a dark page prints as ink on paper', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await page.goto('/jilin');
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'light');
});

for (const path of ['/jilin?tab=enterprises&cols=all', '/national?tab=prefectures&cols=all', '/jilin?lang=en&tab=enterprises&cols=all']) {
  test(`${path}: with all columns no number breaks over lines, and the table fits the paper`, async ({ page }) => {
    await paper(page, path);
    const numbers = page.locator('#table td.number:not(:has(.missing))');
    expect(await numbers.count()).toBeGreaterThan(5);
    const lines = (all: Element[]) => all.map(cell => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const tops = new Set([...range.getClientRects()].filter(box => box.width > 1).map(box => Math.round(box.top / 4)));
      return tops.size > 1 ? cell.textContent : '';
    }).filter(Boolean);
    expect(await numbers.evaluateAll(lines)).toEqual([]);
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(content).toBeLessThanOrEqual(window);
  });
}

test('hints about dragging and the handles of a range are not printed', async ({ page }) => {
  await paper(page, '/national?year__gte=2021&year__lte=2023');
  await expect(page.locator('.needs-script:visible')).toHaveCount(0);
  const borders = await page.locator('.strip .rise').evaluateAll(all => all.map(one => getComputedStyle(one).borderInlineStartWidth));
  expect(new Set(borders)).toEqual(new Set(['0px']));
});
