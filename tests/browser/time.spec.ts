// Ranges by dragging and by keys, the strip of dates, and what is compared with an earlier date.
import { type Locator, type Page } from '@playwright/test';
import { expect, open, test } from './page';

/** Presses on one place, moves over the others, lets go on the last. */
async function drag(page: Page, links: Locator, places: number[]) {
  await links.nth(places[0]).scrollIntoViewIfNeeded();
  const middle = async (place: number) => {
    const box = await links.nth(place).boundingBox();
    if (!box) throw new Error(`nothing at ${place}`);
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  await page.mouse.move(...(await middle(places[0])));
  await page.mouse.down();
  for (const place of places.slice(1)) await page.mouse.move(...(await middle(place)));
  await page.mouse.up();
}

test('dragging across a histogram filters by the range, and keys move it', async ({ page }) => {
  await open(page, '/national');
  const marks = page.locator('#panel-gdp_histogram .hit');
  await drag(page, marks, [1, 2, 3]);
  await expect(page).toHaveURL(/\/national\?gdp__gte=2000&gdp__lt=8000$/);
  await expect(page.locator('.chips li')).toHaveCount(2);
  await expect(page.locator('#panel-gdp_histogram .hit[aria-current=true]')).toHaveCount(3);
  await marks.nth(1).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page).toHaveURL(/gdp__gte=4000&gdp__lt=10000$/);
  await expect(page.locator('#panel-gdp_histogram .hit[aria-current=true]')).toHaveCount(3);
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page).toHaveURL(/gdp__gte=4000&gdp__lt=12000$/);
  await expect(page.locator('#panel-gdp_histogram .hit[aria-current=true]')).toHaveCount(4);
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page).toHaveURL(/gdp__gte=4000&gdp__lt=10000$/);
  await page.goBack();
  await expect(page).toHaveURL(/gdp__lt=12000$/);
});

test('dragging along a line and along the strip filters by dates', async ({ page }) => {
  await open(page, '/national');
  await drag(page, page.locator('#panel-little_giants_by_batch .hit'), [1, 2, 3]);
  await expect(page).toHaveURL(/\?year__gte=2020&year__lte=2022$/);
  await expect(page.locator('.strip a[aria-current=true]')).toHaveCount(3);
  // An end is a handle: the other one stays.
  await drag(page, page.locator('.strip a'), [3, 4, 5]);
  await expect(page).toHaveURL(/\?year__gte=2020&year__lte=2024$/);
  await expect(page.locator('.strip a[aria-current=true]')).toHaveCount(5);
  // Within the range a new one begins.
  await drag(page, page.locator('.strip a'), [2, 3]);
  await expect(page).toHaveURL(/\?year__gte=2021&year__lte=2022$/);
  await expect(page.locator('.strip a[aria-current=true]')).toHaveCount(2);
  await page.locator('.strip a').nth(0).click();
  await expect(page).toHaveURL(/\?year=2019$/);
});

test('a date in the strip is as high as its number', async ({ page }) => {
  await open(page, '/national');
  await expect(page.locator('.strip b')).toHaveText(['248', '1,748', '2,930', '4,359', '3,673', '3,012']);
  const heights = await page.locator('.strip .rise').evaluateAll(all => all.map(one => Math.round(one.getBoundingClientRect().height)));
  // Of 32, in whole per cent of 4,359: 5, 40, 67, 100, 84, 69.
  expect(heights).toEqual([2, 13, 21, 32, 27, 22]);
  // The census of 2020 and the end of 2024, summed over nine prefectures.
  await open(page, '/jilin?lang=en');
  await expect(page.locator('.time h2')).toContainText('Population (million people)');
});

test('dates can be chosen without a pointer and without scripts', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/national?region=江苏');
  await page.locator('.time summary').click();
  await page.locator('select[name=year__gte]').selectOption('2021');
  await page.locator('select[name=year__lte]').selectOption('2023');
  await page.locator('.time button').click();
  const query = new URL(page.url()).searchParams;
  expect([query.get('region'), query.get('year__gte'), query.get('year__lte')]).toEqual(['江苏', '2021', '2023']);
  await expect(page.locator('.strip a[aria-current=true]')).toHaveCount(3);
  await expect(page.locator('select[name=year__gte]')).toHaveValue('2021');
  await context.close();
});

