// One request, the whole way: from a letter in the mailbox to its answered, kept promise. Once on each database.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, visitor } from './browser.mjs';
import { everyPage } from './every-page.mjs';
import { assertSees, eventually, header, letter, onto, plainText, signIn, startWhole, untilWatched } from './whole.mjs';

const KARIN = 'karin.holt@brightwater.example';
const SUBJECT = 'A negotiation course for the buyers';
const WORDS = 'Our prices keep slipping. Can you give the eight buyers a negotiation course before the spring round?';
const BEHIND = 'The buyers negotiate well. They see the market price a week late.';
const SEEN = 'In nine of the twelve talks that we listened to, the supplier knew the market price and we did not.';
const PROPOSED = 'Put the weekly price list on the buyers’ first page.';

let browser;

before(async () => { browser = await openBrowser(); });
after(() => browser?.close());

const to = (letters, address) => letters.filter((one) => one.to === address);

/** A wall time in Berlin, some minutes from now, as a field takes it. */
function soon(minutes) {
  const at = new Date(Date.now() + minutes * 60_000);
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' });
  return format.format(at).replace(' ', 'T');
}

for (const engine of ['sqlite', 'postgres']) {
  test(`a letter becomes a kept promise, on ${engine}`, { timeout: 180_000 }, async (t) => {
    const whole = await startWhole(engine);
    t.after(whole.stop);
    const member = await visitor(browser);
    t.after(() => member.context().close());
    await signIn(member, whole.url);
    await untilWatched(whole, member);

    // The letter comes, and is acknowledged within five seconds.
    await whole.deliver(letter('ask-1', `Karin Holt <${KARIN}>`, SUBJECT, WORDS));
    const [acknowledgement] = await eventually('the acknowledgement', 5_000, async () => {
      const letters = to(await whole.letters(), KARIN);
      return letters.length > 0 && letters;
    });
    assert.equal(header(acknowledgement.raw, 'In-Reply-To'), '<ask-1@brightwater.example>');
    const told = plainText(acknowledgement.raw);
    const promised = told.match(/\w+day \d+ \w+, \d\d:\d\d \(Berlin\)/)[0];
    const number = header(acknowledgement.raw, 'Subject').match(/\[(R-\d+)\]/)[1];
    const link = told.match(/http\S+\/s\/\S+/)[0];

    // The member sees it on the desk, where no block is in time for it yet, and reserves one.
    await member.goto(`${whole.url}/desk`);
    await assertSees(member, SUBJECT);
    await assertSees(member, 'no block is in time');
    await everyPage(member, `whole-${engine}-desk-without-block`);
    await member.getByRole('link', { name: 'Choose another time' }).click();
    await member.getByLabel('Starts').fill(soon(5));
    await member.getByRole('button', { name: 'Reserve' }).click();
    await member.goto(`${whole.url}/desk`);

    // The block: the request, its words and its promise; what lies behind it is noted.
    await member.getByRole('link', { name: 'Open the block' }).click();
    await member.getByRole('button', { name: 'Open the block' }).click();
    await onto(member, 'The business first');
    await everyPage(member, `whole-${engine}-block-start`);
    await member.getByRole('button', { name: /^Next: / }).click();
    await onto(member, SUBJECT);
    await assertSees(member, WORDS);
    await assertSees(member, promised);
    await member.getByLabel('What lies behind this request?').fill(BEHIND);
    await member.getByLabel('Not training, but').check();
    await member.getByRole('button', { name: 'Write the answer' }).click();

    // Without its parts the answer is not sent; with them the letter grows beside it.
    await member.getByRole('button', { name: 'Send now' }).click();
    await member.locator('[aria-invalid=true]').first().waitFor();
    assert.equal(to(await whole.letters(), KARIN).length, 1, 'nothing was sent');
    await member.getByLabel('What we saw').fill(SEEN);
    await member.getByLabel('What we propose instead').fill(PROPOSED);
    await member.getByRole('button', { name: 'Show what they will read' }).click();
    await assertSees(member, PROPOSED);
    await everyPage(member, `whole-${engine}-answer`);
    await member.getByRole('button', { name: 'Send now' }).click();

    // The answer leaves in thread, from the person who wrote it.
    const answer = await eventually('the answer', 10_000, async () => to(await whole.letters(), KARIN)[1]);
    assert.equal(header(answer.raw, 'In-Reply-To'), header(acknowledgement.raw, 'Message-ID'));
    assert.ok(header(answer.raw, 'References').includes('<ask-1@brightwater.example>'));
    assert.ok(header(answer.raw, 'Subject').includes(`[${number}]`));
    assert.equal(header(answer.raw, 'Auto-Submitted'), undefined, 'a person wrote it');
    const read = plainText(answer.raw).replace(/\s+/g, ' ');
    assert.ok(read.includes(SEEN) && read.includes(PROPOSED), read);
    assert.ok(!read.includes(BEHIND), 'a note of the team stays with the team');

    // The stakeholder reads it on the private page, by the link of either letter, and without an account.
    const stakeholder = await visitor(browser);
    t.after(() => stakeholder.context().close());
    await stakeholder.goto(plainText(answer.raw).match(/http\S+\/s\/\S+/)[0]);
    await assertSees(stakeholder, SEEN);
    await assertSees(stakeholder, PROPOSED);
    const shown = await stakeholder.locator('body').innerText();
    assert.ok(!shown.includes(BEHIND) && !shown.includes('Backup'), 'nothing but what was written by or to her');
    await everyPage(stakeholder, `whole-${engine}-status`);
    assert.equal((await stakeholder.goto(link)).status(), 200);
    await stakeholder.getByLabel(/reply|say|add/i).first().fill('Thank you. We start on Monday.');
    await stakeholder.getByRole('button', { name: 'Send' }).click();
    await assertSees(stakeholder, 'We start on Monday.');

    // The block is closed; the promise stands as kept, and the reply beside the request.
    await member.goto(`${whole.url}/desk`);
    await member.getByRole('link', { name: 'Go on with the block' }).click();
    await member.getByRole('link', { name: 'Send and schedule' }).click();
    await everyPage(member, `whole-${engine}-block-end`);
    await member.getByRole('button', { name: /close/i }).click();
    await assertSees(member, 'Closed.');
    await member.goto(`${whole.url}/promises?state=kept`);
    const row = member.getByRole('row').filter({ hasText: 'Karin Holt' });
    await row.waitFor();
    assert.match(await row.innerText(), /a first answer[\s\S]*kept/);
    await everyPage(member, `whole-${engine}-promises`);
    await row.getByRole('link').first().click();
    await onto(member, SUBJECT);
    for (const words of [WORDS, SEEN, BEHIND, 'We start on Monday.']) await assertSees(member, words);
    await everyPage(member, `whole-${engine}-request`);
    assert.equal(to(await whole.letters(), KARIN).length, 2, 'one acknowledgement and one answer, each once');
  });
}
