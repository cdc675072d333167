// That `startDemo` starts, reads, stops and complains, tried with small programs in place of Offwheel.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { startDemo } from './demo.mjs';

const named = process.env.OFFWHEEL_BIN;
let folder;

before(async () => { folder = await mkdtemp(join(tmpdir(), 'offwheel-programs-')); });
afterEach(() => { if (named === undefined) delete process.env.OFFWHEEL_BIN; else process.env.OFFWHEEL_BIN = named; });
after(() => rm(folder, { recursive: true, force: true }));

async function pretend(name, script) {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  process.env.OFFWHEEL_BIN = path;
}

const STAYS = `trap 'exit 0' TERM; echo "{\\"url\\": \\"http://a.example\\", \\"token\\": \\"$1 $2 $4 $5 $6\\"}"
while true; do sleep 0.05; done`;

test('what the demo prints is given, and its folder goes with it', async () => {
  await pretend('stays', STAYS);
  const demo = await startDemo();
  assert.equal(demo.url, 'http://a.example');
  assert.equal(demo.token, 'demo --data --port 0 --json');
  assert.ok(existsSync(demo.data));
  await demo.stop();
  assert.ok(!existsSync(demo.data));
});

test('a folder that was given is left there', async () => {
  await pretend('stays', STAYS);
  const data = await mkdtemp(join(tmpdir(), 'offwheel-kept-'));
  const demo = await startDemo({ data });
  await demo.stop();
  assert.ok(existsSync(data));
  await rm(data, { recursive: true });
});

test('a demo that ends at once is told with its words', async () => {
  await pretend('ends', 'echo "the port is in use" >&2; exit 3');
  await assert.rejects(startDemo(), /ended \(3\) before it was ready:\nthe port is in use/);
});

test('a demo that prints no JSON is told with its line', async () => {
  await pretend('chats', "trap 'exit 0' TERM; echo hello; while true; do sleep 0.05; done");
  await assert.rejects(startDemo(), /printed no JSON, but: hello/);
});

test('a demo that does not stop well is a failure', async () => {
  await pretend('sulks', STAYS.replace('exit 0', 'exit 7'));
  const demo = await startDemo();
  await assert.rejects(demo.stop(), /ended badly on SIGTERM \(7\)/);
});

test('a program that is not there is named', async () => {
  process.env.OFFWHEEL_BIN = join(folder, 'nowhere');
  await assert.rejects(startDemo(), /There is no program at .*nowhere/);
});
