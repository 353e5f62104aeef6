// A printed page is a report on A4: what it shows and under which filter, two charts a row, nothing to click.
import { execFileSync } from 'node:child_process';
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

const views = ['/jilin?city=长春市', '/national', '/jilin/published', '/jilin/published/r43-29', '/jilin/reconcile', '/jilin/compare?a=city%3D长春市&b=city%3D吉林市&b=all', '/jilin/race?illustrative=1', '/jilin/ladder', '/jilin/lead', '/jilin/answer?illustrative=1&city=长春市', '/jilin/facet/city', '/jilin/explore?measure=clusters&by=city', '/jilin/embed/clusters_by_city?city=长春市'];

for (const view of views.flatMap(view => [view, `${view}${view.includes('?') ? '&' : '?'}lang=en`])) {
  test(`${view} on paper: nothing is wider than it, address and day at the foot, no last page of one line`, async ({ page, baseURL }) => {
    await page.goto(view, { waitUntil: 'networkidle' });
    await page.emulateMedia({ media: 'print' });
    const wide = await page.evaluate(() => {
      const { clientWidth } = document.documentElement;
      const seen = [...document.querySelectorAll('main *, header *, footer *')].filter(one => one.checkVisibility() && !one.closest('.vh, svg'));
      // What is cut off: beyond the paper, or in a box that shows less than it holds.
      const cut = (one: Element) => one.getBoundingClientRect().right > clientWidth + 1 || (getComputedStyle(one).overflow !== 'visible' && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1));
      return seen.filter(one => one.clientWidth > 0 && cut(one)).map(one => one.outerHTML.slice(0, 160));
    });
    expect(wide).toEqual([]);
    const titles = await page.locator('.panel h3').count();
    const notes = await page.locator('ol.notes > li').count();
    if (titles) expect(notes).toBe(titles);

    const pages = pdfText(await page.pdf({ preferCSSPageSize: true }));
    const lines = (text: string) => text.split('\n').filter(line => line.trim());
    expect(lines(pages.at(-1)!).length, pages.at(-1)).toBeGreaterThan(1);
    const foot = lines(pages.at(-1)!).slice(-4).join('');
    expect(foot).toContain(new URL(baseURL!).host);
    if (view.includes('长春市')) expect(foot.replace(/\s/g, '')).toContain('长春市');
    expect(foot).not.toMatch(/%E[0-9]/);
    expect(foot).toContain(String(new Date().getFullYear()));
  });
}

/** The text of a PDF, page by page. */
function pdfText(pdf: Buffer): string[] {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString().replace(/\f$/, '').split('\f');
}
