// Charts: their words keep apart, each is one stop for the keyboard, its marks filter, its picture and its table can be taken away.
import { readFileSync, readdirSync } from 'node:fs';
import { strayWords } from './ink';
import { expect, open, test } from './page';

const golden = new URL('../golden/', import.meta.url);
const FONTS = `system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif`;

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
