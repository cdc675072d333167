// The pictures of the README's tour, taken from the demo on a Wednesday: `node tour.mjs` writes them into docs/tour.
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser, visitor } from './browser.mjs';
import { clockAt, on } from './days.mjs';
import { startDemo } from './demo.mjs';
import { onto } from './whole.mjs';

const OUT = fileURLToPath(new URL('../docs/tour', import.meta.url));
const WIDE = { width: 1200, height: 780 };
const PHONE = { width: 390, height: 844 };
const LARGEST_BYTES = 150_000;
const WEDNESDAY = on('Wednesday', '10:20');
const CRM = 'CRM refresher for account managers';

const data = await mkdtemp(join(tmpdir(), 'offwheel-tour-'));
const browser = await openBrowser();
const painter = await (await browser.newContext()).newPage();
await mkdir(OUT, { recursive: true });

/** Keeps what is in the window, as a small WebP. */
async function picture(page, name) {
  await page.mouse.move(0, 0);
  const png = (await page.screenshot()).toString('base64');
  const webp = await painter.evaluate(async (text) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${text}`)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', 0.86).split(',')[1];
  }, png);
  const file = join(OUT, `${name}.webp`);
  await writeFile(file, Buffer.from(webp, 'base64'));
  const { size } = await stat(file);
  console.log(`${name}.webp ${Math.round(size / 1024)} KB`);
  if (size > LARGEST_BYTES) throw new Error(`${name} is too large: ${size} bytes`);
}

const person = (options) => visitor(browser, { viewport: WIDE, timezoneId: 'Europe/Berlin', locale: 'en-GB', ...options });

/** Puts what matters into the window. */
const show = (page, locator) => page.locator(locator).first().evaluate((place) => scrollTo(0, place.getBoundingClientRect().top + scrollY - 24));

let demo = await startDemo({ data, env: clockAt(WEDNESDAY) });
try {
  // Somebody asks, and is told by when they will hear.
  const asker = await person({ viewport: PHONE });
  await asker.goto(demo.ask);
  await asker.locator('[name=what]').fill('Three of my new team leads avoid the yearly talks. Is there a course for them?');
  await asker.locator('[name=result]').fill('Talks held by the end of March: 11 of 26');
  await asker.locator('[name=name]').fill('Piet Sarnow');
  await asker.locator('[name=address]').fill('piet.sarnow@lindmoor.example');
  await asker.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  await picture(asker, '1-ask');
  await asker.locator('main button[type=submit]').click();
  await onto(asker, 'We have your note');
  await picture(asker, '2-acknowledgement');

  // The member's morning.
  let member = await person({ signIn: demo.sign_in.member });
  await member.goto(`${demo.url}/desk`);
  await picture(member, '3-desk');
  await demo.stop();

  // In the block.
  demo = await startDemo({ data, env: clockAt(on('Wednesday', '11:31', WEDNESDAY)) });
  member = await person({ signIn: demo.sign_in.member });
  await member.goto(`${demo.url}/blocks/next`);
  await member.getByRole('button', { name: 'Open the block' }).click();
  await onward(member, 'The business first');
  await member.locator('main textarea').first().fill('Fewer claims that are opened again. Since the second reviewer the share falls, and it should reach Health.');
  await onward(member, CRM);
  await picture(member, '4-block');
  const crm = await member.locator('a[href*="/requests/"]').filter({ visible: true }).first().evaluate((link) => link.href.replace(/(\/requests\/[^/?#]+).*/, '$1'));
  await member.goto(`${crm}/diagnosis`);
  await picture(member, '5-diagnosis');
  await member.goto(`${crm}/answer`);
  await member.getByRole('radio', { name: /^Not training/ }).check();
  await member.getByRole('button', { name: 'Show its parts' }).click();
  await member.getByLabel('What we saw').fill('The share of deals with a dated next step fell within one week: the week in which the update form got nine required fields. People know how the tool works.');
  await member.getByLabel('What we propose instead').fill('Ask for three of the nine fields, for eight weeks\nRead the Monday report together every second week');
  await member.getByRole('button', { name: 'Show what they will read' }).click();
  await show(member, '#a-mail');
  await picture(member, '6-answer');
  await member.goto(`${demo.url}/business`);
  await picture(member, '7-business');
  await member.goto(`${demo.url}/promises`);
  await picture(member, '8-promises');
} finally {
  await browser.close();
  await demo.stop();
  await rm(data, { recursive: true, force: true });
}

/** Goes on in the block, one step after the other, until this one is in front. */
async function onward(page, title) {
  for (let step = 0; step < 10; step += 1) {
    if ((await page.getByRole('heading', { level: 1 }).innerText()).includes(title)) return;
    const arrived = page.waitForEvent('load');
    await page.locator('main button[data-kind=primary][type=submit]').first().click();
    await arrived;
  }
  throw new Error(`“${title}” is not in this block`);
}
