// Language and theme: forms and a cookie, so that both work without scripts; the URL's language wins; the system's theme is the default.
import { type Page } from '@playwright/test';
import { expect, hydrated, mark, open, test } from './page';

/** How light the page is, 0 to 1. */
async function lightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d')!;
    for (const element of [document.documentElement, document.body]) {
      canvas.fillStyle = getComputedStyle(element).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (red + green + blue) / (3 * 255);
  });
}

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('the language form switches, keeps the filter and is remembered', async ({ page }) => {
      await page.goto('/jilin?city=长春市');
      if (scripts) await hydrated(page);
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
      await page.locator('form#lang button').first().click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      expect(new URL(page.url()).searchParams.get('city')).toBe('长春市');
      await page.goto('/jilin');
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      await page.goto('/jilin?lang=zh');
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    });
  });
}

for (const [accepts, lang] of [['en-US,en;q=0.9,zh-CN;q=0.8', 'en'], ['zh-TW,en;q=0.9', 'zh-CN'], ['de,en;q=0.4,zh;q=0.5', 'zh-CN'], ['fr', 'zh-CN'], ['en;q=0', 'zh-CN']]) {
  test(`a first visit of a browser that accepts ${accepts} is in ${lang}; the cookie wins`, async ({ request }) => {
    const read = async (path: string, cookie: string) => (await request.get(path, { headers: { 'accept-language': accepts, cookie } })).text();
    for (const path of ['/', '/jilin']) {
      expect(await read(path, '')).toContain(`<html lang="${lang}"`);
      expect(await read(path, `lang=${lang === 'en' ? 'zh' : 'en'}`)).not.toContain(`<html lang="${lang}"`);
    }
  });
}

test('English pages are English: no Han but in names', async ({ page }) => {
  await open(page, '/jilin?lang=en');
  for (const place of ['header a', 'figure figcaption', '#export', 'thead']) {
    for (const text of await page.locator(place).allInnerTexts()) expect.soft(text, place).not.toMatch(/导出|来源|总览|市州|企业数/);
  }
});

test('the theme follows the system', async ({ browser, baseURL }) => {
  for (const [colorScheme, dark] of [['light', false], ['dark', true]] as const) {
    const context = await browser.newContext({ baseURL, colorScheme });
    const page = await context.newPage();
    await open(page, '/jilin');
    expect((await lightness(page)) < 0.4).toBe(dark);
    await context.close();
  }
});

test('the theme form switches and is remembered', async ({ page }) => {
  await open(page, '/jilin');
  expect(await lightness(page)).toBeGreaterThan(0.8);
  const form = page.locator('form#theme');
  await form.locator('button[value="dark"], button').first().click();
  await expect.poll(() => lightness(page)).toBeLessThan(0.4);
  await page.goto('/jilin');
  expect(await lightness(page)).toBeLessThan(0.4);
});

test('charts follow the theme', async ({ page }) => {
  const ink = async () => page.locator('figure[data-panel="clusters_by_city"] svg:visible text').first().evaluate(text => getComputedStyle(text).fill);
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, '/jilin');
  await expect(mark(page, 'clusters_by_city', '长春市')).toBeVisible();
  const light = await ink();
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await ink()).not.toBe(light);
});
