// Taking a page along: its address and paper from every view, a chart with its words into Word, the code of an embed, a number's document.
import { hands, Presses, type Hand } from './hands';
import { expect, open, test } from './page';

const views = ['/jilin/published/r43-29', '/jilin/reconcile', '/jilin/compare', '/jilin/race', '/jilin/ladder', '/jilin/lead', '/jilin/answer', '/jilin/facet/city', '/jilin/compare?a=city%3D长春市&b=all&lang=en'];

test('every view copies its address with its language, and prints', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const view of views) {
    await page.goto(view);
    const copy = page.locator('button[data-copy-link]');
    await copy.click();
    await expect(copy.getByRole('status')).not.toBeEmpty();
    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    const here = new URL(view, baseURL);
    expect(copied.origin + copied.pathname).toBe(here.origin + here.pathname);
    expect(copied.searchParams.get('lang')).toBe(view.includes('lang=en') ? 'en' : 'zh');
    expect(copied.searchParams.getAll('a')).toEqual(here.searchParams.getAll('a'));
    await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
    await page.locator('.bar button[data-print], .foot button[data-print]').first().click();
    expect(await page.evaluate(() => 'printed' in window)).toBe(true);
  }
});

test('the dashboard and the list of published figures print too', async ({ page }) => {
  for (const view of ['/jilin', '/jilin/published']) {
    await open(page, view);
    await page.evaluate(() => Object.assign(window, { print: () => Object.assign(window, { printed: true }) }));
    await page.locator('button[data-print]').first().click();
    expect(await page.evaluate(() => 'printed' in window)).toBe(true);
  }
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('no view has a button that does nothing', async ({ page }) => {
    for (const view of [...views, '/jilin', '/jilin/embed/clusters_by_city']) {
      await page.goto(view);
      await expect(page.locator(':is([data-copy-link], [data-print], [data-word], [data-copy-from], [data-copy]):visible')).toHaveCount(0);
    }
  });

  test('the code of an embed can be read', async ({ page }) => {
    await page.goto('/jilin');
    await page.locator('figure[data-panel="clusters_by_city"]').getByRole('link', { name: '嵌入' }).click();
    const code = page.locator('#code textarea');
    if (!(await code.isVisible())) await page.locator('.code > summary').click();
    await expect(code).toHaveValue(/<iframe .*height="\d+"/);
  });
});

