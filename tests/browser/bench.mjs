// What a reader waits for, measured in Chromium against a running release server (BASE_URL): `cargo xtask bench` runs it. It prints figures
// beside the project's aims and asserts nothing, because machines differ.
import { get } from 'node:http';
import { chromium } from '@playwright/test';
import { launch } from './chromium.mjs';

const base = process.env.BASE_URL ?? 'http://127.0.0.1:3000';
const path = '/jilin';
const aims = { bytes: 250_000, click: 33 };
const marksToClick = 20;

const browser = await chromium.launch(launch);
try {
  await firstVisit();
  await clicks();
} finally {
  await browser.close();
}
await reports();

/** Every byte over the wire until the page is still, heads included. */
async function firstVisit() {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  const files = new Map();
  network.on('Network.responseReceived', ({ requestId, response }) => {
    const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? '-';
    files.set(requestId, { path: new URL(response.url).pathname, encoding, bytes: 0 });
  });
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (files.has(requestId)) files.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  const painted = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  await page.context().close();

  console.log(`\nFirst visit of ${path}`);
  const rows = [...files.values()].sort((a, b) => b.bytes - a.bytes);
  for (const { path, encoding, bytes } of rows) console.log(`${kilobytes(bytes)}  ${encoding.padEnd(5)} ${path}`);
  const sum = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${kilobytes(sum)}  in all: ${percent(sum / aims.bytes)} of the ${aims.bytes / 1000} KB allowed`);
  if (painted !== undefined) console.log(`${milliseconds(painted)}  to the first contentful paint, before any script`);
}

/** Clicks bars, on and off, and takes the time from the click to the frame that shows the last change. */
async function clicks() {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1440, height: 4000 } });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  await page.evaluate(watch);
  const marks = page.locator('figure[data-panel] a.hit:not([tabindex]):visible');
  const count = Math.min(await marks.count(), marksToClick);
  const step = Math.max(1, Math.floor((await marks.count()) / count));
  const labels = await marks.evaluateAll(all => all.map(one => [one.closest('figure').dataset.panel, one.getAttribute('aria-label')]));
  const times = [];
  for (let at = 0; at < count; at++) {
    // An unfiltered page has the same marks each time; a mark under the filter may move but not go.
    const mark = marks.nth(at * step);
    for (const kind of ['filter', 'undo']) {
      await page.evaluate(() => window.begin());
      await mark.click();
      const time = await page.evaluate(() => window.settled());
      if (time === null) console.log(`(nothing changed on ${kind} of ${labels[at * step].join(', ')})`);
      else times.push({ kind, ...time });
      if (kind === 'filter' && (await mark.getAttribute('aria-current')) !== 'true') break;
    }
    if (new URL(page.url()).search) {
      await page.goto(base + path, { waitUntil: 'networkidle' });
      await page.evaluate(watch);
    }
  }
  await page.context().close();

  console.log(`\nClick to painted, ${times.length} clicks`);
  const all = times.map(time => time.painted);
  console.log(`${milliseconds(median(all))}  median: ${percent(median(all) / aims.click)} of the ${aims.click} ms aimed at`);
  console.log(`${milliseconds(quantile(all, 0.95))}  95th percentile`);
  for (const kind of ['filter', 'undo']) {
    const some = times.filter(time => time.kind === kind).map(time => time.painted);
    console.log(`${milliseconds(median(some))}  median of ${kind === 'filter' ? 'filtering' : 'undoing'}`);
  }
  const asked = times.filter(time => time.answered !== undefined);
  console.log(`Where the median goes (${asked.length} clicks that asked the server)`);
  for (const [part, name] of [
    ['asked', 'from the click to the request: router, query'],
    ['server', 'in the server: the engine, the pictures and the screen as JSON'],
    ['carried', 'on the way: connection, transfer, cache'],
    ['drawn', 'from the answer to the frame: decode, draw, layout, paint'],
  ]) {
    const some = asked.map(time => time[part]).filter(time => time !== undefined);
    if (some.length) console.log(`${milliseconds(median(some))}  ${name}`);
  }
}

/** Runs in the page: `begin` arms, `settled` answers the times of the click since, or null when nothing changed within two seconds. */
function watch() {
  const parts = 'figure[data-panel], [data-tile], [data-count], .chips, #table';
  const quiet = 150;
  let clicked, painted, changed;
  addEventListener('click', event => (clicked = event.timeStamp), { capture: true });
  new MutationObserver(records => {
    if (clicked === undefined || !records.some(({ target }) => (target.closest ? target : target.parentElement)?.closest(parts))) return;
    changed = performance.now();
    // The frame that shows this change has been handed over when a message posted within its callback arrives.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (painted = performance.now());
      port2.postMessage(null);
    });
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });

  window.begin = () => {
    clicked = painted = changed = undefined;
    performance.clearResourceTimings();
  };
  window.settled = () =>
    new Promise(resolve => {
      const armed = performance.now();
      const look = () => {
        const now = performance.now();
        if (changed === undefined ? now - armed > 2000 : now - changed > quiet && painted > changed) resolve(times());
        else setTimeout(look, 20);
      };
      look();
    });

  function times() {
    if (changed === undefined) return null;
    const screen = performance.getEntriesByType('resource').find(entry => new URL(entry.name).pathname.endsWith('/screen.json'));
    if (!screen) return { painted: painted - clicked };
    const server = screen.serverTiming.length ? screen.serverTiming.reduce((sum, { duration }) => sum + duration, 0) : undefined;
    return {
      painted: painted - clicked,
      asked: screen.startTime - clicked,
      answered: screen.responseEnd - screen.startTime,
      server,
      carried: screen.responseEnd - screen.startTime - (server ?? 0),
      drawn: painted - screen.responseEnd,
    };
  }
}

/** The server alone: reports of different filters, then the same ones again by entity tag. */
async function reports() {
  const first = await (await fetch(`${base}${path}/report.json`)).json();
  const queries = first.facets.flatMap(facet => facet.values.map(value => `?${new URLSearchParams([[facet.dimension, value.value]])}`)).slice(0, 40);
  const [whole, inside, again, sizes] = [[], [], [], []];
  for (const query of ['', ...queries]) {
    const [response, time] = await timed(`${base}${path}/screen.json${query}`);
    whole.push(time);
    sizes.push(response.size);
    const timing = [...(response.headers['server-timing'] ?? '').matchAll(/dur=([\d.]+)/g)];
    if (timing.length) inside.push(timing.reduce((sum, [, duration]) => sum + Number(duration), 0));
    const tag = response.headers.etag;
    if (!tag) continue;
    const [repeated, short] = await timed(`${base}${path}/screen.json${query}`, { 'if-none-match': tag });
    if (repeated.status === 304) again.push(short);
  }
  console.log(`\nscreen.json from the server, ${whole.length} filters`);
  console.log(`${milliseconds(median(whole))}  median, ${milliseconds(quantile(whole, 0.95)).trim()} 95th percentile, ${kilobytes(median(sizes)).trim()} median size in brotli`);
  if (inside.length) console.log(`${milliseconds(median(inside))}  median inside the server, ${milliseconds(quantile(inside, 0.95)).trim()} 95th percentile`);
  console.log(again.length ? `${milliseconds(median(again))}  median of ${again.length} answers 304 by entity tag` : '      no answer 304: no entity tags');
}

/** An answer as it comes over the wire, its size before it is unpacked, and how long it took. */
function timed(url, headers = {}) {
  const begun = performance.now();
  return new Promise((done, failed) => {
    const asked = get(url, { headers: { 'accept-encoding': 'br', ...headers } }, response => {
      let size = 0;
      response.on('data', chunk => { size += chunk.length; });
      response.on('end', () => done([{ status: response.statusCode, headers: response.headers, size }, performance.now() - begun]));
      response.on('error', failed);
    });
    asked.on('error', failed);
  });
}

function quantile(values, at) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? NaN;
}

function median(values) {
  return quantile(values, 0.5);
}

function milliseconds(time) {
  return `${time.toFixed(1).padStart(8)} ms`;
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(8)} KB`;
}

function percent(ratio) {
  return `${(100 * ratio).toFixed(0)} %`;
}
