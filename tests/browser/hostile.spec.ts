// A bundle whose every text is hostile: markup, quotes, marks that turn the direction of writing, addresses that are scripts, characters that
// XML forbids. It is the bundle `small`, made hostile here and served by a server of its own. Nothing of it may run, and the page must work.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, hydrated, test } from './page';
import { type Served, here, serve } from './served';

const SMALL = here('../bundles/small');

/** What is put behind every text; a column's name holds no line end. */
const EVIL = `</title></script></style></textarea>--><script>ran('script')</script><img src=x onerror=ran('img')><svg onload=ran('svg')>"'&amp;\`\${}{{}}\u202e\u2067\ufffe\ufffd\n javascript:ran('address')`;
const evil = (text: string): string => text + EVIL;
const COLUMN = evil('name').replace('\n', '');

/** The columns whose cells are texts; those of ids, filters and numbers stay. */
const TEXTS: Record<string, string[]> = {
  'cities.csv': ['name', 'name_en'],
  'firms.csv': ['name', 'city', 'grade'],
  'statements.csv': ['subject', 'indicator', 'scope', 'unit', 'document', 'section', 'phrase', 'unchecked'],
};
const FILES: Record<string, string> = { 'firms.csv': `firms'"<img src=x onerror=ran()>&.csv` };
const SPOKEN = ['title', 'title_en', 'description', 'description_en', 'unit', 'unit_en', 'label', 'label_en', 'version'];

/** The values in a filter of the grammar of URLs. */
const filters = (text: string): string => text.replace(/(city(?:__not)?|grade)=([^"&,\n]+)/g, (_, key, value) => `${key}=${encodeURIComponent(evil(value))}`);

function hostileTable(name: string, text: string): string {
  const lines = text.trimEnd().split('\n').map(line => [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(cell => cell[1]));
  const written = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const made = lines.map((line, at) =>
    line.map((cell, column) => {
      const plain = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      if (at === 0) return name === 'firms.csv' && plain === 'name' ? written(COLUMN) : plain;
      if (lines[0][column] === 'check') return filters(plain);
      return plain && TEXTS[name].includes(lines[0][column]) ? written(evil(plain)) : cell;
    }),
  );
  return made.map(line => line.join(',') + '\n').join('');
}

function hostilePackage(text: string): string {
  const visit = (value: unknown, key: string): unknown => {
    if (key === 'missingValues') return value;
    if (Array.isArray(value)) return value.map(one => visit(one, key));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, value]) => [key, visit(value, key)]));
    return typeof value === 'string' && SPOKEN.includes(key) ? evil(value) : value;
  };
  const made = visit(JSON.parse(text), '') as any;
  made.sources = [{ title: evil('某局'), path: 'https://example.org/"><script>ran()</script>' }, { title: evil('信'), path: 'mailto:a@example.org?subject="><script>ran()</script>' }];
  made.licenses = [{ name: evil('CC0') }];
  const firms = made.resources.find((one: any) => one.name === 'firms');
  firms.path = FILES['firms.csv'];
  firms.schema.fields.find((field: any) => field.name === 'name').name = COLUMN;
  const grade = firms.schema.fields.find((field: any) => field.name === 'grade');
  for (const category of grade.categories) category.value = evil(category.value);
  return JSON.stringify(made, null, 1);
}

function hostileBoard(text: string): string {
  const written = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f');
  const lines = filters(text).split('\n').map(line => {
    if (line.startsWith('columns = ["id", "name"')) return line.replace('"name"', written(COLUMN));
    if (line.startsWith('labels')) return line;
    return line.replace(/\b(zh|en) = "([^"]*)"/g, (_, lang, said) => `${lang} = ${written(evil(said))}`);
  });
  const said = `{ zh = ${written(evil('注'))}, en = ${written(evil('note'))} }`;
  return lines.join('\n').replace('kind = "scatter"', `kind = "scatter"\nnote = ${said}`).replace('by = "grade"\n', `by = "grade"\nreference = { value = 3, label = ${said} }\n`);
}

/** The bundle `hostile`, and `faulty`, which has an address that is a script and is not served. */
function bundles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const id of ['hostile', 'faulty']) {
    for (const name of Object.keys(TEXTS)) files[`${id}/${FILES[name] ?? name}`] = hostileTable(name, readFileSync(join(SMALL, name), 'utf8'));
    const described = hostilePackage(readFileSync(join(SMALL, 'datapackage.json'), 'utf8'));
    files[`${id}/datapackage.json`] = id === 'faulty' ? described.replace('mailto:a@', ' java\\tscript:') : described;
    files[`${id}/dashboard.toml`] = hostileBoard(readFileSync(join(SMALL, 'dashboard.toml'), 'utf8'));
  }
  return files;
}

