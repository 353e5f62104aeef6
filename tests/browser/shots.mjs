// Pictures of pages, to look at: every path at 1440 and 390 px, light and dark, zh and en, and without scripts.
// `npm run shots -- FOLDER [PATH…]` against a running server (BASE_URL); paths are `/jilin` and `/` unless given.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { launch } from './chromium.mjs';

const [folder, ...given] = process.argv.slice(2);
if (!folder) {
  console.error('usage: npm run shots -- FOLDER [PATH…]');
  process.exit(2);
}
const paths = given.length ? given : ['/', '/jilin'];
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch(launch);
for (const [width, height] of [[1440, 900], [390, 844]]) {
  for (const colorScheme of ['light', 'dark']) {
    for (const lang of ['zh', 'en']) {
      await take({ viewport: { width, height }, colorScheme }, lang, `${width}-${colorScheme}-${lang}`);
    }
  }
  await take({ viewport: { width, height }, javaScriptEnabled: false }, 'zh', `${width}-noscript`);
}
await browser.close();

async function take(options, lang, name) {
  const context = await browser.newContext({ baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:3000', ...options });
  const page = await context.newPage();
  for (const path of paths) {
    await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, { waitUntil: 'networkidle' });
    const slug = decodeURIComponent(path).replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'root';
    const file = join(folder, `${slug}-${name}.png`);
    await page.screenshot({ path: file, fullPage: true });
    console.log(file);
  }
  await context.close();
}
