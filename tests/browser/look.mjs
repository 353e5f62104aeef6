// What does not look as it should, over all pages, widths, themes and languages: `cargo xtask bench look` runs it against a running server
// (BASE_URL) and fails on any fault; `look.spec.ts` has its short form. A fault is something that one can see: the page scrolls sideways, words
// are cut or lie over each other, sizes and spacings are not those of the design, a tile or a card stands alone in a row, columns of charts end
// far apart, two pages have one title.
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { launch } from './chromium.mjs';

const city = (...names) => names.map(name => `city=${encodeURIComponent(name)}`).join('&');
const explored = (chart, more = '') => `/jilin/explore?measure=clusters&by=city&chart=${chart}${more}`;

/** The pages of the shipped bundles; the first of each kind. */
export const principal = ['/', '/jilin', `/jilin?${city('长春市')}`, '/national', '/jilin/published', '/jilin/published/r43-29', '/jilin/reconcile', '/jilin/compare', '/jilin/race?illustrative=1', '/jilin/ladder', '/jilin/lead', '/jilin/facet/city', '/jilin/explore', '/jilin/answer', '/jilin/embed/clusters_by_city', '/keyboard', '/nowhere'];

/** Every page that is looked at. `real`: those of the real data too. */
export const everything = real => [
  ...principal,
  `/jilin?${city('长春市', '吉林市')}&industry=${encodeURIComponent('汽车和零部件')}`,
  `/jilin?${city('白城市')}&industry=${encodeURIComponent('汽车和零部件')}`,
  '/jilin?nonsense=1&output__gte=abc',
  '/jilin?tab=enterprises&sort=-employees',
  '/jilin?tab=enterprises&cols=all',
  '/jilin?overlap=bounds',
  '/jilin?vs=2010',
  '/jilin/race',
  `/jilin/reconcile?${city('长春市')}`,
  `/jilin/compare?a=${encodeURIComponent('city=长春市')}&b=${encodeURIComponent('city=吉林市')}`,
  `/jilin/answer?illustrative=1&${city('长春市')}`,
  ...['grouped', 'stacked', 'percent', 'heatmap'].map(chart => explored(chart, '&split=tier')),
  ...['pareto', 'map', 'grid'].map(chart => explored(chart)),
  '/national/explore?measure=little_giants&by=region&chart=bar',
  '/national/compare',
  '/national/answer',
  '/jilin/embed/awards_by_grade',
  '/jilin/published/nothing',
  ...(real ? ['/qcew-nj', '/qcew-nj/explore?chart=choropleth', '/qcew-nj/explore?chart=bar', '/qcew-nj/compare', '/qcew-nj/answer'] : []),
];

export const widths = [1920, 1440, 768, 390];
export const themes = ['light', 'dark'];
export const langs = ['zh', 'en'];

