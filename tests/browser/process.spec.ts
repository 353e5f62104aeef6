// The program as an administrator has it: signals, standard streams that nobody reads, exit codes. No browser: only the binary.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, here } from './served';

const BINARY = process.env.CLUSTERBOARD ?? here('../../target/debug/clusterboard');

const ended = (child: ChildProcess): Promise<number | string | null> => new Promise(done => child.on('exit', (code, signal) => done(code ?? signal)));

/** A server that is ready; killed after the test. */
async function serve(options: string[] = [], stdio: any = 'ignore', log = 'off'): Promise<{ child: ChildProcess; port: number; end: Promise<unknown> }> {
  const port = await freePort();
  const child = spawn(BINARY, ['serve', '--bind', `127.0.0.1:${port}`, ...options], { stdio, env: { ...process.env, RUST_LOG: log } });
  running.push(child);
  const end = ended(child);
  await expect(async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)).toPass();
  return { child, port, end };
}

let running: ChildProcess[] = [];
test.afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
});

/** Half a head, held open. */
const stall = (port: number): Promise<void> =>
  new Promise(done => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHos', () => done()));
    socket.on('error', () => {});
  });

test('SIGTERM ends the server though a client stalls, once the drain is over', async () => {
  const { child, port, end } = await serve(['--drain', '300ms']);
  await stall(port);
  child.kill('SIGTERM');
  expect(await end).toBe(0);
});

test('a second signal ends it at once', async () => {
  const { child, port, end } = await serve(['--drain', '10h', '--head-time', '10h']);
  await stall(port);
  child.kill('SIGTERM');
  await expect(async () => await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()).toPass();
  child.kill('SIGINT');
  expect(await end).toBe(0);
});

test('SIGHUP changes nothing', async () => {
  const { child, port } = await serve();
  for (let time = 0; time < 3; time++) {
    child.kill('SIGHUP');
    expect((await fetch(`http://127.0.0.1:${port}/jilin/report.json`)).status).toBe(200);
  }
});

test('standard streams that nobody reads, or that are gone, end nothing', async () => {
  for (const is of ['full', 'lost']) {
    // Nobody reads these pipes; a lost one is closed on this side.
    const { child, port } = await serve(['--access-log', 'text'], ['ignore', 'pipe', 'pipe'], 'trace');
    if (is === 'lost') {
      child.stdout!.destroy();
      child.stderr!.destroy();
    }
    for (let time = 0; time < 200; time++) {
      expect((await fetch(`http://127.0.0.1:${port}/robots.txt?${'x'.repeat(4_000)}`)).status, `${is} ${time}`).toBe(200);
    }
    expect((await fetch(`http://127.0.0.1:${port}/jilin`)).status, is).toBe(200);
    expect(child.exitCode).toBeNull();
  }
});

test('colours go to terminals alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const file = openSync(join(folder, 'log'), 'w');
  const { child, end } = await serve([], ['ignore', 'ignore', file], 'info');
  child.kill('SIGTERM');
  await end;
  closeSync(file);
  const text = readFileSync(join(folder, 'log'), 'utf8');
  rmSync(folder, { recursive: true });
  expect(text).toContain('listening on');
  expect(text).not.toContain('\u001b');
});

test('memory that the system does not give ends the program with 2', async () => {
  // What Rust does then is abort.
  const { child, end } = await serve();
  child.kill('SIGABRT');
  expect(await end).toBe(2);
});

/** The exit code of a command line, through a shell. */
const code = (line: string): Promise<unknown> => ended(spawn('bash', ['-c', line], { stdio: 'ignore', env: { ...process.env, BOARD: BINARY } }));

test('exit codes are 0, 1 and 2', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'exit-'));
  const small = here('../bundles/small');
  writeFileSync(join(folder, 'bad.toml'), 'drain = "ten"\nmoon = 1\n');
  writeFileSync(join(folder, 'good.toml'), 'drain = "5s"\n');
  const jilin = here('../../data/bundles/jilin');
  for (const [line, expected] of [
    [`$BOARD check ${jilin}`, 0],
    [`$BOARD check ${small}`, 1],
    [`$BOARD check ${folder}`, 1],
    [`$BOARD check /nowhere`, 2],
    [`$BOARD check ${jilin} > /dev/full`, 2],
    [`$BOARD check ${jilin} --limit memory_bytes=1000`, 1],
    [`$BOARD export 'jilin/enterprises.csv' > /dev/full`, 2],
    [`$BOARD export 'jilin/enterprises.csv?moon=1'`, 1],
    [`$BOARD export 'moon'`, 2],
    [`$BOARD config check --config ${folder}/good.toml`, 0],
    [`$BOARD config check --config ${folder}/bad.toml`, 1],
    [`$BOARD serve --config ${folder}/bad.toml`, 2],
    [`$BOARD serve --config ${folder}/bad.toml 2> /dev/full`, 2],
    [`$BOARD serve --moon`, 2],
    [`$BOARD serve --data /nowhere`, 2],
    [`$BOARD serve --bind 0.0.0.0:0`, 2],
    [`$BOARD serve --bind nowhere.invalid:80`, 2],
    [`$BOARD --version`, 0],
  ] as const) {
    expect(await code(line), line).toBe(expected);
  }
  rmSync(folder, { recursive: true });
});
