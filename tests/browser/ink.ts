// Where the words of pictures stand, measured by the browser itself: for the specs that say no word leaves its picture or lies on another.
import { type Page } from '@playwright/test';

/**
 * The words that leave their picture or lie on another word, by more than a pixel: a line each, with their boxes. `pictures` are outermost
 * `svg` elements that are shown; one in a `data-name` is called so, else as its figure.
 *
 * A box is as wide as the text runs, but only as high as its ink: 0.76 em above the baseline and 0.14 em under it (descenders of Latin and
 * the foot of Han a little more). The line box would be higher, and differs from font to font: 1.45 em in Noto Sans CJK, 1.16 in DejaVu Sans.
 */
export async function strayWords(page: Page, pictures: string): Promise<string[]> {
  return page.locator(pictures).evaluateAll(all => {
    type Box = { text: string; left: number; top: number; right: number; bottom: number };
    const round = (value: number) => Math.round(value * 10) / 10;
    const box = (text: SVGTextElement): Box => {
      const line = text.getBBox();
      const base = text.getStartPositionOfChar(0).y;
      const size = parseFloat(getComputedStyle(text).fontSize);
      const matrix = text.getScreenCTM()!;
      const corners = [line.x, line.x + line.width].flatMap(x => [base - 0.76 * size, base + 0.14 * size].map(y => new DOMPoint(x, y).matrixTransform(matrix)));
      const [xs, ys] = [corners.map(corner => corner.x), corners.map(corner => corner.y)];
      return { text: text.textContent!, left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
    };
    return all.flatMap(picture => {
      const frame = picture.getBoundingClientRect();
      const name = picture.closest<HTMLElement>('[data-name]')?.dataset.name ?? picture.closest<HTMLElement>('[data-panel]')!.dataset.panel!;
      const say = ({ text, left, top, right, bottom }: Box) =>
        `“${text}” ${round(left - frame.left)}–${round(right - frame.left)} × ${round(top - frame.top)}–${round(bottom - frame.top)}`;
      const boxes = [...picture.querySelectorAll('text')].filter(text => text.textContent).map(box);
      return boxes.flatMap((one, at) => {
        const out = one.left < frame.left - 1 || one.right > frame.right + 1 || one.top < frame.top - 1 || one.bottom > frame.bottom + 1;
        const over = boxes.slice(at + 1).filter(other =>
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1);
        return [
          ...(out ? [`${name}: ${say(one)} leaves ${round(frame.width)} × ${round(frame.height)}`] : []),
          ...over.map(other => `${name}: ${say(one)} lies on ${say(other)}`),
        ];
      });
    });
  });
}
