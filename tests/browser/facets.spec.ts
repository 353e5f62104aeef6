// A dimension of many values: a page of them beside the charts, every one on a page of its own, with and without scripts.
import { expect, hydrated, test } from './page';
import { type Served, serve } from './served';

/** 1,200 parks; the one numbered n has n % 7 + 1 firms. */
const parks = Array.from({ length: 1200 }, (_, at) => `第${String(at).padStart(4, '0')}号${['高新区', '经开区'][at % 2]}`);
const rows = parks.flatMap((park, at) => Array.from({ length: (at % 7) + 1 }, (_, firm) => `f${at}_${firm},${park}`));
const FILES = {
  'parks/datapackage.json': JSON.stringify({
    name: 'parks',
    title: '开发区',
    version: '1',
    sources: [{ title: '测试' }],
    resources: [
      {
        name: 'firms',
        path: 'firms.csv',
        title: '企业',
        unit: '家',
        schema: { fields: [{ name: 'id', type: 'string', title: '编号' }, { name: 'park', type: 'string', title: '开发区' }] },
      },
    ],
  }),
  'parks/dashboard.toml': `
[[tab]]
table = "firms"
[[dimension]]
id = "park"
title = { zh = "开发区", en = "Parks" }
columns = { firms = "park" }
facet = true
[[measure]]
id = "firms"
title = { zh = "企业", en = "Firms" }
table = "firms"
kind = "count"
[[panel]]
id = "by_park"
title = { zh = "各开发区", en = "By park" }
measure = "firms"
by = "park"
kind = "bar"
top = 10
`,
  'parks/firms.csv': `id,park\n${rows.join('\n')}\n`,
};

let served: Served;
test.beforeAll(async () => {
  served = await serve(FILES, 'parks');
});
test.afterAll(() => served?.stop());

const filtered = (...values: string[]): string => `/parks?${values.map(value => `park=${encodeURIComponent(value)}`).join('&')}`;

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled });

    test('a value that is not listed is found, chosen and taken back to the charts', async ({ page }) => {
      await page.goto(`${served.base}/parks`);
      if (javaScriptEnabled) await hydrated(page);
      await page.getByRole('link', { name: '查找其余 1,150 个值' }).click();
      await expect(page).toHaveURL(`${served.base}/parks/facet/park`);
      await page.getByRole('searchbox', { name: '查找' }).fill('0777');
      await page.keyboard.press('Enter');
      const value = page.locator('[data-facet="park"] li > a');
      await expect(value).toHaveCount(1);
      await value.click();
      await expect(value).toHaveAttribute('aria-current', 'true');
      // Among all of them it stands on a later page: it is named above them.
      await page.getByRole('searchbox', { name: '查找' }).fill('');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: '已选 1 个' })).toBeVisible();
      await page.getByRole('link', { name: '返回图表' }).click();
      await expect(page).toHaveURL(served.base + filtered(parks[777]));
      // 777 = 7 × 111: one firm.
      await expect(page.locator('[data-count="firms"]')).toHaveAttribute('data-matched', '1');
      // What is chosen stands in the facet, wherever it stands in the list.
      await expect(page.locator(`[data-facet="park"] a[data-value="${parks[777]}"]`)).toHaveAttribute('aria-current', 'true');
    });

    test('when the address is full, values have no link and the facet says why', async ({ page }) => {
      // 55 bytes each, `&park=` and five characters of nine and four digits: 139 of them take 7,651 of 7,680.
      await page.goto(served.base + filtered(...parks.slice(0, 139)));
      if (javaScriptEnabled) await hydrated(page);
      const facet = page.locator('[data-facet="park"]');
      await expect(facet.getByText('条件已多，网址放不下更多的值：请先去掉一些。')).toBeVisible();
      await expect(facet.locator('li:not(.on) > a[href]')).toHaveCount(0);
      expect(await facet.locator('li.on > a[href]').count()).toBeGreaterThan(20);
      // Many values are one chip, which takes them all out.
      const chip = page.locator('.chips a');
      await expect(chip).toHaveCount(1);
      await expect(chip).toContainText('等 139 项');
      await chip.click();
      await expect(page).toHaveURL(`${served.base}/parks`);
      await expect(facet.locator('li > a[href]')).toHaveCount(50);
    });
  });
}
