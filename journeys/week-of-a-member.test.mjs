// A week of a member: a form, a letter, a block, a diagnosis, an answer that is no training, a promise moved in time, and both kept.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, visitor } from './browser.mjs';
import { on } from './days.mjs';
import { everyPage } from './every-page.mjs';
import { follow, pick, press, typeInto } from './keyboard.mjs';
import { TEAM, assertSees, eventually, header, letter, lettersTo, onto, plainText, signIn, startWhole, untilWatched } from './whole.mjs';

const KARIN = 'karin.holt@brightwater.example';
const TOM = 'tom.adler@brightwater.example';
const COMPLAINTS = 'Complaint calls take our new people too long';
const KARINS_WORDS = `${COMPLAINTS}. Can you give the seven of them the complaint course of last year, one day?`;
const TOMS_SUBJECT = 'A negotiation course for the buyers';
const TOMS_WORDS = 'Our prices keep slipping. Can you give the eight buyers a negotiation course before the spring round?';
const SEEN = 'The long calls are those in which a refund above 50 euros waits for a team lead. That is a rule about money.';
const BEHIND = 'Nobody on the floor may decide above 50 euros after three o’clock.';

const MONDAY = on('Monday', '09:05', new Date(Date.now() + 60_000));
const next = (weekday, time) => on(weekday, time, MONDAY);

let browser;
let offwheel;

before(async () => {
  offwheel = await startWhole('sqlite', { at: MONDAY });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await offwheel?.stop();
});

const look = (page, name, more) => everyPage(page, `week-${name}`, { widths: [1280], ...more });
/** The same, without losing what is half typed. */
const lookInPassing = (page, name) => look(page, name, { again: false });
const linkIn = ({ raw }) => plainText(raw).match(/http\S+\/s\/\S+/)[0];

/** Opens the block that a key leads to, and gives its address. */
async function openBlock(mira) {
  await mira.goto(`${offwheel.url}/desk`);
  await mira.locator('main').focus();
  await mira.keyboard.press('b');
  await mira.waitForURL('**/blocks/*');
  await look(mira, 'block-start');
  const block = mira.url();
  await press(mira, 'Open the block');
  await onto(mira, 'The business first');
  await look(mira, 'block-business');
  return block;
}

