// The contest follows its sliders: while they move, whatever the network does, by mouse, keys and touch.
import { type Page } from '@playwright/test';
import { expect, marks, test } from './page';

const start = '/jilin/race?illustrative=1';
const slider = (page: Page, id: string) => page.locator(`[id="weight.${id}"]`);
const first = (page: Page) => page.locator('[aria-label="排名"] tbody tr').first();
const weight = (page: Page, id: string) => new URL(page.url()).searchParams.get(`weight.${id}`);

/** Where a slider's weight lies on the page. */
async function at(page: Page, id: string, share: number): Promise<[number, number]> {
  const box = (await slider(page, id).boundingBox())!;
  return [box.x + box.width * share, box.y + box.height / 2];
}

test('the ranking follows while the slider is dragged, and the address follows the answer', async ({ page }) => {
  await page.goto(start);
  const before = await first(page).innerText();
  await page.mouse.move(...(await at(page, 'output', 0.4)));
  await page.mouse.down();
  await page.mouse.move(...(await at(page, 'output', 0.02)), { steps: 8 });
  // The button is still down.
  await expect.poll(() => weight(page, 'output')).toBe('0');
  await expect(first(page)).not.toHaveText(before, { useInnerText: true });
  await expect(page.locator('[id="weight.output"] ~ output')).toHaveText('0');
  await expect(page.locator('.weight').first().locator('.share')).toHaveText('0.0%');
  await page.mouse.move(...(await at(page, 'output', 0.98)), { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => weight(page, 'output')).toBe('100');
  // Every link goes where the address is, and one step back is before the drag.
  await expect(page.locator('#export')).toHaveAttribute('href', /weight\.output=100/);
  await page.goBack();
  await expect.poll(() => page.url()).toContain(start);
  await expect(slider(page, 'output')).toHaveValue('40');
  await expect(first(page)).toHaveText(before, { useInnerText: true });
});

test('however slow the answers, the last movement wins and none is lost', async ({ page }) => {
  await page.goto(start);
  let asked = 0;
  await page.route(/\/jilin\/race\?/, async route => {
    asked += 1;
    // The first answers take longest.
    await new Promise(done => setTimeout(done, asked === 1 ? 900 : 150));
    await route.continue();
  });
  await slider(page, 'output').focus();
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('ArrowRight');
  await slider(page, 'patents').focus();
  for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowLeft');
  await expect(slider(page, 'patents')).toBeFocused();
  await expect.poll(() => [weight(page, 'output'), weight(page, 'patents')]).toEqual(['70', '10']);
  // The page agrees with its address.
  const moved = await first(page).innerText();
  expect(asked).toBeLessThan(8);
  await page.unroute(/\/jilin\/race\?/);
  await page.reload();
  await expect(slider(page, 'output')).toHaveValue('70');
  await expect(first(page)).toHaveText(moved, { useInnerText: true });
});

test.describe('with a server that goes away', () => {
  test('the ranking and the address stay, and one click tries again', async ({ page, complaints }) => {
    await page.goto(start);
    const before = await first(page).innerText();
    await page.route(/\/jilin\/race\?/, route => route.abort('connectionrefused'));
    await slider(page, 'output').press('End');
    await expect(page.locator('#race-failure')).toBeVisible();
    expect(page.url()).toContain(start);
    await expect(first(page)).toHaveText(before, { useInnerText: true });
    await expect(slider(page, 'output')).toHaveValue('100');
    await page.unroute(/\/jilin\/race\?/);
    await page.locator('#race-failure button').click();
    await expect.poll(() => weight(page, 'output')).toBe('100');
    await expect(page.locator('#race-failure')).toBeHidden();
    complaints.length = 0;
  });
});

test('places have their intervals as bars, with a tooltip and as a picture', async ({ page }) => {
  await page.goto(start);
  await expect(page.locator('.sheet-head .lede')).toHaveText(/^[^。]*。[^。]*。$/);
  const bars = marks(page, 'race-places');
  await expect(bars).toHaveCount(15);
  await bars.nth(4).hover();
  await expect(page.locator('[data-panel="race-places"] .tip:visible')).toContainText(/第 5 位，九成位次 \d+(–\d+)?，最好至最差 \d+/);
  const saved = page.waitForEvent('download');
  await page.locator('[data-panel="race-places"] button[data-png]').click();
  expect((await saved).suggestedFilename()).toMatch(/\.png$/);
  // What was open stays open while the weights move.
  await page.locator('[data-panel="race-places"] summary').last().click();
  await slider(page, 'output').press('End');
  await expect.poll(() => weight(page, 'output')).toBe('100');
  await expect(page.locator('#twin-race-places')).toHaveAttribute('open', '');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a finger moves a weight, and the first three stand under the sliders', async ({ page }) => {
    await page.goto(start);
    const box = (await slider(page, 'output').boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(24);
    const before = await page.locator('#race-leaders').innerText();
    await slider(page, 'output').scrollIntoViewIfNeeded();
    await page.touchscreen.tap(...(await at(page, 'output', 0.03)));
    await expect.poll(() => weight(page, 'output')).toBe('0');
    await expect(page.locator('#race-leaders')).not.toHaveText(before, { useInnerText: true });
    await expect(page.locator('#race-leaders')).toBeInViewport();
  });
});
