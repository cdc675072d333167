// The first ten minutes of a new team: from the link that the program prints to the first promise, and the time in which it will be kept.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, visitor } from './browser.mjs';
import { clockAt, named, on } from './days.mjs';
import { everyPage } from './every-page.mjs';
import { follow, press, typeInto, unfold } from './keyboard.mjs';
import { assertSees, onto, startFresh } from './whole.mjs';

const IN_BERLIN = { timezoneId: 'Europe/Berlin' };
const ON_A_PHONE = { viewport: { width: 390, height: 844 }, ...IN_BERLIN };
const WORDS = 'Our new shift leads avoid the hard conversations. Is there a course on feedback? Twelve people.';
const SUBJECT = 'Our new shift leads avoid the hard conversations';

let browser;
let offwheel;

before(async () => {
  offwheel = await startFresh(clockAt(on('Tuesday', '09:10')));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await offwheel?.stop();
});

test('a new team has its first request promised, and time reserved for it', { timeout: 120_000 }, async (t) => {
  // Mira installed it, and opens the one line that it printed. She touches no mouse.
  const mira = await visitor(browser, IN_BERLIN);
  t.after(() => mira.context().close());
  const printed = await offwheel.welcome();
  await mira.goto(printed);
  await everyPage(mira, 'first-team', { widths: [1280] });
  assert.equal(await mira.getByLabel('Time zone').inputValue(), 'Europe/Berlin', 'the browser knows the zone');

  // What is missing is said at its field; what was typed stays.
  await typeInto(mira, 'What is your team called?', 'Learning at Brightwater');
  await press(mira, 'Found the team');
  await assertSees(mira, 'Write the name by which colleagues know you');
  await everyPage(mira, 'first-team-to-mend', { status: 422, again: false, widths: [1280] });
  assert.equal(await mira.getByLabel('What is your team called?').inputValue(), 'Learning at Brightwater');
  await typeInto(mira, 'Your name', 'Mira Sandholt');
  await typeInto(mira, 'Your work email', 'mira.sandholt@brightwater.example');
  await typeInto(mira, 'A password', 'a quiet hour at eleven');
  await press(mira, 'Found the team');

  // The second step: half an hour a day. The page says what a note of a Friday afternoon would be promised.
  await assertSees(mira, 'Learning at Brightwater is founded.');
  await everyPage(mira, 'first-block', { widths: [1280] });
  await typeInto(mira, 'Starts at', '25 o’clock');
  await press(mira, 'Reserve the time');
  await mira.locator('[aria-invalid=true]').waitFor();
  await typeInto(mira, 'Starts at', '11:30');
  await press(mira, 'Show what it gives');
  await assertSees(mira, 'Every request of a week finds a block before its answer is due.');
  await press(mira, 'Reserve the time');

  // The third: the address to share.
  await assertSees(mira, 'It is half an hour every working day at 11:30.');
  await everyPage(mira, 'first-link', { widths: [1280] });
  const address = await mira.locator('.secret').innerText();

  // The desk is empty, and says what will stand where.
  await follow(mira, 'Go to the desk');
  await onto(mira, 'Tuesday');
  await everyPage(mira, 'first-desk', { widths: [1280] });

  // Karin opens the address on her phone, and is told by when she will hear before she sends, and after.
  const karin = await visitor(browser, ON_A_PHONE);
  t.after(() => karin.context().close());
  await karin.goto(address);
  const due = named(on('Wednesday', '09:10', on('Tuesday', '09:10'))).replace(/\d$/, '');
  await assertSees(karin, due);
  await typeInto(karin, 'What do you need?', WORDS);
  await typeInto(karin, 'Your name', 'Karin Holt');
  await typeInto(karin, 'Your work email', 'karin.holt@brightwater.example');
  await press(karin, 'Send');
  await onto(karin, 'We have your note, Karin.');
  await everyPage(karin, 'first-received', { widths: [390] });
  const promised = await karin.locator('.promise-when').innerText();
  assert.ok(promised.startsWith(due), `${promised} is a day after it was asked`);

  // Mira finds it on the agenda of today's block, and why the promise is just then.
  await mira.reload();
  await assertSees(mira, 'One block today, at 11:30.');
  await assertSees(mira, 'it is on today’s agenda');
  await follow(mira, SUBJECT);
  await onto(mira, SUBJECT);
  await assertSees(mira, WORDS);
  await assertSees(mira, promised);
  await unfold(mira, 'Explain this date');
  await assertSees(mira, 'The clock');
  await everyPage(mira, 'first-request', { widths: [1280] });

  // No mailbox is connected yet: the letter to Karin is not lost, it waits, and says for what.
  await mira.goto(`${offwheel.url}/outgoing`);
  await assertSees(mira, 'No mail server is set up for this team.');

  // The printed link opens nothing any more.
  assert.equal((await karin.goto(printed)).status(), 410);
  await onto(karin, 'The first run is over');
});
