// Starts Offwheel as a team would run it: with its mailbox, its way out, and a database of either kind. Nothing is left behind.
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clockAt } from './days.mjs';
import { program } from './demo.mjs';

const run = promisify(execFile);
const PEERS = fileURLToPath(new URL('../peers', import.meta.url));

export const PASSWORD = 'a quiet hour at eleven';
export const MEMBER = 'mira.sandholt@brightwater.example';
export const TEAM = { name: 'Learning at Brightwater', slug: 'learning-at-brightwater', address: 'lnd@offwheel.test' };

/** Waits until `found` gives something that is true, and fails if it doesn't within `limit` ms. */
export async function eventually(what, limit, found) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await found();
    if (value) return value;
    if (Date.now() > end) throw new Error(`After ${limit / 1000} s still not: ${what}`);
    await pause(50);
  }
}

/** A real server of the folder `peers`; `value` gives what it printed when it was ready. */
async function peer(script, flags = []) {
  // Unix sockets allow no long paths.
  const folder = await mkdtemp('/tmp/ow-');
  const call = async (verb, ...more) => (await run('bash', [join(PEERS, script), verb, folder, ...more])).stdout;
  const ready = await call('start', ...flags);
  const value = (key) => {
    const found = ready.split(/\s+/).find((word) => word.startsWith(`${key}=`));
    if (found === undefined) throw new Error(`no ${key} in ${ready}`);
    return found.slice(key.length + 1);
  };
  const stop = async () => {
    await call('stop');
    await rm(folder, { recursive: true, force: true });
  };
  return { folder, call, value, stop };
}

/** A database of its own on the server of the tests. */
async function postgres() {
  const server = process.env.OFFWHEEL_TEST_POSTGRES;
  if (!server) throw new Error('OFFWHEEL_TEST_POSTGRES names no server: run the journeys by `cargo xtask test`, which starts one.');
  const name = `journey_${randomBytes(8).toString('hex')}`;
  const sql = (text) => run('psql', [server, '-q', '-v', 'ON_ERROR_STOP=1', '-c', text]);
  await sql(`create database ${name}`);
  const drop = () => sql(`drop database if exists ${name} with (force)`).then(() => true, () => false);
  return { url: server.replace(/\/[^/]*$/, `/${name}`), drop: () => eventually('the database can be dropped', 30_000, drop) };
}

/**
 * Founds a team whose first person has a password, and serves it. Resolves with `url`, `deliver(letter)`, `letters()`, which left so far
 * as `{ to, raw }`, and `stop()`.
 *
 * A story that goes on for days begins `at` an instant; `goOn(at)` starts the program again, at the same address, on a later one.
 */
