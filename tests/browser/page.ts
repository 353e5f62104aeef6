// What every spec needs: the pages there are, a page that fails on anything said to the console, hydration, and the report that the
// server gives for the same URL.
import { test as base, expect, type Locator, type Page } from '@playwright/test';

/** Every page that a reader can come to, by what is special about it. */
export const pages = {
  'the list of bundles': '/',
  jilin: '/jilin',
  'jilin, filtered': '/jilin?city=长春市&city=吉林市&industry=汽车',
  'jilin, nothing matches': '/jilin?city=白城市&industry=汽车',
  'jilin, with notices': '/jilin?nonsense=1&city=火星市&output__gte=abc',
  'jilin, another table, sorted': '/jilin?tab=enterprises&sort=-employees',
  national: '/national',
  'published figures': '/jilin/published',
  'published figures, filtered': '/jilin/published?subject=一汽集团',
  'one published figure': '/jilin/published/r43-29',
  reconciliation: '/jilin/reconcile',
  comparison: '/jilin/compare',
  contest: '/jilin/race',
  ladder: '/jilin/ladder',
  'lead firms': '/jilin/lead',
  answer: '/jilin/answer',
  'answer, with illustrative rows': '/jilin/answer?illustrative=1&city=长春市',
  'bounds of holders': '/jilin?overlap=bounds',
  'contest, with illustrative rows': '/jilin/race?illustrative=1&lang=en',
  'a chart of the reader\'s own': '/jilin/explore',
  'every value of a dimension': '/jilin/facet/city',
  'one chart alone': '/jilin/embed/clusters_by_city',
  'keyboard and marks': '/keyboard',
};

/** Pages of the real data, where the server has them: `cargo xtask test` says when it has not. */
export const real = (...paths: string[]): string[] => (process.env.REAL_DATA ? paths : []);

/** A test whose page must stay silent: no console message, no error, no failed request. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('console', message => complaints.push(`console ${message.type()}: ${message.text()}`));
      page.on('pageerror', error => complaints.push(`error: ${error.message}`));
      page.on('response', response => {
        if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
      });
      page.on('requestfailed', request => {
        // ERR_ABORTED: a click overtook the request of the click before it. csp: scripts are off.
        const why = request.failure()?.errorText ?? '';
        if (!['net::ERR_ABORTED', 'csp'].includes(why)) complaints.push(`${why} ${request.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Opens a page and waits until wasm has taken it over. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** Waits until wasm has taken the page over: the dashboard then offers to copy its address. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const copy = page.locator('#copy');
  if (await copy.count()) await expect(copy).toBeVisible();
}

/** The marks of a panel that can be clicked, in the variant that is shown. */
export function marks(page: Page, panel: string): Locator {
  return page.locator(`figure[data-panel="${panel}"] a.hit:visible`);
}

/** The mark of one value. */
export function mark(page: Page, panel: string, value: string): Locator {
  return page.locator(`figure[data-panel="${panel}"] a.hit[data-value="${value}"]:visible`);
}

/** The counts that the page shows: table -> [matched, total]. */
export async function counts(page: Page): Promise<Record<string, [number, number]>> {
  return page.locator('[data-count]').evaluateAll(all =>
    Object.fromEntries(all.map(one => [one.getAttribute('data-count'), [Number(one.getAttribute('data-matched')), Number(one.getAttribute('data-total'))]])),
  );
}

/** The counts that the server reports for the same URL. */
export async function reported(page: Page, path: string): Promise<Record<string, [number, number]>> {
  const [bundle, query] = path.split('?');
  const answer = await page.request.get(`${bundle}/report.json${query ? `?${query}` : ''}`);
  expect(answer.status()).toBe(200);
  const report: { counts: { table: string; matched: number; total: number }[] } = await answer.json();
  return Object.fromEntries(report.counts.map(count => [count.table, [count.matched, count.total]]));
}

/** Marks the window, so that `same` can tell whether the page was loaded anew. */
export async function remember(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { remembered: true }));
}

/** Whether this is still the page that was marked. */
export async function same(page: Page): Promise<boolean> {
  return page.evaluate(() => 'remembered' in window);
}
