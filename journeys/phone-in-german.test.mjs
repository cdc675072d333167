// A stakeholder on a phone, who reads German: she asks, answers a question, chooses, and takes something back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, visitor } from './browser.mjs';
import { on } from './days.mjs';
import { everyPage } from './every-page.mjs';
import { pick, press, typeInto } from './keyboard.mjs';
import { TEAM, assertSees, header, lettersTo, onto, plainText, signIn, startWhole } from './whole.mjs';

const KARIN = 'karin.holt@brightwater.example';
const PHONE = { locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const WORDS = 'Unsere neuen Schichtleiter scheuen schwierige Gespräche. Gibt es einen Feedback-Kurs? Zwölf Personen.';
const TITLE = 'Unsere neuen Schichtleiter scheuen schwierige Gespräche';
const WAYS = [
  ['Ein Kurs von einem Tag', 'Alle zwölf üben an Beispielen; im Alltag hilft ihnen danach niemand.'],
  ['Ein Gespräch je Schicht, vorbereitet', 'Ein Leitfaden, und je Schicht ein Gespräch, das die Vorgesetzte mit vorbereitet.'],
];

let browser;
let offwheel;

before(async () => {
  offwheel = await startWhole('sqlite', { at: on('Tuesday', '09:10') });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await offwheel?.stop();
});

/** The private link in a letter. */
const linkIn = ({ raw }) => plainText(raw).match(/http\S+\/s\/\S+/)[0];

/** Asks by the form, and gives the first letter. */
async function ask(karin, words, before = 0) {
  await karin.goto(`${offwheel.url}/t/${TEAM.slug}/ask`);
  await karin.getByLabel('Was brauchen Sie?').fill(words);
  await karin.getByLabel('Ihr Name').fill('Karin Holt');
  await karin.getByLabel('Ihre dienstliche E-Mail-Adresse').fill(KARIN);
  await karin.getByRole('button', { name: 'Senden' }).tap();
  await onto(karin, 'Ihre Nachricht ist bei uns, Karin.');
  return (await lettersTo(offwheel, KARIN, before + 1))[before];
}

/** Looks at a page of hers, on her phone: as at every page, and it is in German. */
async function german(karin, name, more) {
  assert.equal(await karin.locator('html').getAttribute('lang'), 'de', await karin.locator('h1').innerText());
  await everyPage(karin, `phone-${name}`, { widths: [390], ...more });
}

test('she asks, answers, chooses, and takes back, on a phone and in German', { timeout: 600_000 }, async (t) => {
  const mira = await visitor(browser, { timezoneId: 'Europe/Berlin' });
  t.after(() => mira.context().close());
  await signIn(mira, offwheel.url);
  const karin = await visitor(browser, PHONE);
  t.after(() => karin.context().close());

  // She asks. What is missing is said in her language, and nothing typed is lost.
  await karin.goto(`${offwheel.url}/t/${TEAM.slug}/ask`);
  await german(karin, 'ask');
  await typeInto(karin, 'Was brauchen Sie?', WORDS);
  await press(karin, 'Senden');
  await assertSees(karin, 'Bitte geben Sie Ihre E-Mail-Adresse an, damit wir antworten können');
  await german(karin, 'ask-to-mend', { status: 422, again: false });
  assert.equal(await karin.getByLabel('Was brauchen Sie?').inputValue(), WORDS);
  await typeInto(karin, 'Ihr Name', 'Karin Holt');
  await typeInto(karin, 'Ihre dienstliche E-Mail-Adresse', KARIN);
  await press(karin, 'Senden');
  await onto(karin, 'Ihre Nachricht ist bei uns, Karin.');
  await german(karin, 'received');
  const promised = await karin.locator('.promise-when').innerText();

  // The letter says the same, and opens her page.
  const [acknowledgement] = await lettersTo(offwheel, KARIN);
  assert.ok(plainText(acknowledgement.raw).includes(promised.replace(/\s+/g, ' ')), plainText(acknowledgement.raw));
  await karin.goto(linkIn(acknowledgement));
  await onto(karin, TITLE);
  await assertSees(karin, 'Ihre Nachricht ist bei uns. Ein Mensch liest sie in einer Zeit, die wir dafür freihalten.');
  await german(karin, 'status');

  // The team has questions before it answers. They move nothing.
  await mira.goto(`${offwheel.url}/requests`);
  await mira.getByRole('link', { name: TITLE }).click();
  await onto(mira, TITLE);
  const request = mira.url();
  await mira.goto(`${request}/diagnosis/questions`);
  await mira.getByRole('button', { name: 'Send to Karin' }).click();
  await assertSees(mira, 'the promise stays where it is');
  const questions = (await lettersTo(offwheel, KARIN, 2))[1];
  assert.ok(plainText(questions.raw).includes('Seit wann ist das so, und bei wem?'));
  assert.ok(header(questions.raw, 'In-Reply-To'), 'the letter stands in the thread');
  await karin.goto(linkIn(questions));
  await onto(karin, 'Drei Fragen an Sie, Karin');
  await german(karin, 'questions');
  await typeInto(karin, /^Was gezählt wird/, 'Feedback-Gespräche im ersten Monat');
  await typeInto(karin, /^Heute/, '4');
  await pick(karin, /^Seit einer Änderung/);
  await typeInto(karin, /^Seit wann, und was/, 'Seit die Schichtpläne im Oktober neu sind');
  await press(karin, 'Ans Team senden');
  await german(karin, 'thanks');

  // What she said is one person's view, beside the question.
  await mira.goto(`${request}/diagnosis?q=2`);
  await assertSees(mira, 'Seit die Schichtpläne im Oktober neu sind');

  // The answer holds two ways, and she chooses by the page.
  await mira.goto(`${request}/answer/outside`);
  await mira.getByLabel('They stand beside me').check();
  await mira.getByRole('textbox', { name: 'In one line' }).fill('She is on the phone.');
  await mira.getByRole('button', { name: 'Answer now, outside a block' }).click();
  await mira.getByRole('radio', { name: /^Options/ }).check();
  await mira.getByRole('button', { name: 'Show its parts' }).click();
  for (const [number, [title, what]] of WAYS.entries()) {
    await mira.getByLabel('What it is called').nth(number).fill(title);
    await mira.getByLabel('What is done').nth(number).fill(what);
  }
  await mira.getByRole('button', { name: 'Send now' }).click();
  await assertSees(mira, 'Sent. The promise is kept.');
  const answer = (await lettersTo(offwheel, KARIN, 3))[2];
  assert.ok(plainText(answer.raw).includes('Ein Gespräch je Schicht, vorbereitet'));
  await karin.goto(linkIn(acknowledgement));
  await assertSees(karin, 'Jetzt sind Sie an der Reihe');
  await german(karin, 'answered');
  await karin.getByRole('link', { name: 'Möglichkeiten ansehen' }).tap();
  await assertSees(karin, 'Ein Gespräch je Schicht, vorbereitet');
  await german(karin, 'options');
  await karin.getByRole('link', { name: 'Möglichkeit 2 wählen' }).tap();
  await onto(karin, 'Möglichkeit 2 wählen?');
  await german(karin, 'choose');
  await karin.getByRole('button', { name: 'Ja, Möglichkeit 2' }).tap();
  await assertSees(karin, /Möglichkeit 2 ist gewählt/);
  await assertSees(karin, /Beginn und nächsten Termin erfahren Sie bis/);
  await german(karin, 'chosen');

  // Her choice began a promise, which the member sees.
  await mira.goto(request);
  await assertSees(mira, 'Ein Gespräch je Schicht, vorbereitet');
  await mira.goto(`${offwheel.url}/promises`);
  await assertSees(mira, 'Karin Holt');

  // Another note was a mistake: she takes it back herself, and its promise is void.
  const second = await ask(karin, 'Bitte einen Raum für Freitag. Danke.', (await offwheel.letters()).filter(({ to }) => to === KARIN).length);
  await karin.goto(linkIn(second));
  await karin.getByRole('link', { name: 'die Anfrage zurückziehen' }).tap();
  await onto(karin, 'Diese Anfrage zurückziehen?');
  await german(karin, 'withdrawal');
  await karin.getByRole('button', { name: 'Zurückziehen', exact: true }).tap();
  await assertSees(karin, 'Diese Anfrage wurde zurückgezogen.');
  await german(karin, 'withdrawn');
  await mira.goto(`${offwheel.url}/promises/rows?figure=void`);
  await assertSees(mira, 'the request was withdrawn, or was spam');
});