/** The faults of the page as it is shown now, a line each. Runs in the page. */
export function seen() {
  const SIZES = [12, 14, 16, 20, 28];
  const SPACES = [0, 4, 8, 12, 16, 24, 40];
  const found = new Set();
  const root = document.documentElement;
  const fault = (kind, what) => found.add(`${kind}: ${what}`);
  const name = element => {
    const classes = [...element.classList].slice(0, 2).map(one => `.${one}`).join('');
    const own = `${element.localName}${element.id ? `#${element.id}` : ''}${classes}`;
    const parent = element.parentElement?.closest('[class], [id]');
    return !classes && !element.id && parent && parent !== root ? `${name(parent)} ${own}` : own;
  };
  const short = text => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
  const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const styles = new Map();
  const style = element => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
  // Said to screen readers alone.
  const unseen = element => Boolean(element.closest('.vh'));

  if (root.scrollWidth > root.clientWidth) {
    const beyond = [...document.body.querySelectorAll('*')].filter(one => shown(one) && !unseen(one) && one.getBoundingClientRect().right > root.clientWidth + 1);
    fault('sideways', `the page by ${root.scrollWidth - root.clientWidth} px${beyond.length ? `: ${name(beyond.at(-1))}` : ''}`);
  }

  // Every line of text that can be seen, cut to the boxes that it scrolls or is cut in.
  const clips = new Map();
  const clip = element => {
    if (!element || element === root || element === document.body) return { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity, over: false };
    if (clips.has(element)) return clips.get(element);
    const { position, overflowX, overflowY } = style(element);
    const outer = clip(element.parentElement);
    const over = outer.over || position === 'sticky' || position === 'fixed';
    let inner = { ...outer, over };
    if (overflowX !== 'visible' || overflowY !== 'visible') {
      const box = element.getBoundingClientRect();
      inner = { left: Math.max(outer.left, box.left), right: Math.min(outer.right, box.right), top: Math.max(outer.top, box.top), bottom: Math.min(outer.bottom, box.bottom), over };
    }
    clips.set(element, inner);
    return inner;
  };
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = node.data.trim();
    if (!words || element.closest('script, style, title, option') || !shown(element) || unseen(element)) continue;
    const picture = element.closest('svg');
    const size = parseFloat(style(element).fontSize);
    if (picture) {
      // A picture is scaled with its column, and its words with it.
      const { a, b } = element.getScreenCTM();
      const scale = Math.hypot(a, b);
      if (size * scale < 10.5 || size * scale > 20) fault('size', `${(size * scale).toFixed(1)} px in the picture of ${name(picture.closest('[data-panel], figure, li') ?? picture)}`);
    } else if (!SIZES.includes(size)) fault('size', `${size} px: ${name(element)}`);
    range.selectNodeContents(node);
    const bounds = clip(element);
    for (const box of range.getClientRects()) {
      const line = { left: Math.max(box.left, bounds.left), right: Math.min(box.right, bounds.right), top: Math.max(box.top, bounds.top), bottom: Math.min(box.bottom, bounds.bottom) };
      if (line.right - line.left < 1 || line.bottom - line.top < 1) continue;
      if (box.left < -1 || box.right > root.clientWidth + 1) {
        if (bounds.left === -Infinity && style(element).position !== 'absolute') fault('cut', `“${short(words)}” by the window: ${name(element)}`);
      }
      if (picture) {
        const around = picture.getBoundingClientRect();
        if (box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 2 || box.bottom > around.bottom + 2) fault('cut', `“${short(words)}” by the picture of ${name(picture.closest('[data-panel], figure, li') ?? picture)}`);
      }
      lines.push({ ...line, node, words, element, over: bounds.over });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((a, at) => {
    for (let next = at + 1; next < lines.length && lines[next].top < a.bottom; next++) {
      const b = lines[next];
      // What stays in sight while the rest scrolls lies over it by intention; a line that ends with an ellipsis has two boxes.
      if (a.over || b.over || a.node === b.node) continue;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      // Boxes of lines are higher than their letters.
      const letters = Math.min(a.bottom - a.top, b.bottom - b.top) * 0.35;
      if (wide > 2 && high > letters) fault('overlap', `“${short(a.words)}” and “${short(b.words)}”: ${name(a.element)}`);
    }
  });

  const edge = Math.max(0, (root.clientWidth - 1680) / 2, (innerWidth - 1680) / 2);
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('svg') || !shown(element) || unseen(element) || element.localName === 'option') continue;
    const { overflowX, overflowY } = style(element);
    const cuts = [overflowX, overflowY].map(one => one === 'hidden' || one === 'clip');
    if (cuts[0] && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1) {
      // The whole line opens with the summary that it stands in.
      if (!element.closest('summary')) fault('cut', `“${short(element.textContent.trim())}” in ${name(element)}`);
    } else if (cuts[1] && element.scrollHeight > element.clientHeight + 2 && element.clientHeight > 1) fault('cut', `“${short(element.textContent.trim())}” at the foot of ${name(element)}`);
    const written = element.computedStyleMap();
    for (const property of ['padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'margin-top', 'margin-right', 'margin-bottom', 'margin-left', 'row-gap', 'column-gap']) {
      const value = written.get(property);
      if (!(value instanceof CSSUnitValue) || value.unit !== 'px') continue;
      const space = Math.abs(value.value);
      if (!SPACES.includes(space) && Math.abs(space - edge) > 1) fault('space', `${property} ${value.value}px: ${name(element)}`);
    }
  }

  // What stands in rows: none alone, but where it takes the row.
  for (const list of document.querySelectorAll('.tiles, .bundles')) {
    const box = list.getBoundingClientRect();
    const items = [...list.children].filter(one => shown(one) && !unseen(one)).map(one => one.getBoundingClientRect());
    const rows = new Map();
    for (const item of items) rows.set(Math.round(item.top), [...(rows.get(Math.round(item.top)) ?? []), item]);
    for (const row of rows.values()) {
      if (row.length === 1 && items.length > 1 && row[0].width < box.width * 0.9) fault('orphan', `one alone in a row of ${name(list)}`);
    }
  }

  // Places are those of the page without a filter: under one columns may end further apart.
  const apart = document.querySelector('.chips li') ? 240 : 160;
  if (innerWidth >= 1024) {
    for (const list of document.querySelectorAll('.panels')) {
      const whole = list.getBoundingClientRect().width * 0.95;
      const charts = [...list.children].filter(one => one.matches('.panel') && shown(one)).map(one => ({ id: one.dataset.panel, box: one.getBoundingClientRect() }));
      charts.forEach(({ id, box }, at) => {
        if (at && box.top < charts[at - 1].box.top - 1) fault('well', `${id} begins above ${charts[at - 1].id}, which comes before it`);
      });
      let columns = new Map();
      const band = () => {
        const ends = [...columns.values()].map(column => column.end);
        if (ends.length > 1 && Math.max(...ends) - Math.min(...ends) > apart) fault('well', `columns end ${Math.round(Math.max(...ends) - Math.min(...ends))} px apart at ${[...columns.values()].map(column => column.id).join(', ')}`);
        return ends.length ? Math.max(...ends) : undefined;
      };
      let above;
      for (const { id, box } of charts) {
        const gap = end => {
          if (end !== undefined && Math.abs(box.top - end - 40) > 8) fault('well', `${Math.round(box.top - end)} px above ${id}`);
        };
        if (box.width >= whole) {
          gap(band() ?? above);
          columns = new Map();
          above = box.bottom;
        } else {
          const left = Math.round(box.left);
          gap(columns.get(left)?.end ?? above);
          columns.set(left, { end: box.bottom, id });
        }
      }
      band();
    }
  }
  return [...found];
}

