// Two hundred slow readers of one large file take little more memory than one, and the server gives it back. No browser: only the binary.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, here } from './served';

const BINARY = process.env.CLUSTERBOARD ?? here('../../target/debug/clusterboard');
const READERS = 200;
const ROWS = 100_000;
/** A copy of the file for each reader would take five times as much. */
const MOST = 256 * 1_048_576;

const resident = (child: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) * 1_024;

/** A bundle of one table whose CSV has some seven megabytes. */
function bundle(folder: string): void {
  const rows = Array.from({ length: ROWS }, (_, at) => `u${at},${['甲', '乙', '丙'][at % 3]}市,第${at}家企业的名称与一段说明文字,${at % 997}`);
  mkdirSync(join(folder, 'large'));
  writeFileSync(join(folder, 'large/units.csv'), `id,city,name,value\n${rows.join('\n')}\n`);
  const field = (name: string, type: string) => ({ name, title: name, type });
  const fields = [field('id', 'string'), field('city', 'string'), field('name', 'string'), field('value', 'integer')];
  writeFileSync(
    join(folder, 'large/datapackage.json'),
    JSON.stringify({ name: 'large', title: 'large', version: '1.0.0', resources: [{ name: 'units', title: 'units', path: 'units.csv', type: 'table', schema: { fields, primaryKey: 'id' } }] }),
  );
  writeFileSync(join(folder, 'large/dashboard.toml'), '[[dimension]]\nid = "city"\ntitle = { zh = "市", en = "City" }\ncolumns = { units = "city" }\nfacet = true\n\n[[tab]]\ntable = "units"\ncolumns = ["id", "name", "city", "value"]\n');
}

/** A reader that takes a little of the file every now and then. */
const slow = (port: number, number: number): Promise<Socket> =>
  new Promise((done, failed) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const head = `GET /large/units.csv HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 10.0.${number >> 8}.${number & 255}\r\n\r\n`;
    socket.write(head);
    socket.once('error', failed);
    socket.once('data', first => {
      socket.pause();
      if (!first.toString('latin1').startsWith('HTTP/1.1 200')) return failed(new Error(first.toString('utf8').slice(0, 300)));
      const timer = setInterval(() => {
        socket.once('data', () => socket.pause());
        socket.resume();
      }, 1_000);
      socket.once('close', () => clearInterval(timer));
      done(socket);
    });
  });

test('two hundred slow readers of one file stay within bounds, and what they took is given back', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'memory-'));
  bundle(folder);
  const port = await freePort();
  const child = spawn(BINARY, ['serve', '--bind', `127.0.0.1:${port}`, '--data', folder, '--trusted-proxy', '127.0.0.1'], { stdio: 'ignore' });
  try {
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    await expect(async () => expect((await ask('/readyz')).status).toBe(200)).toPass({ timeout: 120_000 });
    // What one whole reading leaves behind belongs to rest.
    const whole = await ask('/large/units.csv');
    expect(whole.status).toBe(200);
    expect((await whole.text()).split('\r\n').length).toBe(ROWS + 2);
    await new Promise(done => setTimeout(done, 3_000));
    const rest = resident(child);
    const readers = await Promise.all(Array.from({ length: READERS }, (_, number) => slow(port, number)));
    for (let time = 0; time < 10; time++) {
      expect(resident(child) - rest, 'above rest').toBeLessThan(MOST);
      expect((await ask('/healthz')).status).toBe(200);
      await new Promise(done => setTimeout(done, 1_000));
    }
    readers.forEach(reader => reader.destroy());
    await expect(async () => expect(resident(child) - rest, 'given back').toBeLessThan(MOST / 4)).toPass({ timeout: 10_000 });
  } finally {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});