export async function startWhole(engine, { at } = {}) {
  const endings = [];
  let clock = at === undefined ? {} : clockAt(at);
  const stop = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'offwheel-whole-'));
    endings.push(() => rm(folder, { recursive: true, force: true }));
    const [dovecot, sink] = await Promise.all([peer('dovecot.sh'), peer('smtp-sink.sh')]);
    endings.push(dovecot.stop, sink.stop);
    const database = engine === 'postgres' ? await postgres() : undefined;
    if (database) endings.push(database.drop);
    const config = join(folder, 'offwheel.toml');
    await configure(config, { folder, dovecot, sink, database, withMail: false });
    const password = join(folder, 'password');
    await writeFile(password, PASSWORD);
    await run(program(), ['--config', config, 'team', 'new', TEAM.name, '--person', 'Mira Sandholt', '--address', MEMBER, '--password-file', password], {
      env: { ...process.env, ...clock },
    });
    await configure(config, { folder, dovecot, sink, database, withMail: true });
    let server = await serve(config, clock);
    endings.push(() => server.stop());
    const { url } = server;
    const goOn = async (later) => {
      await server.stop();
      clock = clockAt(later);
      await configure(config, { folder, dovecot, sink, database, withMail: true, listen: url.replace('http://', '') });
      server = await serve(config, clock);
    };
    const now = () => new Date(Date.now() + 1000 * (clock.OFFWHEEL_AHEAD ?? 0));
    return { url, deliver: deliverTo(dovecot, folder, at && now), letters: () => kept(sink), goOn, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Serves an empty folder, as whoever just installed it does. Resolves with `url`, `welcome()`, which gives the printed link, and `stop()`. */
export async function startFresh(env) {
  const folder = await mkdtemp(join(tmpdir(), 'offwheel-fresh-'));
  const clearUp = () => rm(folder, { recursive: true, force: true });
  try {
    const config = join(folder, 'offwheel.toml');
    await writeFile(config, `data = "${join(folder, 'data')}"\nlisten = "127.0.0.1:0"\n`);
    const server = await serve(config, env);
    return { ...server, stop: () => server.stop().finally(clearUp) };
  } catch (error) {
    await clearUp();
    throw error;
  }
}

async function configure(file, { folder, dovecot, sink, database, withMail, listen = '127.0.0.1:0' }) {
  const server = (kind, peer) => `[mailbox.${kind}]
host = "${peer.value('host')}"
port = ${peer.value('port')}
security = "starttls"
ca_file = "${peer.value('ca')}"
user = "lnd@offwheel.test"
password = "secret"
`;
  const lines = [`data = "${join(folder, 'data')}"`, `listen = "${listen}"`, 'message_id_domain = "offwheel.test"'];
  if (database) lines.push('[database]', `url = "${database.url}"`);
  if (withMail) {
    lines.push('[[mailbox]]', `team = "${TEAM.slug}"`, `address = "${TEAM.address}"`, server('imap', dovecot), server('smtp', sink));
  }
  await writeFile(file, `${lines.join('\n')}\n`);
}

/** Serves with that configuration; resolves with `url`, `stop()`, and `welcome()`, which gives the address of the first run. */
async function serve(config, env = {}) {
  const child = spawn(program(), ['--config', config, 'serve'], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
  const ended = new Promise((resolve) => { child.once('close', (code, signal) => resolve(signal ?? code)); });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = () => Promise.race([
    lines.next().then(({ value }) => value ?? ended),
    ended.then((how) => { throw new Error(`Offwheel ended (${how}):\n${said}`); }),
  ]);
  const line = await next();
  const stop = async () => {
    child.kill('SIGTERM');
    const how = await Promise.race([ended, pause(15_000, 'not at all', { ref: false })]);
    kill();
    process.off('exit', kill);
    if (how !== 0) throw new Error(`Offwheel ended badly on SIGTERM (${how}):\n${said}`);
  };
  return { url: line.split(', reached at ')[1], welcome: async () => (await next()).match(/http\S+/)[0], stop };
}

/** Puts letters into the mailbox as a mail server does; where `now` is given they came at the hour of the story. */
function deliverTo(dovecot, folder, now) {
  let number = 0;
  return async (letter) => {
    number += 1;
    await mkdir(join(folder, 'letters'), { recursive: true });
    const file = join(folder, 'letters', `${number}.eml`);
    await writeFile(file, letter);
    if (now === undefined) await dovecot.call('deliver', TEAM.address, file);
    else await dovecot.call('append', TEAM.address, file, 'INBOX', imapTime(now()));
  };
}

/** An instant as IMAP writes it: `01-Dec-2026 09:40:00 +0000`. */
function imapTime(at) {
  const [, day, month, year, time] = at.toUTCString().split(' ');
  return `${day}-${month}-${year} ${time} +0000`;
}

/** What the way out took, oldest first. */
async function kept(sink) {
  const out = sink.value('out');
  const files = (await readdir(out)).filter((file) => file.endsWith('.eml')).sort();
  return Promise.all(files.map(async (file) => {
    const [raw, envelope] = await Promise.all([readFile(join(out, file), 'utf8'), readFile(join(out, file.replace(/eml$/, 'json')), 'utf8')]);
    return { to: JSON.parse(envelope).to[0], raw };
  }));
}

/** The value of a header, unfolded. */
export function header(raw, name) {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim();
}

/** The plain text of a letter of ours. */
export function plainText(raw) {
  const part = raw.split(/\r\n--/).find((one) => /content-type: text\/plain/i.test(one));
  const body = part.slice(part.indexOf('\r\n\r\n') + 4).replace(/=\r\n/g, '');
  return Buffer.from(body.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
}

/** A letter as a mail program writes it. */
export const letter = (id, from, subject, words) =>
  `Message-ID: <${id}@brightwater.example>\nFrom: ${from}\nTo: ${TEAM.address}\nSubject: ${subject}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${words}\n`;

/** Those of the letters that went to an address, as soon as there are so many. */
export function lettersTo(whole, address, many = 1) {
  return eventually(`${many} letters to ${address}`, 10_000, async () => {
    const found = (await whole.letters()).filter((one) => one.to === address);
    return found.length >= many && found;
  });
}

/** What lies in a mailbox when it is connected is left alone: sends a machine's letters until one lies in the tray. */
export async function untilWatched(whole, member) {
  const tray = async () => (await member.request.get(`${whole.url}/tray`)).text();
  let sent = 0;
  await eventually('the mailbox is watched', 30_000, async () => {
    sent += 1;
    await whole.deliver(`Auto-Submitted: auto-generated\n${letter(`probe-${sent}`, 'robot@brightwater.example', 'Backup done', 'All is well.')}`);
    return eventually('a probe lies in the tray', 1_000, async () => (await tray()).includes('Backup done')).catch(() => false);
  });
}

/** Signs the first person in, by their password. */
export async function signIn(page, url) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Work email').fill(MEMBER);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/desk');
}

export async function onto(page, title) {
  await page.getByRole('heading', { level: 1 }).filter({ hasText: title }).waitFor();
}

export async function assertSees(page, words) {
  await page.getByText(words).filter({ visible: true }).first().waitFor();
}