/** Looks at a page in one language: its faults at each width and in each theme, and its title. */
export async function look(page, path, lang, { at = widths, inThemes = themes } = {}) {
  await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`, { waitUntil: 'networkidle' });
  const faults = [];
  for (const width of at) {
    await page.setViewportSize({ width, height: width < 768 ? 844 : 900 });
    for (const colorScheme of inThemes) {
      await page.emulateMedia({ colorScheme });
      // Scripts that stack charts run with the next frame.
      await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
      for (const what of await page.evaluate(seen)) faults.push({ path, lang, width, theme: colorScheme, what });
    }
  }
  return { faults, title: await page.title() };
}

/** Titles that several pages have. */
export function doubled(titles) {
  const by = new Map();
  for (const { path, title } of titles) by.set(title, [...(by.get(title) ?? []), path]);
  return [...by].filter(([, those]) => those.length > 1).map(([title, those]) => `title: “${title}” of ${those.map(path => decodeURIComponent(path)).join(' and ')}`);
}

async function main() {
  const browser = await chromium.launch(launch);
  const where = new Map();
  const note = (what, path, width) => {
    const at = where.get(what) ?? new Map();
    at.set(path, (at.get(path) ?? new Set()).add(width));
    where.set(what, at);
  };
  let pages = 0;
  for (const lang of langs) {
    const context = await browser.newContext({ baseURL: process.env.BASE_URL ?? 'http://127.0.0.1:3000' });
    const page = await context.newPage();
    const titles = [];
    for (const path of process.argv.length > 2 ? process.argv.slice(2) : everything(process.env.REAL_DATA)) {
      const { faults, title } = await look(page, path, lang);
      pages++;
      if (principal.includes(path)) titles.push({ path, title });
      for (const { what, width } of faults) note(what, `${path} (${lang})`, width);
    }
    for (const what of doubled(titles)) note(what, lang, 'all');
    await context.close();
  }
  await browser.close();
  for (const [what, at] of [...where].sort(([a], [b]) => a.localeCompare(b))) {
    console.log(what);
    for (const [path, those] of [...at].slice(0, 4)) console.log(`    ${decodeURIComponent(path)} at ${[...those].join(', ')}`);
    if (at.size > 4) console.log(`    and on ${at.size - 4} further pages`);
  }
  console.log(`${where.size} faults on ${pages} pages at ${widths.length} widths in ${themes.length} themes`);
  process.exitCode = where.size ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
