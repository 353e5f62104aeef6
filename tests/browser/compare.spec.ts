// Sides beside each other: two chosen cities in two clicks, in their order; a field that finds a side by its name; none left is none.
import { hands, Presses, type Hand } from './hands';
import { expect, open, test } from './page';

const names = '.sides li > a:first-of-type';

for (const hand of Object.keys(hands) as Hand[]) {
  test.describe(hand, () => {
    test.use(hands[hand]);

    test('two chosen cities are compared in at most two clicks, in the order in which they were chosen, the first as the base', async ({ page }) => {
      for (const chosen of [['吉林市', '长春市'], ['长春市', '吉林市']]) {
        await open(page, '/jilin?industry=汽车和零部件');
        if (hand === 'touch') await page.locator('label[for="facets-open"]').tap();
        for (const city of chosen) {
          await page.locator(`[data-facet="city"] li a[href*="city=${encodeURIComponent(city)}"]`).first().click();
          await expect(page.locator('.chips')).toContainText(city);
        }
        const presses = new Presses(page, hand);
        await presses.on(page.locator('#compare'));
        await expect(page).toHaveURL(/\/jilin\/compare\?industry=.*&a=city/);
        await expect(page.locator(names)).toHaveText(chosen);
        await expect(page.locator('.sides li').first()).toContainText('基准');
        await expect(page.locator('.chips li')).toContainText('汽车和零部件');
        expect(presses.count).toBeLessThanOrEqual(2);
      }

      await page.locator('.sides li').nth(1).getByRole('link', { name: '作为基准：吉林市' }).click();
      await expect(page.locator(names)).toHaveText(['吉林市', '长春市']);
    });
  });
}

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('a side is found by its name, whole or in part, and what a name means is asked where it means several', async ({ page }) => {
      await page.goto('/jilin/compare?a=city%3D长春市');
      await expect(page.locator('.empty')).toContainText('再加入一方');
      const field = page.getByLabel('加入一方');
      for (const [typed, side] of [['吉林市', '吉林市'], ['市州：四平市', '四平市'], ['石化', '石化']]) {
        await field.fill(typed);
        await field.press('Enter');
        await expect(page.locator(names).last()).toHaveText(side);
      }
      await expect(page.locator(names)).toHaveText(['长春市', '吉林市', '四平市', '石化']);
      // Grouped: dimension by dimension, each value behind its dimension's title; what is a side already is not among them.
      const offered = await page.locator('#choices option').evaluateAll(all => all.map(one => one.getAttribute('value')!));
      const groups = offered.map(value => value.split('：')[0]).filter((group, at, all) => group !== all[at - 1]);
      expect(new Set(groups).size).toBe(groups.length);
      expect(groups).toContain('市州');
      expect(offered).toContain('市州：白城市');
      expect(offered).not.toContain('市州：长春市');
      await field.fill('市');
      await field.press('Enter');
      await expect(page.locator('.notices')).toContainText('请写全名称');
      await expect(page.locator(names)).toHaveCount(4);
    });

    test('when the last side is taken out none is left, and the page says what to do', async ({ page }) => {
      await page.goto('/jilin/compare?a=city%3D长春市&b=city%3D吉林市');
      for (const left of [1, 0]) {
        await page.locator('.sides .undo').first().click();
        await expect(page.locator('.sides li')).toHaveCount(left);
      }
      await expect(page.locator('.empty')).toContainText('尚未选择');
      await expect(page.locator('table, figure')).toHaveCount(0);
      await page.reload();
      await expect(page.locator('.sides li')).toHaveCount(0);
      await page.locator('.empty a', { hasText: '走廊' }).click();
      await expect(page.locator('.sides li')).toHaveCount(2);
    });
  });
}

test('percentages differ by percentage points and are never divided; amounts have the unit of the charts', async ({ page }) => {
  await page.goto('/jilin/compare?a=city%3D长春市&b=city%3D吉林市');
  const rows = page.locator('.compared tbody tr');
  for (const row of await rows.all()) {
    const text = await row.innerText();
    if (/\d%/.test(await row.locator('.marked').first().innerText())) {
      expect.soft(text).toContain('个百分点');
      expect.soft(text).not.toContain('比 ');
    }
  }
  expect(await rows.filter({ hasText: '个百分点' }).count()).toBeGreaterThan(0);
  for (const [lang, unit] of [['zh', '亿元'], ['en', 'CNY']]) {
    await page.goto(`/jilin/compare?a=city%3D长春市&b=city%3D吉林市&lang=${lang}`);
    const row = rows.filter({ has: page.locator(`th small:has-text("${unit}")`) }).first();
    const measure = (await row.locator('th > span').first().innerText()).trim();
    const said = (await row.locator('th small').innerText()).replace(/[（）()]/g, '').trim();
    const chart = page.locator('figure.panel', { has: page.locator(`h3:has-text("${measure}")`) }).first();
    await expect(chart.locator('svg').first()).toContainText(said);
    if (lang === 'en') expect(said).toMatch(/^(million|billion) CNY$/);
    // The number in the table is the one at the bar's end.
    const number = (await row.locator('.marked > span:last-child').first().innerText()).trim();
    await expect(chart.locator('svg').first()).toContainText(number);
  }
});

for (const lang of ['zh', 'en']) {
  test(`on a phone every side is in sight (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const sides = ['长春市', '吉林市', '四平市', '辽源市', '松原市'];
    const [a, ...b] = sides.map(side => encodeURIComponent(`city=${side}`));
    await page.goto(`/jilin/compare?a=${a}&${b.map(side => `b=${side}`).join('&')}&lang=${lang}`);
    const cells = page.locator('.compared tbody tr').first().locator('td');
    await expect(cells).toHaveCount(5);
    for (const cell of await page.locator('.compared td, .compared td *:visible').all()) {
      const box = await cell.boundingBox();
      if (box) expect.soft(box.x + box.width).toBeLessThanOrEqual(390);
    }
    await expect(cells.first().locator('.of-side')).toBeVisible();
    const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(content).toBeLessThanOrEqual(window);
  });
}

test('numbers stay in line whether they are marked or not, and a row that rests on one basis is marked once', async ({ page }) => {
  await page.goto('/jilin/compare?a=city%3D长春市&b=city%3D吉林市');
  const ends = await page.locator('.compared tbody tr').evaluateAll(rows =>
    [0, 1].map(column => [...new Set(rows.map(row => row.querySelectorAll('td .marked > span:last-child')[column]?.getBoundingClientRect().right).filter(right => right !== undefined).map(Math.round))].length),
  );
  expect(ends).toEqual([1, 1]);
  const twice = page.locator('.compared tbody tr:has(th .basis):has(td .basis)');
  await expect(twice).toHaveCount(0);
});
