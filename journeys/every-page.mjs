// What must be true of every page, wide and narrow, light and dark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = process.env.OFFWHEEL_PICTURES ?? fileURLToPath(new URL('../target/journeys', import.meta.url));

const SIZES = [{ width: 1280, height: 900 }, { width: 390, height: 844 }];
const SCHEMES = ['light', 'dark'];
/** The narrowest window in which nothing may be wider than it (WCAG 1.4.10). */
const NARROWEST = { width: 320, height: 640 };
/** What a page may transfer with its assets, when nothing of it is in the cache. */
const LARGEST_BYTES = 60 * 1024;

const watched = new WeakMap();

/** Notes from now on what a page logs, asks for and transfers. `visitor` does this for each page it gives. */
export async function watch(page) {
  const seen = { errors: [], urls: [], bytes: 0 };
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    // An answer of 404 or 422 is logged against the page itself; its status is checked apart.
    if (message.text().startsWith('Failed to load resource') && message.location().url === page.url()) return;
    seen.errors.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => seen.errors.push(String(error)));
  page.on('request', (request) => seen.urls.push(request.url()));
  const network = await page.context().newCDPSession(page);
  network.on('Network.loadingFinished', ({ encodedDataLength }) => { seen.bytes += encodedDataLength; });
  await network.send('Network.enable');
  await network.send('Network.setCacheDisabled', { cacheDisabled: true });
  watched.set(page, seen);
}

/**
 * Looks at the page that is open, at each width and in each colour scheme, and fails with everything that is wrong with it:
 * what axe finds, what is wider than the window (at 320 as well), errors on the console, requests to others, too many bytes, what the
 * keyboard does not reach or reaches unseen. Leaves a picture of each under `name`.
 *
 * The page is loaded anew each time, and must answer with `status`. With `again: false` (a page that answers a POST) it is
 * only looked at as it stands, and its bytes are not counted. With `widths` only at those of the two: a story looks at the width of
 * whoever it is about.
 */
export async function everyPage(page, name, { status = 200, again = true, largestBytes = LARGEST_BYTES, widths } = {}) {
  const seen = watched.get(page);
  assert.ok(seen, 'this page is not watched: get it from visitor()');
  await mkdir(PICTURES, { recursive: true });
  const problems = [];
  const before = page.viewportSize();
  for (const size of SIZES.filter(({ width }) => widths?.includes(width) ?? true)) {
    for (const colorScheme of SCHEMES) {
      const place = `${name} at ${size.width}, ${colorScheme}`;
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const answered = again ? await loadAnew(page, seen) : status;
      await page.evaluate(() => document.fonts.ready.then(() => null));
      if (!again) await settled(page);
      if (answered !== status) problems.push(`${place}: answered ${answered}, not ${status}`);
      const found = [
        ...(await wide(page)),
        ...(await barriers(page)),
        ...seen.errors.map((error) => `console: ${error}`),
        ...foreign(seen.urls, page.url()).map((url) => `asked another server: ${url}`),
        ...(again && seen.bytes > largestBytes ? [`transferred ${seen.bytes} bytes, ${largestBytes} at most`] : []),
      ];
      problems.push(...found.map((problem) => `${place}: ${problem}`));
      await page.screenshot({ path: join(PICTURES, `${name}-${size.width}-${colorScheme}.png`), fullPage: true });
    }
  }
  if (again) {
    await page.setViewportSize(SIZES[0]);
    await loadAnew(page, seen);
    problems.push(...(await unreached(page)).map((problem) => `${name} by keyboard: ${problem}`));
    await page.setViewportSize(NARROWEST);
    problems.push(...(await wide(page)).map((problem) => `${name} at ${NARROWEST.width}: ${problem}`));
  } else {
    Object.assign(seen, { errors: [], urls: [] });
  }
  if (before) await page.setViewportSize(before);
  assert.equal(problems.join('\n'), '', `${name} (${page.url()})`);
}

async function loadAnew(page, seen) {
  Object.assign(seen, { errors: [], urls: [], bytes: 0 });
  const response = await page.reload({ waitUntil: 'load' });
  return response.status();
}

/**
 * A page that is not loaded anew takes its colours in steps after the scheme changed: brings every step to its end. They are not waited for,
 * since one in a part that is folded away never ends by itself.
 */
function settled(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise((drawn) => { requestAnimationFrame(() => drawn(null)); });
    // A step begins with the frame after the one that a change is seen in.
    for (let frames = 0; frames < 3; frames += 1) {
      await frame();
      for (const step of document.getAnimations()) step.finish();
    }
  });
}

/** What axe finds, all its rules: one line a rule, with the first places. */
async function barriers(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }).then((all) => all.violations
    .map(({ id, help, nodes }) => ({ id, help, places: nodes.map((node) => node.target.join(' ')) }))));
  return violations.map(({ id, help, places }) => `axe ${id}: ${help}: ${places.slice(0, 5).join(' | ')}`);
}

/**
 * What Tab does not come to from the top of the page, once round, and what it comes to without showing where one is. A group of radio
 * buttons is one stop.
 */
async function unreached(page) {
  const many = await page.evaluate(() => {
    const stop = (element) => (element.type === 'radio' ? `radio ${element.name}` : element);
    const name = (element) => `${element.tagName.toLowerCase()} “${(element.labels?.[0] ?? element).textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
    const ring = (element) => {
      const { outlineStyle, outlineWidth } = element && getComputedStyle(element);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
    };
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0);
    const state = { expected: new Map(all.map((element) => [stop(element), name(element)])), unseen: [], name };
    globalThis.walked = state;
    document.addEventListener('focusin', ({ target }) => {
      state.expected.delete(stop(target));
      const seen = [target, target.closest('label'), target.nextElementSibling, target.parentElement].some((place) => place && ring(place));
      if (!seen) state.unseen.push(name(target));
    });
    return state.expected.size;
  });
  // Some more than there are: a stop that nobody expected, such as a box that scrolls, must not hide another.
  for (let press = 0; press < many + 12; press += 1) await page.keyboard.press('Tab');
  return page.evaluate(() => {
    const { expected, unseen } = globalThis.walked;
    return [...[...expected.values()].map((one) => `${one} is never reached`), ...new Set(unseen.map((one) => `${one} is reached, and nobody sees it`))].slice(0, 8);
  });
}

/** What makes the page scroll sideways, if it does. */
function wide(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const name = (element) => element.tagName.toLowerCase() + [...element.classList].map((word) => `.${word}`).join('');
    const over = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5);
    return [`${root.scrollWidth - root.clientWidth} px too wide: ${over.slice(0, 5).map(name).join(' ')}`];
  });
}

function foreign(urls, pageUrl) {
  const { origin } = new URL(pageUrl);
  return urls.filter((url) => /^(https?|wss?|ftp):/.test(url) && new URL(url).origin !== origin);
}