for (const hand of Object.keys(hands) as Hand[]) {
  test.describe(hand, () => {
    test.use(hands[hand]);

    test('a chart goes into Word with title, finding, source and day in at most two clicks', async ({ page, context }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await open(page, '/jilin?industry=汽车和零部件');
      const figure = page.locator('figure[data-panel="clusters_by_city"]');
      const presses = new Presses(page, hand);
      const button = figure.locator('button[data-word]');
      await presses.on(button);
      await expect(button.getByRole('status')).toHaveText('已复制');
      expect(presses.count).toBeLessThanOrEqual(2);
      const { html, text, picture } = await page.evaluate(async () => {
        const [item] = await navigator.clipboard.read();
        const [html, text] = await Promise.all(['text/html', 'text/plain'].map(async type => (await item.getType(type)).text()));
        const page = new DOMParser().parseFromString(html, 'text/html');
        const image = page.querySelector('img')!;
        const bytes = new Uint8Array(await (await item.getType('image/png')).arrayBuffer());
        return { html: page.body.innerText, text, picture: { src: image.src.slice(0, 22), alt: image.alt, height: image.height, png: [...bytes.subarray(1, 4)] } };
      });
      const title = (await figure.locator('h3').innerText()).split('\n')[0].trim();
      const finding = (await figure.locator('.finding').innerText()).trim();
      for (const words of [html, text]) {
        for (const part of [finding, '筛选：', '来源：', '吉工信议案〔2025〕43号', new Date().toISOString().slice(0, 10), '/jilin?industry=汽车和零部件']) expect.soft(words).toContain(part);
        expect.soft(words).toContain(title.slice(0, 6));
        expect.soft(words).not.toMatch(/种子|toml/);
      }
      expect(picture.src).toBe('data:image/png;base64,');
      expect(picture.alt).toBe(finding);
      expect(picture.png).toEqual([...'PNG'].map(letter => letter.charCodeAt(0)));
    });

    test('an embed with its code and its height takes at most two clicks', async ({ page, context, baseURL }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      for (const panel of ['clusters_by_city', 'awards_by_city_grade']) {
        await open(page, '/jilin?city=长春市');
        const presses = new Presses(page, hand);
        await presses.on(page.locator(`figure[data-panel="${panel}"]`).getByRole('link', { name: '嵌入' }));
        await expect(page).toHaveURL(new RegExp(`/jilin/embed/${panel}\\?city=`));
        // A browser that does not open what its address names takes the second click.
        const code = page.locator('#code textarea');
        if (!(await code.isVisible())) await presses.on(page.locator('.code > summary'));
        await expect(code).toBeVisible();
        expect(presses.count).toBeLessThanOrEqual(2);
        const frame = await code.inputValue();
        expect(frame).toContain(`src="${baseURL}/jilin/embed/${panel}?city=`);
        await page.locator('button[data-copy-from]').click();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(frame);

        const height = Number(frame.match(/height="(\d+)"/)![1]);
        const other = await context.newPage();
        await other.setViewportSize({ width: 1000, height: 900 });
        await other.setContent(`<h1>Somebody else's page</h1>${frame}`);
        await expect(other.frameLocator('iframe').locator('figure')).toBeVisible();
        const content = await other.frames()[1].evaluate(() => document.querySelector('main')!.getBoundingClientRect().bottom);
        await other.close();
        expect(content).toBeLessThanOrEqual(height);
        expect(content).toBeGreaterThan(height - 90);
      }
    });

    test('from a number to its document takes at most two clicks', async ({ page }) => {
      await open(page, '/jilin');
      const presses = new Presses(page, hand);
      await presses.on(page.locator('[data-tile="clusters"] .published > a'));
      await expect(page).toHaveURL(/\/jilin\/published\/r43-/);
      const source = page.locator('.cited');
      await expect(source).toContainText('吉林省工业和信息化厅《关于对省政协十三届三次会议第41号党派团体提案的答复》（吉工信议案〔2025〕43号）');
      await expect(source).toContainText('未给出网址');
      expect(presses.count).toBeLessThanOrEqual(2);
    });
  });
}

test('sources are a line, and all of them behind it; no seed and no file is named anywhere', async ({ page }) => {
  for (const path of ['/jilin', '/jilin/compare?a=city%3D长春市&b=all', '/jilin/embed/clusters_by_city']) {
    await page.goto(path);
    const source = page.locator('figure .source').first();
    const line = await source.locator('summary').evaluate(summary => summary.getBoundingClientRect().height);
    expect(line).toBeLessThanOrEqual(24);
    await source.locator('summary').click();
    await expect(source.locator('p')).toContainText('示例数据');
    expect(await page.locator('body').innerText()).not.toMatch(/种子|\.toml|ChaCha/);
  }
});

test('the notes of an answer carry addresses that Word and paper can use', async ({ page }) => {
  await page.goto('/jilin/answer?city=长春市&illustrative=1');
  const notes = page.locator('.footnotes > div');
  expect(await notes.count()).toBeGreaterThan(2);
  for (const text of await notes.allInnerTexts()) {
    expect.soft(text).toMatch(/https?:\/\/[^ ]+\/jilin/);
    expect.soft(text).not.toMatch(/%E[0-9]/);
  }
  const dead = await page.locator('#answer a[href^="#"]').evaluateAll(all => all.filter(one => !document.getElementById(one.getAttribute('href')!.slice(1))).length);
  expect(dead).toBe(0);
});
