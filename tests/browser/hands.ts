// The three ways in which a reader works: mouse at 1440, keyboard, touch at 390; each press counts.
import { type Locator, type Page } from '@playwright/test';
import { expect } from './page';

export const hands = {
  mouse: { viewport: { width: 1440, height: 900 } },
  keyboard: { viewport: { width: 1440, height: 900 } },
  touch: { viewport: { width: 390, height: 844 }, hasTouch: true },
} as const;

export type Hand = keyof typeof hands;

/** Presses by one hand, counted. */
export class Presses {
  count = 0;
  constructor(private readonly page: Page, private readonly hand: Hand) {}

  /** Chooses a link or a button, which must be in sight or come there by scrolling. */
  async on(target: Locator): Promise<void> {
    this.count += 1;
    await expect(target).toBeVisible();
    if (this.hand === 'mouse') await target.click();
    if (this.hand === 'touch') await target.tap();
    if (this.hand === 'keyboard') {
      await target.focus();
      await expect(target).toBeFocused();
      await this.page.keyboard.press('Enter');
    }
  }
}
