// The keys of somebody who lives in the program all day; and that they can be switched off.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, visitor } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { everyPage } from './every-page.mjs';
import { follow, press, tabTo, typeInto } from './keyboard.mjs';
import { assertSees, onto } from './whole.mjs';

let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** Waits for the page to which a key leads. */
async function leads(page, key) {
  const arrived = page.waitForEvent('load');
  await page.keyboard.press(key);
  await arrived;
}

test('a clue is noted from the middle of something else, which stays as it is', async (t) => {
  const member = await visitor(browser, { signIn: demo.sign_in.member });
  t.after(() => member.context().close());
  // Before the page is there, since a page that stands may still send past a route that is new.
  let [loses, lost] = [false, 0];
  await member.route('**/business/clues', async (route) => {
    if (!loses) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await member.goto(`${demo.url}/requests/new`);
  const words = member.getByRole('textbox').first();
  await words.fill('Half a thought, with a c in it');
  assert.ok(!(await member.getByRole('dialog').isVisible()), 'a letter that is typed is a letter');

  // C opens it, Esc closes it, and the way back is where one was.
  await member.locator('main').focus();
  await member.keyboard.press('c');
  await member.getByRole('dialog', { name: 'Note a clue' }).waitFor();
  await everyPage(member, 'clue-dialog', { again: false });
  await member.keyboard.press('Escape');
  await member.getByRole('dialog').waitFor({ state: 'hidden' });

  // Without its line nothing is sent; with it, it is noted, and what was half typed stands there still.
  await member.keyboard.press('c');
  await pressed(member, 'Note it');
  assert.ok(await member.getByRole('dialog').isVisible());
  await typeInto(member, 'What you heard', 'The Porto site changes its shift plan in March');
  await typeInto(member, 'From whom, or where', 'Rui, at lunch');
  // An answer that gets lost on its way loses nothing: the words stay, and sent again they are noted once.
  loses = true;
  await member.keyboard.press('Enter');
  await member.getByText('It did not arrive.').waitFor();
  assert.equal(lost, 1);
  loses = false;
  await member.keyboard.press('Enter');
  await member.getByText('Noted', { exact: true }).waitFor();
  assert.equal(await words.inputValue(), 'Half a thought, with a c in it');
  await member.goto(`${demo.url}/business/clues`);
  // Its button names it too, for those who hear the page.
  assert.equal(await member.locator('main p').filter({ hasText: 'The Porto site changes its shift plan in March' }).count(), 1);
  await assertSees(member, 'Rui, at lunch');
});

/** Presses a button that leads nowhere. */
async function pressed(page, name) {
  await tabTo(page, 'button', name);
  await page.keyboard.press('Enter');
}

test('N, B, J, K and Enter lead through the day', async (t) => {
  const member = await visitor(browser, { signIn: demo.sign_in.member });
  t.after(() => member.context().close());
  await leads(member, 'n');
  await onto(member, 'Take a request in');
  await member.locator('main').focus();
  await leads(member, 'b');
  await onto(member, 'Daily block');
  await member.goto(`${demo.url}/requests`);
  const titles = member.locator('tbody th a');
  await member.keyboard.press('j');
  await member.keyboard.press('j');
  await member.keyboard.press('k');
  assert.ok(await titles.first().evaluate((title) => title === document.activeElement));
  const title = await titles.first().innerText();
  await leads(member, 'Enter');
  await onto(member, title);
});

test('who speaks to the computer switches single letters off, and everything else stays', async (t) => {
  const lead = await visitor(browser, { signIn: demo.sign_in.lead });
  t.after(() => lead.context().close());
  await lead.goto(`${demo.url}/me`);
  await tabTo(lead, 'switch', 'Single-letter shortcuts');
  await lead.keyboard.press('Space');
  await press(lead, 'Save');
  await assertSees(lead, 'Saved.');
  await lead.locator('main').focus();
  for (const key of ['c', 'n', 'b', 'j']) await lead.keyboard.press(key);
  assert.ok(lead.url().endsWith('/me') && !(await lead.getByRole('dialog').isVisible()));
  await follow(lead, 'New request');
  await onto(lead, 'Take a request in');
});

test('without a script the same link leads to the place where clues are noted', async (t) => {
  const member = await visitor(browser, { signIn: demo.sign_in.member, javaScript: false });
  t.after(() => member.context().close());
  await member.getByRole('link', { name: 'Note a clue' }).click();
  await onto(member, 'Clues');
});
