// Everyone can read it: axe finds nothing on any page, at any width, in either theme; nothing scrolls sideways; no chart cuts its words.
import AxeBuilder from '@axe-core/playwright';
import { expect, open, pages, real, test } from './page';

const views = {
  'wide, light': { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  'wide, dark': { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
  'narrow, light': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
} as const;

for (const [view, options] of Object.entries(views)) {
  test.describe(view, () => {
    test.use(options);
    for (const [name, path] of Object.entries(pages)) {
      test(`${name} passes axe`, async ({ page }) => {
        await open(page, path);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map(node => node.html), more: nodes.length }));
        expect(found).toEqual([]);
      });
    }
  });
}

for (const width of [390, 768, 1440, 2560]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 900 } });

    for (const path of ['/', '/jilin', '/jilin?lang=en', '/jilin?tab=enterprises', '/national', '/national?lang=en', '/jilin/published', '/jilin/published/r43-29', '/jilin/reconcile?lang=en', '/jilin/compare?lang=en', '/jilin/race?illustrative=1&lang=en', '/jilin/ladder?lang=en', '/jilin/lead?lang=en', '/jilin/answer?lang=en', ...real('/qcew-nj', '/qcew-nj?lang=en', '/qcew-nj/explore?chart=choropleth&lang=en')]) {
      test(`${path} does not scroll sideways, and its charts hold their words`, async ({ page }) => {
        await open(page, path);
        const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        expect(content).toBeLessThanOrEqual(window);

        const outside = await page.locator('figure[data-panel] svg:visible').evaluateAll(pictures =>
          pictures.flatMap(picture => {
            const box = picture.getBoundingClientRect();
            return [...picture.querySelectorAll('text')].flatMap(text => {
              const word = text.getBoundingClientRect();
              const out = word.left < box.left - 1 || word.right > box.right + 1 || word.top < box.top - 1 || word.bottom > box.bottom + 1;
              return out ? [`${picture.closest('figure')!.dataset.panel}: ${text.textContent}`] : [];
            });
          }),
        );
        expect(outside).toEqual([]);
      });
    }
  });
}
