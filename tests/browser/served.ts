// Bundles that a spec makes for itself, served by a server of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from './page';

/** A file beside the specs. */
export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A port that is free. */
export const freePort = (): Promise<number> =>
  new Promise(done => {
    const server = createServer().listen(0, 'localhost', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** A server of bundles, and where it listens. */
export interface Served {
  base: string;
  stop: () => void;
}

/** Serves files, each named `bundle/file`, beside the shipped bundles, and waits until `bundle` is ready. `path`: the one under which it lies. */
export async function serve(files: Record<string, string>, bundle: string, path = ''): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const host = `localhost:${await freePort()}`;
  const base = `http://${host}${path}`;
  const data = Object.keys(files).length ? ['--data', folder] : [];
  const binary = process.env.CLUSTERBOARD ?? here('../../target/debug/clusterboard');
  const server: ChildProcess = spawn(binary, ['serve', '--bind', host, '--base-path', path, ...data], { env: { ...process.env, RUST_LOG: 'warn' }, stdio: 'inherit' });
  await expect(async () => expect((await fetch(`${base}/${bundle}/report.json`)).status).toBe(200)).toPass();
  return {
    base,
    stop: () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
