// The file a reader takes away has exactly the rows that the page counts, and opens in Excel.
import { readFileSync } from 'node:fs';
import { counts, expect, open, test } from './page';

/** Splits RFC 4180 into records. */
function records(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter(row => row.length > 1);
}

for (const query of ['', '?city=长春市', '?industry=汽车', '?tab=enterprises&city=长春市&city=吉林市', '?tab=factories', '?city=白城市&industry=汽车']) {
  test(`the export of /jilin${query} has the rows that the page counts`, async ({ page }) => {
    await open(page, `/jilin${query}`);
    const table = new URLSearchParams(query).get('tab') ?? 'clusters';
    const [matched] = (await counts(page))[table];
    const download = page.waitForEvent('download');
    await page.locator('a#export').click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.csv$/);
    const bytes = readFileSync(await file.path());
    expect([...bytes.subarray(0, 3)], 'the byte order mark').toEqual([0xef, 0xbb, 0xbf]);
    const [head, ...rows] = records(bytes.subarray(3).toString('utf8'));
    expect(rows).toHaveLength(matched);
    for (const row of rows) expect(row).toHaveLength(head.length);

    // The first page of the table shows the file's first rows: titles and labels in the page's language.
    const report = await (await page.request.get(`/jilin/report.json${query}`)).json();
    const columns: { id: string; title: { zh: string }; unit: { zh: string } }[] = report.table.columns;
    const shown: { raw?: string; label?: { zh: string }; missing?: string }[][] = report.table.rows;
    columns.forEach((column, at) => expect.soft(head[at]).toBe(column.unit.zh ? `${column.title.zh}（${column.unit.zh}）` : column.title.zh));
    shown.slice(0, 20).forEach((cells, at) => {
      cells.forEach((cell, column) => {
        if (cell.missing === undefined) expect.soft(rows[at][column], `${columns[column].id} of row ${at}`).toBe(cell.label?.zh ?? cell.raw ?? '');
      });
    });

    // The same rows with ids and raw values: the bare address.
    await page.locator('.take .menu summary').click();
    const bare = await page.locator('.take .menu a', { hasText: '列名与原值' }).getAttribute('href');
    const [ids, ...raw] = records((await (await page.request.get(bare!)).text()).slice(1));
    expect(raw).toHaveLength(matched);
    expect(ids).toContain('basis');
    shown.slice(0, 20).forEach((cells, at) => {
      cells.forEach((cell, column) => {
        const value = raw[at][ids.indexOf(columns[column].id)];
        if (cell.missing === undefined) expect.soft(value, `${columns[column].id} of row ${at}`).toBe(cell.raw ?? '');
      });
    });
  });
}

test('the export follows a click', async ({ page }) => {
  await open(page, '/jilin');
  await page.locator('[data-facet="city"] a[data-value="长春市"]').click();
  await expect(page.locator('a#export')).toHaveAttribute('href', /city=/);
  const [matched] = (await counts(page)).clusters;
  const csv = await (await page.request.get((await page.locator('a#export').getAttribute('href'))!)).text();
  expect(records(csv)).toHaveLength(matched + 1);
});