test('an earlier date stands beside the present one', async ({ page }) => {
  await open(page, '/jilin/explore?measure=population&by=city');
  await page.locator('.time summary').click();
  await page.locator('.versus a', { hasText: '2020' }).click();
  await expect(page).toHaveURL(/vs=2020/);
  await expect(page.locator('#panel-explore .legend')).toContainText('竖线：2020');
  await page.locator('#twin-explore summary').click();
  const row = page.locator('#twin-explore tbody tr', { hasText: '通化市' });
  // 116.97 against 130.2778, as published.
  await expect(row).toContainText('130.3');
  await expect(row).toContainText('−13.3 万人（−10.2%）');
  await open(page, '/national?year=2024&vs=2023');
  await expect(page.locator('[data-tile=batch_firms]')).toContainText('2024较2023 −661 家（−18.0%）');
  // Six batches stay 15,970; what is compared is 2024 with 2022. 189 prefectures have 2024 alone.
  await open(page, '/national?vs=2022');
  await expect(page.locator('[data-tile=batch_firms]')).toContainText('15,970');
  await expect(page.locator('[data-tile=batch_firms]')).toContainText('2024较2022 −1,347 家（−30.9%）');
  await expect(page.locator('[data-tile=prefectures]')).toContainText('不与2022比较：该指标没有2022的数据');
  await page.locator('.chips a', { hasText: '比较：2022' }).click();
  await expect(page).toHaveURL(/\/national$/);
  await open(page, '/national?year=2024&vs=2023');
  await page.locator('.time summary').click();
  await page.locator('.versus a').first().click();
  await expect(page).toHaveURL(/\/national\?year=2024$/);
});

/** How a reader acts on a link. */
type Act = (link: Locator) => Promise<void>;

const ways: Record<string, { viewport: { width: number; height: number }; hasTouch: boolean; act: (page: Page) => Act }> = {
  'with the mouse at 1440 px': { viewport: { width: 1440, height: 900 }, hasTouch: false, act: () => link => link.click() },
  'by touch at 390 px': { viewport: { width: 390, height: 844 }, hasTouch: true, act: () => link => link.tap() },
  'with the keyboard': {
    viewport: { width: 1440, height: 900 },
    hasTouch: false,
    act: page => async link => {
      for (let stops = 0; stops < 60 && !(await link.evaluate(it => it === document.activeElement)); stops++) await page.keyboard.press('Tab');
      await expect(link).toBeFocused();
      await page.keyboard.press('Enter');
    },
  },
};

for (const [way, { viewport, hasTouch, act }] of Object.entries(ways)) {
  test.describe(way, () => {
    test.use({ viewport, hasTouch });

    test('a year and back are two clicks, and the strip stays where it is', async ({ page }) => {
      await open(page, '/national');
      await page.evaluate(() => {
        Object.assign(window, { clicks: 0 });
        addEventListener('click', event => event.isTrusted && Object.assign(window, { clicks: (window as unknown as { clicks: number }).clicks + 1 }), true);
      });
      const clicks = () => page.evaluate(() => (window as unknown as { clicks: number }).clicks);
      const [bar, strip] = [page.locator('.bar'), page.locator('.time')];
      const place = async () => (await strip.boundingBox())!.y;
      const under = (await bar.boundingBox())!;
      const before = await place();
      expect(Math.abs(before - under.y - under.height), 'directly under the bar').toBeLessThanOrEqual(1);

      const gdp = page.locator('#panel-gdp_by_prefecture');
      const [finding, bars] = [await gdp.locator('.finding').textContent(), await gdp.locator('.hit').count()];
      expect(finding).toContain('；2024 年的数');
      const year = page.locator('.strip a', { hasText: '2022' });
      await act(page)(year);
      await expect(page).toHaveURL(/\/national\?year=2022$/);
      await expect(year).toHaveAttribute('aria-current', 'true');
      expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1);
      // What is of 2024 alone stays as it is, and says so.
      await expect(gdp.locator('.finding')).toHaveText(finding!);
      await expect(gdp.locator('.hit')).toHaveCount(bars);
      await expect(gdp.locator('.ignores')).toHaveText('不受此条件影响：年份');
      await expect(page.locator('figure[data-panel] .empty:visible')).toHaveCount(0);
      // The batch of 2022: 4,359 firms.
      await expect(page.locator('[data-tile=batch_firms] b')).toHaveText('4,359');

      await act(page)(year);
      await expect(page).toHaveURL(/\/national$/);
      expect(await clicks()).toBe(2);
      expect(Math.abs((await place()) - before)).toBeLessThanOrEqual(1);
      await expect(page.locator('[data-tile=batch_firms] b')).toHaveText('15,970');
    });
  });
}