test('a member’s week', { timeout: 600_000 }, async (t) => {
  const mira = await visitor(browser, { timezoneId: 'Europe/Berlin' });
  const karin = await visitor(browser, { timezoneId: 'Europe/Berlin' });
  const tom = await visitor(browser, { timezoneId: 'Europe/Berlin' });
  t.after(() => Promise.all([mira, karin, tom].map((person) => person.context().close())));

  // Monday, 09:05. Half an hour a day is reserved. One asks by the form, one by mail, and both are told a definite time.
  await signIn(mira, offwheel.url);
  await untilWatched(offwheel, mira);
  await mira.goto(`${offwheel.url}/blocks/patterns/new`);
  await press(mira, /^Reserve/);
  await karin.goto(`${offwheel.url}/t/${TEAM.slug}/ask`);
  await karin.getByLabel('What do you need?').fill(KARINS_WORDS);
  await karin.getByLabel('Your name').fill('Karin Holt');
  await karin.getByLabel('Your work email').fill(KARIN);
  await karin.getByRole('button', { name: 'Send' }).click();
  await onto(karin, 'We have your note, Karin.');
  await offwheel.deliver(letter('ask-1', `Tom Adler <${TOM}>`, TOMS_SUBJECT, TOMS_WORDS));
  const [[toKarin], [toTom]] = await Promise.all([lettersTo(offwheel, KARIN), lettersTo(offwheel, TOM)]);
  for (const { raw } of [toKarin, toTom]) assert.match(plainText(raw), /Tuesday \d+ \w+, 09:\d\d \(Berlin\)/);
  await mira.goto(`${offwheel.url}/desk`);
  await assertSees(mira, 'One block today, at 11:30.');
  await assertSees(mira, COMPLAINTS);
  await assertSees(mira, TOMS_SUBJECT);
  await look(mira, 'desk-monday');

  // Monday, 11:31: the block. The business comes first; then Karin's request, and what lies behind it.
  await offwheel.goOn(next('Monday', '11:31'));
  const block = await openBlock(mira);
  await mira.locator('main textarea').first().fill('Callers who hear an answer at once: half of what they ask is about a refund.');
  await press(mira, new RegExp(`^Next: ${COMPLAINTS}`));
  await onto(mira, COMPLAINTS);
  await assertSees(mira, KARINS_WORDS);
  await typeInto(mira, 'What lies behind this request?', BEHIND);
  const karins = await requestOf(mira, COMPLAINTS);
  await mira.goto(`${karins}/diagnosis`);
  await typeInto(mira, 'What is measured', 'Calls above fifteen minutes');
  await typeInto(mira, 'Today’s number', '9');
  await typeInto(mira, 'Wanted', '4');
  await press(mira, 'Save and go on');
  await mira.goto(`${karins}/diagnosis?q=11`);
  await pick(mira, /^Many/);
  await pick(mira, /^Counted at the work/);
  await press(mira, 'Save and go on');
  await mira.goto(`${karins}/diagnosis?q=6`);
  await pick(mira, /^Most/);
  await pick(mira, /^Several people/);
  await press(mira, 'Save and go on');
  await assertSees(mira, 'Causes, ranked');
  await look(mira, 'diagnosis');

  // It is not training. The answer waits for the end of the block, and is sent with it.
  await mira.goto(`${karins}/answer`);
  await pick(mira, /^Not training, but/);
  await press(mira, 'Show its parts');
  await typeInto(mira, 'What we saw, in two or three sentences', SEEN);
  await typeInto(mira, 'What we propose instead', 'Let two seniors a shift decide up to 200 euros, for eight weeks');
  await lookInPassing(mira, 'answer');
  await press(mira, 'Send when the block ends');
  assert.equal((await lettersTo(offwheel, KARIN)).length, 1, 'it waits for the end of the block');

  // Tom's needs figures that come on Wednesday: she asks to move the promise, before it is due.
  const toms = await requestOf(mira, TOMS_SUBJECT);
  await mira.goto(toms);
  await look(mira, 'request-in-block');
  await follow(mira, /^ask to move it/i);
  await pick(mira, /Thursday/);
  await typeInto(mira, 'Why, in one or two sentences', 'The price reports of the last twelve talks come on Wednesday. I want to read them before I answer.');
  await lookInPassing(mira, 'renegotiation');
  await press(mira, 'Ask Tom');
  const asked = (await lettersTo(offwheel, TOM, 2))[1];
  // One decision with what drove it, one clue; then what is ready is sent, and the block closed.
  await mira.goto(`${block}/decision`);
  await typeInto(mira, 'What did you decide?', 'No complaint course before the rule about refunds is looked at');
  await typeInto(mira, 'And why?', 'Many steps stand in the way, counted at the work; most could do it today.');
  await pick(mira, /^data/i);
  await typeInto(mira, 'What did you learn about the business today?', 'Team leads are hard to reach after three');
  await press(mira, /^Next: send/);
  await onto(mira, 'Send and schedule');
  await look(mira, 'block-end');
  await press(mira, /close the block/i);
  await assertSees(mira, 'Closed.');
  const answer = (await lettersTo(offwheel, KARIN, 2))[1];
  assert.equal(header(answer.raw, 'In-Reply-To'), header(toKarin.raw, 'Message-ID'));
  assert.ok(plainText(answer.raw).replace(/\s+/g, ' ').includes(SEEN));

  // Tom says yes. Until then the old time stood.
  await tom.goto(linkIn(asked));
  await look(tom, 'promise-question');
  await tom.getByRole('radio', { name: /is fine/ }).check();
  await tom.getByRole('button', { name: 'Tell the team' }).click();
  await assertSees(tom, /Thursday \d+ \w+/);
  const moved = await eventually('the promise is moved', 10_000, async () => {
    await mira.goto(`${offwheel.url}/promises?state=renegotiated`);
    return (await mira.locator('main').innerText()).includes('Tom Adler');
  });
  assert.ok(moved);

  // Tuesday: the block holds nothing, and is skipped with its reason. On the way to lunch she hears something: one line.
  await offwheel.goOn(next('Tuesday', '09:10'));
  await mira.goto(`${offwheel.url}/blocks`);
  await follow(mira, /^skip the block of Tue/);
  await typeInto(mira, 'Why', 'Nothing waits, and all of us are at the works council.');
  await press(mira, 'Skip this block');
  await mira.locator('main').focus();
  await mira.keyboard.press('c');
  await typeInto(mira, 'What you heard', 'The price list reaches the buyers on Thursdays');
  await mira.keyboard.press('Enter');
  await mira.getByText('Noted', { exact: true }).waitFor();

  // Thursday, 11:31: the figures are there. Yes, and: with what makes it work. The promise is kept.
  await offwheel.goOn(next('Thursday', '11:31'));
  await openBlock(mira);
  await mira.goto(`${toms}/answer`);
  await pick(mira, /^Yes, and/);
  await press(mira, 'Show its parts');
  await typeInto(mira, /^What you take on/, 'We practise three of your own talks with all eight, in two mornings of February.');
  await typeInto(mira, /^Outcome/, 'The buyers know the market price before each talk');
  await press(mira, 'Send now');
  await assertSees(mira, 'Sent. The promise is kept.');
  await lettersTo(offwheel, TOM, 3);

  // Friday: the ledger. Both kept, one of them moved in time, nothing broken; and the block that was not held says so.
  await offwheel.goOn(next('Friday', '09:00'));
  await mira.goto(`${offwheel.url}/promises?state=kept`);
  await assertSees(mira, 'Karin Holt');
  await assertSees(mira, 'Tom Adler');
  await look(mira, 'promises');
  await mira.goto(`${offwheel.url}/promises?state=broken`);
  assert.ok(!(await mira.locator('main').innerText()).includes('Tom Adler'));
  await mira.goto(`${offwheel.url}/decisions`);
  await assertSees(mira, 'No complaint course before the rule about refunds is looked at');
  await look(mira, 'decisions');
  await mira.goto(`${offwheel.url}/business/clues`);
  for (const clue of ['Team leads are hard to reach after three', 'The price list reaches the buyers on Thursdays']) await assertSees(mira, clue);
  await mira.goto(`${offwheel.url}/blocks`);
  await assertSees(mira, 'all of us are at the works council');
  await look(mira, 'blocks');
});

/** The address of a request, from the list. */
async function requestOf(mira, subject) {
  const list = await mira.context().newPage();
  await list.goto(`${offwheel.url}/requests`);
  const address = await list.getByRole('link', { name: subject }).first().evaluate((link) => link.href);
  await list.close();
  return address;
}
