// Two hundred readers for some minutes over every kind of address, files and slow readers among them, against a release server: `cargo xtask
// bench soak` runs it. It fails on an answer of 4xx or 5xx that is not a 503 with Retry-After, on memory that keeps growing or passes the cap, and on
// a /healthz that makes wait.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const base = new URL(process.env.BASE_URL);
const pid = process.env.SERVER_PID;
const cap = Number(process.env.MEMORY) * 1_048_576;
const minutes = Number(process.env.MINUTES);
const READERS = 200;
const SLOW = 20;

const cities = ['长春市', '吉林市', '通化市', '延边朝鲜族自治州', '白山市', '白城市', '四平市', '辽源市', '松原市'];
const filter = at => [`city=${encodeURIComponent(cities[at % 9])}`, `industry=${encodeURIComponent('汽车和零部件')}`, 'output__gte=1000', `q=${encodeURIComponent('示例')}`, ''][at % 5];
const with_ = (path, query) => (query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path);
// By route: what README's table of addresses has.
const routes = {
  '/': () => '/',
  '/{bundle}': at => with_(at % 3 ? '/jilin' : '/national', filter(at)),
  '/{bundle}/screen.json': at => with_('/jilin/screen.json', filter(at)),
  '/{bundle}/report.json': at => with_('/jilin/report.json', filter(at)),
  '/{bundle}/published': () => '/jilin/published',
  '/{bundle}/published/{id}': () => '/jilin/published/r43-29',
  '/{bundle}/reconcile': at => with_('/jilin/reconcile', filter(at)),
  '/{bundle}/compare': at => `/jilin/compare?a=${encodeURIComponent(`city=${cities[at % 9]}`)}&b=${encodeURIComponent(`city=${cities[(at + 1) % 9]}`)}`,
  '/{bundle}/race': at => `/jilin/race?illustrative=1&weight.output=${at % 100}`,
  '/{bundle}/ladder': at => with_('/jilin/ladder', filter(at)),
  '/{bundle}/lead': at => with_('/jilin/lead', filter(at)),
  '/{bundle}/facet/{dimension}': () => '/jilin/facet/city',
  '/{bundle}/explore': at => `/jilin/explore?measure=clusters&by=city&chart=${at % 2 ? 'bar' : 'pareto'}`,
  '/{bundle}/answer': at => with_('/jilin/answer', filter(at)),
  '/{bundle}/{view}.csv': () => '/jilin/reconcile.csv',
  '/{bundle}/{table}.csv': at => with_('/jilin/enterprises.csv?cols=all', filter(at)),
  '/{bundle}/{table}.meta.json': at => with_('/jilin/enterprises.meta.json', filter(at)),
  '/{bundle}/panels/{panel}.svg': at => with_('/jilin/panels/clusters_by_city.svg', filter(at)),
  '/{bundle}/panels/{panel}.csv': at => with_('/jilin/panels/clusters_by_city.csv', filter(at)),
  '/{bundle}/embed/{panel}': at => with_('/jilin/embed/clusters_by_city', filter(at)),
  '/robots.txt': () => '/robots.txt',
  '/healthz': () => '/healthz',
};
const names = Object.keys(routes);
const seen = Object.fromEntries(names.map(name => [name, { times: [], busy: 0 }]));
const wrong = [];
const until = Date.now() + minutes * 60_000;

/** One answer, read whole; `pause` between two parts of it for a slow reader. */
const ask = (reader, agent, name, at, pause) =>
  new Promise(done => {
    const path = routes[name](at);
    const begun = performance.now();
    const headers = { 'accept-encoding': at % 2 ? 'br' : 'gzip', 'x-forwarded-for': `10.1.${reader >> 8}.${reader & 255}` };
    const asked = request({ agent, host: base.hostname, port: base.port, path, headers }, answer => {
      const { statusCode } = answer;
      answer.on('data', () => {
        if (!pause) return;
        answer.pause();
        setTimeout(() => answer.resume(), pause);
      });
      answer.on('error', error => done(wrong.push(`${path}: ${error.message}`)));
      answer.on('end', () => {
        const its = seen[name];
        if (statusCode === 503 && answer.headers['retry-after']) its.busy++;
        else if (statusCode >= 400) wrong.push(`${path}: ${statusCode}`);
        else if (!pause) its.times.push(performance.now() - begun);
        done();
      });
    });
    asked.on('error', error => done(wrong.push(`${path}: ${error.message}`)));
    asked.end();
  });

async function reader(number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const slow = number < SLOW;
  for (let at = number * 7; Date.now() < until; at++) {
    await ask(number, agent, slow ? '/{bundle}/{table}.csv' : names[at % names.length], at, slow ? 500 : 0);
    // A reader looks at what there is.
    await new Promise(done => setTimeout(done, 200 + (at * 37) % 400));
  }
  agent.destroy();
}

const resident = () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
const peaks = [];
const watch = setInterval(() => {
  const minute = Math.floor((Date.now() - until) / 60_000 + minutes);
  peaks[minute] = Math.max(peaks[minute] ?? 0, resident());
}, 500);
await Promise.all(Array.from({ length: READERS }, (_, number) => reader(number)));
clearInterval(watch);

const share = (times, part) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? NaN;
console.log(`\n${READERS} readers, ${SLOW} of them slow, ${minutes} minutes\n    asked   p50 ms   p99 ms  busy  route`);
for (const [name, { times, busy }] of Object.entries(seen)) {
  times.sort((a, b) => a - b);
  const cells = [String(times.length).padStart(9), share(times, 0.5).toFixed(1).padStart(8), share(times, 0.99).toFixed(1).padStart(8), String(busy).padStart(5)];
  console.log(`${cells.join(' ')}  ${name}`);
}
console.log(`memory by minute, MB: ${peaks.map(bytes => (bytes / 1_048_576).toFixed(0)).join(' ')}; the cap is ${(cap / 1_048_576).toFixed(0)}`);
const [middle, last] = [peaks[Math.max(0, Math.floor(minutes / 2) - 1)], peaks[Math.max(0, minutes - 1)]];
if (last > middle * 1.1) wrong.push(`memory grew by ${((last / middle - 1) * 100).toFixed(1)} % from the middle to the last minute`);
if (Math.max(...peaks.filter(Boolean)) > cap) wrong.push('memory passed the cap');
const alive = share(seen['/healthz'].times, 0.99);
if (!(alive <= 100)) wrong.push(`/healthz took ${alive.toFixed(1)} ms at the 99th percentile, 100 at most`);
for (const one of wrong.slice(0, 20)) console.log(`WRONG ${one}`);
process.exitCode = wrong.length ? 1 : 0;
