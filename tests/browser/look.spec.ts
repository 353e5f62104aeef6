// The short form of `cargo xtask bench look`: the principal pages, wide in Chinese and light, narrow in English and dark.
import { expect, test } from '@playwright/test';
import { doubled, look, principal } from './look.mjs';

const views = [
  { lang: 'zh', width: 1440, theme: 'light' },
  { lang: 'en', width: 390, theme: 'dark' },
];

for (const { lang, width, theme } of views) {
  for (const path of principal) {
    test(`${decodeURIComponent(path)} looks as it should, ${width} px wide, ${theme}, ${lang}`, async ({ page }) => {
      const { faults } = await look(page, path, lang, { at: [width], inThemes: [theme] });
      expect(faults.map(({ what }: { what: string }) => what)).toEqual([]);
    });
  }
}

test('no two pages have one title', async ({ page }) => {
  const titles = [];
  for (const path of principal) {
    await page.goto(path);
    titles.push({ path, title: await page.title() });
  }
  expect(doubled(titles)).toEqual([]);
});

/** What the script must find on a page that has it. */
const faulty: [string, string][] = [
  ['sideways', '<p style="width:3000px">wide</p>'],
  ['cut: “a long word', '<p style="width:40px;overflow:hidden;white-space:nowrap">a long word that is cut</p>'],
  ['overlap', '<p>first words here</p><p style="margin-top:-20px">second words here</p>'],
  ['size: 13 px', '<p style="font-size:13px">small</p>'],
  ['space: padding-top 7px', '<p style="padding:7px">loose</p>'],
  ['orphan', '<ul class="tiles" style="display:flex;flex-wrap:wrap;margin:0;padding:0;list-style:none"><li style="width:60%">1</li><li style="width:60%">2</li></ul>'],
  ['well: columns end 300 px apart', '<div class="panels" style="display:grid;grid-template-columns:1fr 1fr;align-items:start"><div class="panel" style="height:400px"></div><div class="panel" style="height:100px"></div></div>'],
  ['well: 80 px above', '<div class="panels"><div class="panel" style="height:40px"></div><div class="panel" style="height:40px;margin-top:80px"></div></div>'],
];

for (const [fault, html] of faulty) {
  test(`the script finds: ${fault}`, async ({ page }) => {
    const { seen } = await import('./look.mjs');
    const style = 'body { margin: 0; font: 14px/1.5 sans-serif } p { margin: 0 }';
    await page.setContent(`<!DOCTYPE html><html><head><style>${style}</style></head><body>${html}</body></html>`);
    const found: string[] = await page.evaluate(seen);
    expect(found.filter(what => what.startsWith(fault)), found.join('\n')).toHaveLength(1);
  });
}
