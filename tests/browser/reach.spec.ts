// What axe does not see of WCAG 2.2 AA: focus that something covers, targets that are too small, neighbouring inks that are too alike,
// definitions that only a pointer finds, Chinese that is read as English, narrow windows, forced colours, reduced motion.
import { expect, open, pages, test } from './page';

const charted = ['/jilin', '/jilin?tab=enterprises', '/jilin/published', '/jilin/compare', '/jilin/race?illustrative=1', '/jilin/ladder', '/jilin/lead', '/jilin/explore', '/jilin/facet/city', '/'];

// As at 100 and at 200 per cent of a window of 1440 by 900.
for (const viewport of [{ width: 1440, height: 900 }, { width: 720, height: 450 }]) {
  test.describe(`${viewport.width} by ${viewport.height}`, () => {
    test.use({ viewport });

    for (const path of charted) {
      test(`${path}: nothing that stays in sight covers the focus`, async ({ page }) => {
            await open(page, path);
        const covered: string[] = [];
        for (let stop = 0; stop < 600; stop++) {
          await page.keyboard.press('Tab');
          const end = await page.evaluate(() => {
            const focused = document.activeElement;
            if (!focused || focused === document.body) return { at: '', over: '' };
            const at = `${focused.localName} ${focused.className} ${focused.getAttribute('aria-label') ?? focused.textContent!.trim().slice(0, 30)}`;
            const box = focused.getBoundingClientRect();
            const stays = (one: Element | null): Element | null => {
              for (let element = one; element; element = element.parentElement) {
                if (['sticky', 'fixed'].includes(getComputedStyle(element).position)) return element;
              }
              return null;
            };
            let hidden = 0;
            let over = '';
            const steps = [0.1, 0.5, 0.9];
            for (const x of steps) {
              for (const y of steps) {
                const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
                const bar = stays(top);
                if (top && bar && !bar.contains(focused) && !focused.contains(top)) {
                  hidden++;
                  over = bar.className;
                }
              }
            }
            return { at, over: hidden > 4 ? over : '' };
          });
          if (!end.at) break;
          if (end.over) covered.push(`${end.at} under ${end.over}`);
        }
        expect(covered).toEqual([]);
      });
    }
  });
}

for (const [name, path] of Object.entries(pages)) {
  test(`${name}: a target is large enough, stands clear of others, or has its like in a table`, async ({ page }) => {
    await open(page, path);
    const small = await page.evaluate(() => {
      const LEAST = 24;
      const seen = (one: Element) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !one.closest('.vh, .skip');
      const targets = [...document.querySelectorAll<HTMLElement>('a[href], button, summary, select, input:not([type=hidden])')].filter(seen);
      const boxes = new Map(targets.map(target => [target, target.getBoundingClientRect()]));
      // In a sentence or a line of text, whose height it has.
      const isInline = (target: HTMLElement) => {
        const parent = target.parentElement!;
        return getComputedStyle(target).display.startsWith('inline') && !getComputedStyle(target).display.includes('flex') && parent.textContent!.trim().length > target.textContent!.trim().length;
      };
      const hasLike = (target: HTMLElement) => {
        const tables = [...(target.closest('figure')?.querySelectorAll('table a[href]') ?? [])];
        return target.matches('.hit') && tables.some(link => link.getAttribute('href') === target.getAttribute('href'));
      };
      const isClear = (target: HTMLElement) => {
        const box = boxes.get(target)!;
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return targets.every(other => {
          if (other === target || target.contains(other) || other.contains(target)) return true;
          const next = boxes.get(other)!;
          const isSmall = next.width < LEAST || next.height < LEAST;
          const [across, along] = isSmall
            ? [next.left + next.width / 2 - x, next.top + next.height / 2 - y]
            : [Math.max(next.left - x, 0, x - next.right), Math.max(next.top - y, 0, y - next.bottom)];
          return Math.hypot(across, along) >= (isSmall ? LEAST : LEAST / 2) - 0.5;
        });
      };
      const isLarge = (target: HTMLElement) => boxes.get(target)!.width >= LEAST - 0.5 && boxes.get(target)!.height >= LEAST - 0.5;
      return targets
        .filter(target => !isLarge(target) && !isInline(target) && !hasLike(target) && !isClear(target))
        .map(target => `${target.closest('[class]')!.className} ${target.localName} ${target.textContent!.trim().slice(0, 20)} ${Math.round(boxes.get(target)!.width)}×${Math.round(boxes.get(target)!.height)}`);
    });
    expect([...new Set(small)]).toEqual([]);
  });

  test(`${name}: what a pointer finds in a title stands in the page too`, async ({ page }) => {
    await open(page, path);
    const hidden = await page.evaluate(() => {
      const said = document.body.textContent!.replace(/\s+/g, ' ');
      return [...document.querySelectorAll('[title]')].flatMap(one => {
        const title = one.getAttribute('title')!.trim();
        const isName = one.getAttribute('aria-label') === title;
        return !title || isName || said.includes(title.replace(/\s+/g, ' ')) ? [] : [`${one.localName}.${one.className}: ${title}`];
      });
    });
    expect([...new Set(hidden)]).toEqual([]);
  });

  test(`${name}: Chinese in the English page says that it is`, async ({ page }) => {
    await open(page, `${path}${path.includes('?') ? '&' : '?'}lang=en`);
    const unsaid = await page.evaluate(() => {
      const found = new Set<string>();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement!;
        // A name within an English sentence is a name.
        const [han, latin] = [/\p{Script=Han}/gu, /\p{Script=Latin}/gu].map(letters => node!.nodeValue!.match(letters)?.length ?? 0);
        if (han > latin && !element.closest('script, style, [aria-hidden="true"], [lang^="zh"]')) found.add(`${element.closest('[class]')?.className} ${element.localName}: ${node.nodeValue!.slice(0, 30)}`);
      }
      return [...found];
    });
    expect(unsaid).toEqual([]);
  });
}

