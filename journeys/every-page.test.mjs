// That `everyPage` sees what it should: each fault, on a page that is faultless but for it.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openBrowser, visitor } from './browser.mjs';
import { everyPage } from './every-page.mjs';

const CSS = `:root { color-scheme: light dark; --ink: #222; --paper: #fff } body { color: var(--ink); background: var(--paper) }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #111 } }
.too-wide { width: 500px } .narrowly { width: 350px } .hidden-ring:focus { outline: none } .pale { color: #999 } /* ${'a'.repeat(200_000)} */`;
const NOISE = randomBytes(70_000).toString('base64'); // what no compression makes small

const page = (body) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css"></head>
<body><main><h1>A page</h1>${body}</main></body></html>`;

const PAGES = {
  '/good': page('<p>Well made.</p>'),
  '/wide': page('<p class="too-wide">Wide.</p>'),
  '/pale': page('<p class="pale">Hard to read in the light.</p>'),
  '/loud': page('<p>Loud.</p><script src="/loud.js"></script>'),
  '/inline': page('<p>Against its policy.</p><script>document.title = "b"</script>'),
  '/foreign': page('<p>Elsewhere.</p><img alt="" src="http://127.0.0.2:9/a.png">'),
  '/narrowly': page('<p class="narrowly">Wide for the narrowest.</p>'),
  '/trap': page('<p><button>One</button> <button>Two</button> <a href="#c">Three</a></p><script src="/trap.js"></script>'),
  '/ringless': page('<p><button class="hidden-ring">One</button> <button>Two</button></p>'),
  '/heavy': page('<p>Heavy.</p><script src="/heavy.js"></script>'),
};

let server;
let browser;
let origin;

before(async () => {
  server = createServer((request, response) => {
    const send = (type, text, status = 200) => {
      const policy = "default-src 'self'; img-src 'self' data: http://127.0.0.2:9";
      response.writeHead(status, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'max-age=600', 'content-security-policy': policy });
      response.end(gzipSync(text));
    };
    if (request.url === '/page.css') return send('text/css', CSS);
    if (request.url === '/loud.js') return send('text/javascript', 'console.error("something broke")');
    if (request.url === '/trap.js') return send('text/javascript', 'document.querySelector("button").addEventListener("keydown", (e) => e.preventDefault())');
    if (request.url === '/heavy.js') return send('text/javascript', `// ${NOISE}`);
    if (PAGES[request.url]) return send('text/html', PAGES[request.url]);
    return send('text/html', page('<p>Not found.</p>'), 404);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

async function look(path, options) {
  const reader = await visitor(browser);
  try {
    await reader.goto(origin + path);
    await everyPage(reader, `support${path.replaceAll('/', '-')}`, options);
  } finally {
    await reader.context().close();
  }
}

/** The page must be refused with these words, in each of the four ways of looking at it or in so many of them. */
async function faults(path, pattern, places = 4) {
  const refused = await look(path).then(() => assert.fail(`${path} passed`), (error) => error);
  const told = String(refused.actual).split('\n').filter((line) => pattern.test(line));
  assert.equal(told.length, places, refused.actual);
}

test('a page without a fault passes, by the size it has when it is compressed', () => look('/good'));
test('a page that answers with another status passes only when that is expected', async () => {
  await look('/nowhere', { status: 404 });
  await assert.rejects(look('/nowhere'), /answered 404, not 200/);
});
test('a page that answers a form is looked at as it stands', () => look('/good', { again: false }));
test('what is wider than a narrow window is named', () => faults('/wide', /at 390, (light|dark): \d+ px too wide: p\.too-wide/, 2));
test('what is wider than the narrowest window is named', () => faults('/narrowly', /at 320: \d+ px too wide: p\.narrowly/, 1));
test('what Tab never comes to is named', () => faults('/trap', /by keyboard: (button “Two”|a “Three”) is never reached/, 2));
test('what has the focus and does not show it is named', () => faults('/ringless', /by keyboard: button “One” is reached, and nobody sees it/, 1));
test('text that is too pale is found where it is', () => faults('/pale', /at (1280|390), light: axe color-contrast: .*p/, 2));
test('an error on the console is found', () => faults('/loud', /console: something broke/));
test('a script against the policy of the page is found', () => faults('/inline', /console: .*Content Security Policy/i));
test('a request to another server is found', () => faults('/foreign', /asked another server: http:\/\/127\.0\.0\.2:9\/a\.png/));
test('a page that transfers too much is found, each time anew', () => faults('/heavy', /transferred \d+ bytes, 61440 at most/));
