// The site behind nginx as `server/deploy` ships it, but for names, ports and the certificate: TLS, headers once, host and client passed on, long
// answers as they are made; by itself, and under a path.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, hydrated, mark, test } from './page';
import { freePort, here } from './served';

const NGINX = '/usr/sbin/nginx';
test.skip(!existsSync(NGINX), `${NGINX} is not installed`);
test.use({ ignoreHTTPSErrors: true });

const city = encodeURIComponent('长春市');

for (const base of ['', '/stats']) {
  test.describe(base || 'by itself', () => {
    let folder: string;
    let port: number;
    let plain: number;
    let programs: ChildProcess[] = [];
    let log = '';

    test.beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'proxy-'));
      const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
      execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '1', '-subj', '/CN=localhost'], { stdio: 'ignore' });
      [port, plain] = [await freePort(), await freePort()];
      const own = await freePort();
      const shipped = readFileSync(here('../../server/deploy/nginx.conf'), 'utf8');
      const changes: [RegExp | string, string][] = [
        [/^ *listen \[::\].*$/gm, ''],
        ['listen 80;', `listen 127.0.0.1:${plain};`],
        ['listen 443 ', `listen 127.0.0.1:${port} `],
        [/board\.example/g, 'localhost'],
        [/ssl_certificate .*;/, `ssl_certificate ${certificate};`],
        [/ssl_certificate_key .*;/, `ssl_certificate_key ${key};`],
        ['127.0.0.1:3000', `127.0.0.1:${own}`],
        ['location / {', `location ${base}/ {`],
      ];
      const site = changes.reduce((text, [from, to]) => {
        expect(text.match(from), `${from}`).not.toBeNull();
        return text.replace(from, to);
      }, shipped);
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(kind => `${kind}_temp_path ${folder}/${kind};`).join('\n');
      const config = join(folder, 'nginx.conf');
      // With compression on, as many have it.
      writeFileSync(config, `pid ${folder}/pid; error_log stderr; daemon off; events {}\nhttp { access_log off; gzip on; gzip_types *;\n${temporary}\n${site}\n}`);
      const settings = readFileSync(here('../../server/deploy/clusterboard.toml'), 'utf8')
        .replace('127.0.0.1:3000', `127.0.0.1:${own}`)
        .replace('https://board.example', `https://localhost:${port}`)
        .replace(/^(data|metrics-bind) = .*\n/gm, '');
      const file = join(folder, 'clusterboard.toml');
      writeFileSync(file, `${settings}base-path = "${base}"\n`);
      const board = spawn(process.env.CLUSTERBOARD ?? here('../../target/debug/clusterboard'), ['serve', '--config', file], { stdio: ['ignore', 'pipe', 'ignore'] });
      board.stdout!.on('data', text => (log += text));
      programs = [board, spawn(NGINX, ['-e', 'stderr', '-p', folder, '-c', config], { stdio: ['ignore', 'ignore', 'inherit'] })];
      await expect(async () => expect((await fetch(`http://127.0.0.1:${own}/readyz`)).status).toBe(200)).toPass();
      await expect(async () => expect((await ask('/')).status).toBe(200)).toPass();
    });

    test.afterAll(async () => {
      const ends = programs.map(program => new Promise(done => program.on('exit', done)));
      for (const program of programs) program.kill();
      await Promise.all(ends);
      rmSync(folder, { recursive: true, force: true });
    });

    /** An answer of nginx: its status, each header as often as it stands, its body. */
    const ask = (path: string, headers: Record<string, string> = {}): Promise<{ status: number; headers: Record<string, string[]>; body: Buffer }> =>
      new Promise((done, failed) => {
        const asked = request({ host: '127.0.0.1', servername: 'localhost', port, path: base + path, rejectUnauthorized: false, headers: { host: `localhost:${port}`, ...headers } }, answer => {
          const parts: Buffer[] = [];
          answer.on('data', part => parts.push(part));
          answer.on('end', () => done({ status: answer.statusCode!, headers: answer.headersDistinct as Record<string, string[]>, body: Buffer.concat(parts) }));
        });
        asked.on('error', failed).end();
      });

    test('http leads to https', async () => {
      const answer = await new Promise<string>(done => {
        let text = '';
        const socket = createConnection(plain, '127.0.0.1', () => socket.write(`GET ${base}/jilin?q=a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`));
        socket.on('data', part => (text += part)).on('close', () => done(text));
      });
      expect(answer).toMatch(/^HTTP\/1\.1 301 /);
      expect(answer).toContain(`\r\nLocation: https://localhost${base}/jilin?q=a\r\n`);
    });

    test('every header stands once, and what is compressed is so once', async () => {
      for (const [path, encoding] of [['/jilin', 'br'], ['/jilin', 'gzip'], ['/jilin/enterprises.csv', 'gzip'], ['/nowhere', 'gzip']]) {
        const answer = await ask(path, { 'accept-encoding': encoding });
        // What an answer varies by is a list, whose lines are one.
        for (const [name, values] of Object.entries(answer.headers)) if (name !== 'vary') expect(values, `${path} ${name}`).toHaveLength(1);
        expect(answer.headers['strict-transport-security'], path).toEqual(['max-age=63072000']);
        expect(answer.headers['content-encoding'], path).toEqual([encoding]);
      }
    });

    test('the client is the one that nginx sees, and its host is passed on', async () => {
      expect((await ask('/jilin', { 'x-forwarded-for': '203.0.113.7' })).status).toBe(200);
      await expect(async () => expect(log).toContain(`"client":"127.0.0.1"`)).toPass();
      expect(log).not.toContain('203.0.113.7');
      expect((await ask('/jilin', { host: 'evil.example' })).status).toBe(421);
    });

    test('an address too long is told so in words', async () => {
      const answer = await ask(`/jilin?q=${'x'.repeat(9_000)}`);
      expect(answer.status).toBe(414);
      expect(answer.body.toString()).toContain('at most 8192');
    });

    test('a reader filters, takes the table along and changes the language', async ({ page }) => {
      const site = `https://localhost:${port}${base}`;
      await page.goto(`${site}/jilin`);
      await hydrated(page);
      await mark(page, 'clusters_by_city', '长春市').click();
      await expect(page).toHaveURL(`${site}/jilin?city=${city}`);
      await expect(page.locator('.chips a')).toHaveText(/长春市/);
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#export').click()]);
      expect(readFileSync(await file.path(), 'utf8')).toContain('长春市');
      await page.locator('#lang button').click();
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      const [cookie] = await page.context().cookies();
      expect([cookie.name, cookie.path, cookie.secure]).toEqual(['lang', base || '/', true]);
    });
  });
}