test('neighbouring grades differ by 1.5 to 1, and every mark from the paper by 3 to 1, in both themes', async ({ page }) => {
  await open(page, '/jilin');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const light = await page.evaluate(() => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
      const luminance = (property: string) => {
        canvas.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(property);
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const inks = ['series', 'faded', 'others', ...[1, 2, 3, 4, 5].map(step => `step-${step}`), ...[1, 2, 3, 4, 5, 6, 7].map(of => `category-${of}`)];
      return Object.fromEntries(['paper', ...inks].map(ink => [ink, luminance(`--chart-${ink}`)]));
    });
    const contrast = (a: string, b: string) => (Math.max(light[a], light[b]) + 0.05) / (Math.min(light[a], light[b]) + 0.05);
    for (const ink of Object.keys(light).filter(ink => ink !== 'paper')) expect.soft(contrast(ink, 'paper'), `${ink} on paper, ${colorScheme}`).toBeGreaterThanOrEqual(3);
    for (const step of [1, 2, 3, 4]) expect.soft(contrast(`step-${step}`, `step-${step + 1}`), `step ${step} beside the next, ${colorScheme}`).toBeGreaterThanOrEqual(1.5);
  }
});

for (const viewport of [{ width: 320, height: 640 }, { width: 720, height: 450 }]) {
  test.describe(`${viewport.width} px wide`, () => {
    test.use({ viewport });

    for (const [name, path] of Object.entries(pages)) {
      test(`${name} does not scroll sideways`, async ({ page }) => {
        await open(page, path);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(beyond).toBe(0);
      });
    }
  });
}

test('forced colours: what is chosen, and what has the focus, has an outline', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, `/jilin?city=${encodeURIComponent('长春市')}`);
  for (const chosen of ['[data-facet="city"] a[aria-current]', 'figure[data-panel="clusters_by_city"] a.hit[aria-current]:visible']) {
    await expect(page.locator(chosen).first()).toHaveCSS('outline-style', 'solid');
  }
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)).not.toBe('none');
  }
});

test('reduced motion: nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, '/jilin');
  const moving = await page.evaluate(() => {
    const waiting = document.querySelector('.progress')!;
    waiting.classList.add('waiting');
    return [...document.querySelectorAll('*')].flatMap(one => {
      const { transitionDuration, animationName } = getComputedStyle(one);
      return transitionDuration.split(', ').every(time => time === '0s') && animationName === 'none' ? [] : [`${one.localName}.${one.className}`];
    });
  });
  expect(moving).toEqual([]);
});

test('the foot of every page leads to the page about the keyboard, in both languages', async ({ page }) => {
  for (const [lang, title] of [['zh', '键盘操作与记号'], ['en', 'Keyboard and marks']]) {
    for (const path of ['/', '/jilin', '/jilin/ladder']) {
      await page.goto(`${path}?lang=${lang}`);
      await page.locator('footer').getByRole('link', { name: title }).click();
      await expect(page).toHaveURL('/keyboard');
      await page.goto(`/keyboard?lang=${lang}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await expect(page.locator('kbd').first()).toBeVisible();
    }
  }
});