const PAGES = {
  'the list of bundles and faults': '/',
  dashboard: '/hostile',
  'dashboard in English': '/hostile?lang=en',
  'dashboard, filtered': `/hostile?grade=${encodeURIComponent(evil('low'))}&city=${encodeURIComponent(evil('甲市'))}`,
  'another table': '/hostile?tab=cities&cols=all',
  'words searched for': `/hostile?q=${encodeURIComponent('乙' + EVIL)}`,
  'dates and words that are not understood': `/hostile?city=${encodeURIComponent(EVIL)}&${encodeURIComponent(EVIL)}=1`,
  'published figures': '/hostile/published',
  'one published figure': '/hostile/published/s2',
  reconciliation: '/hostile/reconcile',
  comparison: '/hostile/compare',
  'all values of a dimension': `/hostile/facet/city?city=${encodeURIComponent(evil('甲市'))}&find=${encodeURIComponent(EVIL.slice(0, 40))}`,
  contest: '/hostile/race?illustrative=1',
  answer: '/hostile/answer?illustrative=1',
  'answer in English': '/hostile/answer?lang=en',
  "the reader's chart": '/hostile/explore?measure=firms&by=city&split=grade&chart=stacked',
  'a chart alone': '/hostile/embed/by_grade',
};

for (const bypassCSP of [false, true]) {
  test.describe(bypassCSP ? 'without the policy' : 'under the policy', () => {
    test.use({ bypassCSP });
    let served: Served;
    let base: string;

    test.beforeAll(async () => {
      served = await serve(bundles(), 'hostile');
      base = served.base;
    });
    test.afterAll(() => served?.stop());
    test.beforeEach(async ({ page }) => {
      await page.addInitScript(() => Object.assign(window, { scripts: [], ran: (what: string) => (window as any).scripts.push(what) }));
    });

    for (const [name, path] of Object.entries(PAGES)) {
      test(`${name}: nothing runs`, async ({ page }) => {
        await page.goto(base + path);
        await hydrated(page);
        expect(await page.evaluate(() => (window as any).scripts)).toEqual([]);
        // What is written is what is read: no element came of a text, and no link leads to a script.
        await expect(page.locator('img, [onerror], [onload]')).toHaveCount(0);
        const links = await page.locator('a[href], form[action]').evaluateAll(all => all.map(one => new URL(one.getAttribute('href') ?? one.getAttribute('action')!, location.href).protocol));
        expect(links.filter(link => !['http:', 'https:', 'mailto:'].includes(link))).toEqual([]);
        if (path.startsWith('/hostile')) await expect(page).toHaveTitle(/<\/title><\/script>/);
        await expect(page.locator('h1:visible')).toHaveCount(1);
      });
    }

    test('the page works: a click filters, a search finds, the way back leads back', async ({ page }) => {
      await page.goto(`${base}/hostile`);
      await hydrated(page);
      await expect(page.locator('h1:visible')).toHaveText(evil('小数据包'));
      await page.locator('figure[data-panel="by_city"] a.hit:visible').first().click();
      await expect(page.locator('.chips a')).toHaveCount(1);
      await expect(page.locator('.chips a')).toContainText(evil('甲市'));
      await expect(page.locator('[data-count="firms"]')).toHaveAttribute('data-matched', '8');
      await page.locator('input[name="q"]').fill(evil('甲五').split('\ufffd')[0]);
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-count="firms"]')).toHaveAttribute('data-matched', '1');
      await page.locator('#clear').click();
      await expect(page).toHaveURL(`${base}/hostile`);
      await expect(page.locator('[data-count="firms"]')).toHaveAttribute('data-matched', '20');
      expect(await page.evaluate(() => (window as any).scripts)).toEqual([]);
    });

    test('without scripts a search keeps the filter, whatever its values hold', async ({ browser }) => {
      const context = await browser.newContext({ baseURL: base, javaScriptEnabled: false });
      const still = await context.newPage();
      await still.goto(PAGES['dashboard, filtered']);
      await expect(still.locator('[data-count="firms"]')).toHaveAttribute('data-matched', '4');
      await still.locator('input[name="q"]').fill('甲八');
      await still.keyboard.press('Enter');
      await expect(still.locator('[data-count="firms"]')).toHaveAttribute('data-matched', '1');
      await expect(still.locator('.notices')).toBeHidden();
      await context.close();
    });

    test('an address that is a script is a fault, and the fault is only words', async ({ page }) => {
      await page.goto(base);
      await expect(page.locator('.faulty')).toContainText("script:example.org");
      await expect(page.locator('.faulty')).toContainText('[link]');
      await expect(page.locator('.bundles a[href="/hostile"]')).toBeVisible();
      await expect(page.locator('.bundles a[href="/faulty"]')).toHaveCount(0);
    });

    test('a picture is XML, and opened by itself it runs nothing', async ({ page, request }) => {
      for (const panel of ['by_city', 'city_grade', 'scatter', 'by_grade']) {
        const svg = await (await request.get(`${base}/hostile/panels/${panel}.svg`)).text();
        const wrong = await page.evaluate(svg => {
          const read = new DOMParser().parseFromString(svg, 'image/svg+xml');
          return [...read.querySelectorAll('parsererror, script, img, foreignObject, a')].map(one => one.outerHTML);
        }, svg);
        expect(wrong, panel).toEqual([]);
      }
    });
  });
}
