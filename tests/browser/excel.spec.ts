// 'Smart factories of each grade in 长春, of which industry, as a list for Excel': at most four clicks with the mouse, with the keyboard alone and
// by touch, and a list that says firm, industry, city, grade and year with names.
import { readFileSync } from 'node:fs';
import { type Download, type Page } from '@playwright/test';
import { expect, mark, open, test } from './page';

/** Clicks, taps and Enters on the page. */
async function counted(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counts = Object.assign(window, { clicks: 0 });
    document.addEventListener('click', () => counts.clicks++, true);
  });
  return () => page.evaluate(() => (window as unknown as { clicks: number }).clicks);
}

/** The rows of a downloaded CSV, as Excel reads it: with a byte order mark. No field of it is quoted over lines. */
async function rows(download: Download): Promise<string[][]> {
  const text = readFileSync(await download.path(), 'utf8');
  expect(text.charCodeAt(0), 'a byte order mark').toBe(0xfeff);
  const cells = (line: string) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell.replace(/^"|"$/g, '').replaceAll('""', '"')).slice(0, -1);
  return text.slice(1).trimEnd().split(/\r?\n/).map(line => cells(`${line},`).slice(0, line.length ? undefined : 0));
}

async function isTheList(page: Page, download: Download): Promise<void> {
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const [head, ...list] = await rows(download);
  // What is another table's says so: 企业名称（企业）.
  const place = (title: string) => {
    const at = head.findIndex(cell => cell.replace(/（.*）$/, '') === title);
    expect(at, `${title} in ${head}`).toBeGreaterThanOrEqual(0);
    return at;
  };
  const [firm, industry, city, grade, year] = ['企业名称', '产业', '市州', '等级', '认定年份'].map(place);
  expect(list.length).toBe(Number(await page.locator('[data-count="factories"]').getAttribute('data-matched')));
  expect(list.length).toBeGreaterThan(10);
  const grades = ['国家卓越级智能工厂', '省级未来工厂', '省级智能工厂', '省级数字化车间（生产线）'];
  expect([...new Set(list.map(row => row[grade]))].sort()).toEqual(grades.sort());
  for (const row of list) {
    expect(row.length).toBe(head.length);
    expect(row[city]).toBe('长春市');
    expect(row[year]).toMatch(/^20\d\d$/);
    expect(row[firm], 'a name, no code').toMatch(/\p{Script=Han}/u);
    expect(row[industry]).toMatch(/\p{Script=Han}/u);
    // Nothing is a key that a reader cannot read.
    for (const cell of row) expect(cell).not.toMatch(/^[ef]\d+$/);
  }
}

test('with the mouse', async ({ page }) => {
  await open(page, '/jilin');
  const clicks = await counted(page);
  await mark(page, 'clusters_by_city', '长春市').click();
  await page.locator('#table a[data-tab="factories"]').click();
  await expect(page.locator('#table a[data-tab="factories"]')).toHaveAttribute('aria-current', 'page');
  const file = page.locator('#table a[download]');
  // It says what it gives.
  await expect(file).toHaveText(new RegExp(`智能工厂.*${await page.locator('[data-count="factories"]').getAttribute('data-matched')}`));
  const download = page.waitForEvent('download');
  await file.click();
  await isTheList(page, await download);
  expect(await clicks()).toBeLessThanOrEqual(4);
});

test('with the keyboard alone', async ({ page }) => {
  await open(page, '/jilin');
  const clicks = await counted(page);
  // Tab goes to what holds `what`; arrows go within a chart.
  const tabTo = async (what: string) => {
    for (let press = 0; press < 300; press++) {
      if (await page.evaluate(what => !!document.activeElement?.matches(what), what)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${what}`);
  };
  await tabTo('figure[data-panel="clusters_by_city"] .hits');
  await page.keyboard.press('ArrowDown');
  while (!(await mark(page, 'clusters_by_city', '长春市').evaluate(bar => bar === document.activeElement))) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(mark(page, 'clusters_by_city', '长春市')).toHaveAttribute('aria-current', 'true');
  await tabTo('#table a[data-tab="factories"]');
  await page.keyboard.press('Enter');
  await expect(page.locator('#table a[data-tab="factories"]')).toHaveAttribute('aria-current', 'page');
  await tabTo('#table a[download]');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  await isTheList(page, await download);
  expect(await clicks()).toBeLessThanOrEqual(4);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  test('on a phone', async ({ page }) => {
    await open(page, '/jilin');
    const clicks = await counted(page);
    await mark(page, 'clusters_by_city', '长春市').tap();
    await expect(mark(page, 'clusters_by_city', '长春市')).toHaveAttribute('aria-current', 'true');
    await page.locator('#table a[data-tab="factories"]').tap();
    await expect(page.locator('#table a[data-tab="factories"]')).toHaveAttribute('aria-current', 'page');
    const download = page.waitForEvent('download');
    await page.locator('#table a[download]').tap();
    await isTheList(page, await download);
    expect(await clicks()).toBeLessThanOrEqual(4);
  });
});
