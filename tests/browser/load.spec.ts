// A page loads, whole before any script, and in silence. Every number of the acceptance that the page itself shows.
import { counts, expect, marks, open, pages, reported, test } from './page';

for (const [name, path] of Object.entries(pages)) {
  test(`${name} loads without a console message or a failed request`, async ({ page }) => {
    await open(page, path);
    await expect(page.locator('h1:visible')).toHaveCount(1);
  });
}

test('the first answer has the values before any script', async ({ request }) => {
  const html = await (await request.get('/jilin')).text();
  expect(html).toMatch(/data-count="clusters"/);
  expect(html).toMatch(/data-matched="56"/);
  expect(html).toMatch(/<svg/);
});

test('the counts on the page are the report\'s', async ({ page }) => {
  await open(page, '/jilin');
  expect(await counts(page)).toEqual(await reported(page, '/jilin'));
  expect((await counts(page)).clusters).toEqual([56, 56]);
});

test('sub-clusters by prefecture sum to 56, 31 of them in the corridor', async ({ page }) => {
  const report = await (await page.request.get('/jilin/report.json')).json();
  const panel = report.panels.find((panel: { by: string; measure: { id: string } }) => panel.by === 'city' && panel.measure.id === 'clusters');
  const sum = (rows: { amount: { value: number } }[]) => rows.reduce((sum, row) => sum + row.amount.value, 0);
  expect(panel.rows).toHaveLength(9);
  expect(sum(panel.rows)).toBe(56);
  expect(sum(panel.rows.filter((row: { marked: boolean }) => row.marked))).toBe(31);

  await open(page, '/jilin');
  await expect(marks(page, panel.id)).toHaveCount(9);
});

test('a wrong address says so', async ({ request }) => {
  expect((await request.get('/nowhere')).status()).toBe(404);
  expect((await request.get('/pkg/nothing.js')).status()).toBe(404);
});

test('client files are compressed, typed and cached for good', async ({ page, request }) => {
  const asked: string[] = [];
  page.on('request', asking => asked.push(new URL(asking.url()).pathname));
  await open(page, '/jilin');
  const files = [...new Set(asked)].filter(path => path.startsWith('/pkg/'));
  expect(files.map(path => path.split('.').pop()).sort()).toEqual(['css', 'js', 'wasm']);
  const types: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', wasm: 'application/wasm' };
  for (const path of files) {
    for (const [accepted, given] of [['gzip, br', 'br'], ['gzip', 'gzip'], ['br;q=0, gzip;q=0', undefined]] as const) {
      const headers = (await request.get(path, { headers: { 'accept-encoding': accepted } })).headers();
      expect(headers['content-encoding'], `${path} for ${accepted}`).toBe(given);
      expect(headers['content-type']).toBe(types[path.split('.').pop()!]);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      const again = await request.get(path, { headers: { 'accept-encoding': accepted, 'if-none-match': headers.etag } });
      expect(again.status()).toBe(304);
    }
  }
});
