// Starts the demo on a data folder of its own, and stops it again.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const READY_MS = 30_000;
const STOP_MS = 10_000;

/** The program that the journeys run: OFFWHEEL_BIN, else the one that `cargo build` makes. */
export function program() {
  const path = process.env.OFFWHEEL_BIN ?? fileURLToPath(new URL('../target/debug/offwheel', import.meta.url));
  if (!existsSync(path)) throw new Error(`There is no program at ${path}: run \`cargo build\`, or name it in OFFWHEEL_BIN.`);
  return path;
}

/**
 * Starts the demo and resolves with what it prints: `url`, `sign_in`, `ask`, `status`, `token`; and with `data`, its folder,
 * `log()`, what it said on standard error, and `stop()`.
 *
 * With `data` it goes on with that folder and leaves it there; else it gets a new one, which goes with it.
 */
export async function startDemo({ data, env = {} } = {}) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), 'offwheel-journey-')));
  const child = spawn(program(), ['demo', '--data', folder, '--port', '0', '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
  const ended = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code));
    child.once('error', resolve);
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const clearUp = async () => {
    process.off('exit', kill);
    if (data === undefined) await rm(folder, { recursive: true, force: true });
  };

  try {
    const told = await firstLine(child, ended, () => said);
    return { ...told, data: folder, log: () => said, stop: () => stop(child, ended).finally(clearUp) };
  } catch (error) {
    kill();
    await ended;
    await clearUp();
    throw error;
  }
}

async function firstLine(child, ended, said) {
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    new Promise((resolve) => lines.once('line', resolve)),
    ended.then((how) => { throw new Error(`The demo ended (${how}) before it was ready:\n${said()}`); }),
    after(READY_MS, () => new Error(`The demo was not ready within ${READY_MS / 1000} s:\n${said()}`)),
  ]);
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`The demo printed no JSON, but: ${line}`);
  }
}

async function stop(child, ended) {
  child.kill('SIGTERM');
  const how = await Promise.race([ended, after(STOP_MS, () => new Error(`The demo did not stop within ${STOP_MS / 1000} s of SIGTERM.`))])
    .catch((error) => { child.kill('SIGKILL'); throw error; });
  if (how !== 0) throw new Error(`The demo ended badly on SIGTERM (${how}).`);
}

function after(milliseconds, error) {
  return new Promise((_, reject) => { setTimeout(() => reject(error()), milliseconds).unref(); });
}
