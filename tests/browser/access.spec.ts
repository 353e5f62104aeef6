// Everyone can read it: axe finds nothing on any page, at any width, in either theme; nothing scrolls sideways; no chart cuts its words.
import AxeBuilder from '@axe-core/playwright';
import { expect, open, pages, real, test } from './page';

const views = [
  { width: 1440, lang: 'zh', colorScheme: 'light' },
  { width: 1440, lang: 'zh', colorScheme: 'dark' },
  { width: 1440, lang: 'en', colorScheme: 'light' },
  { width: 1440, lang: 'en', colorScheme: 'dark' },
  { width: 390, lang: 'zh', colorScheme: 'light' },
] as const;

for (const { width, lang, colorScheme } of views) {
  test.describe(`${width} px wide, ${lang}, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 900 }, colorScheme });

    for (const [name, path] of Object.entries(pages)) {
      test(`${name} passes axe`, async ({ page }) => {
        const address = new URL(path, 'http://any');
        address.searchParams.set('lang', lang);
        await open(page, `${address.pathname}${address.search}`);
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
