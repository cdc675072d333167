// Chromium, and people who look at pages with it.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { watch } from './every-page.mjs';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Starts Chromium: OFFWHEEL_CHROMIUM, else the one of the system. It speaks with nobody but the pages it opens. */
export function openBrowser() {
  const executablePath = process.env.OFFWHEEL_CHROMIUM ?? PROGRAMS.find(existsSync);
  if (executablePath === undefined) throw new Error('There is no Chromium: install the Debian package chromium.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

/**
 * A person with a browser of their own (nothing kept from others), as the page they look at. `signIn` is opened first; without
 * `javaScript` no script of a page runs. Close it with `page.context().close()`.
 */
export async function visitor(browser, { signIn, javaScript = true, ...options } = {}) {
  const context = await browser.newContext({ javaScriptEnabled: javaScript, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await watch(page);
  if (signIn !== undefined) await page.goto(signIn);
  return page;
}
