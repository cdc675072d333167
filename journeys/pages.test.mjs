// Every page of the demo: readable by all, calm on a small screen and in the dark, light on the wire, and to itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, visitor } from './browser.mjs';
import { clockAt, field, on } from './days.mjs';
import { startDemo } from './demo.mjs';
import { everyPage } from './every-page.mjs';

/** A time at which no block of the sample team goes on. */
const AFTERNOON = on('Wednesday', '14:00');
let demo;
let browser;

before(async () => {
  demo = await startDemo({ env: clockAt(AFTERNOON) });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const OF_THE_TEAM = [
  ['desk', '/desk'],
  ['request-list', '/requests'],
  ['new-request', '/requests/new'],
  ['blocks', '/blocks'],
  ['block-reserve', '/blocks/new'],
  ['block-pattern', '/blocks/patterns/new'],
  ['block-start', '/blocks/next'],
  ['decisions', '/decisions'],
  ['decision-new', '/decisions/new'],
  ['promises', '/promises'],
  ['promise-rows', '/promises/rows?figure=kept'],
  ['promise-rows-broken', '/promises/rows?figure=broken'],
  ['calibration', '/diagnosis/calibration'],
  ['business', '/business'],
  ['clues', '/business/clues'],
  ['questions', '/business/questions'],
  ['tray', '/tray'],
  ['outgoing', '/outgoing'],
  ['settings-turnaround', '/settings/turnaround'],
  ['settings-calendar', '/settings/calendar'],
  ['settings-holidays', '/settings/calendar/holidays?country=DE&region=DE+BE&year=2027'],
  ['settings-letters', '/settings/letters?language=de'],
  ['value-log', '/value-log?period=year&rows=all'],
  ['settings-feeds', '/settings/feeds'],
  ['settings-blocks', '/settings/blocks'],
  ['settings-emergencies', '/settings/emergencies'],
  ['emergencies', '/blocks/emergencies'],
  ['me', '/me'],
  ['me-feeds', '/me/feeds'],
];

// Pages of one thing: a page of the list, and the link there that leads to it.
const OF_ONE_THING = [
  ['request', '/requests', ['tbody th a']],
  ['diagnosis', '/requests', ['tbody th a', 'main a[href*="/diagnosis"]']],
  ['diagnosis-decision', '/requests', ['tbody th a', 'main a[href*="/diagnosis"]', 'main a[href$="/diagnosis/decision"]']],
  ['additions', '/value-log?period=year', ['tbody th a', 'main a[href$="/additions"]']],
  ['decision', '/decisions', ['main .diary-title a']],
  ['goal', '/business', ['a[href^="/business/goals/"]:not([href$="/new"])']],
  ['block-move', '/blocks', ['main a[href$="/move"]']],
  ['block-skip', '/blocks', ['main a[href$="/skip"]']],
  ['pattern-end', '/settings/blocks', ['main a[href$="/end"]']],
  ['block-past', '/blocks', ['[aria-labelledby="behind"] a[href^="/blocks/"]']],
  ['request-that-jumped', '/blocks/emergencies', ['tbody th a']],
  ['request-with-an-answer-to-go-out', '/desk', ['[aria-labelledby="goes-out"] a']],
  ['causes', '/diagnosis/calibration', ['tbody a[href*="band="]', '[aria-labelledby="d-behind"] a', 'main a[href$="/diagnosis/causes"]']],
  ['renegotiation', '/promises', ['main a[href*="/promises/"][href*="renegotiation"]']],
  ['lesson', '/promises/rows?figure=broken', ['main a[href$="/lesson"]']],
  ['answer-outside', '/requests', ['tbody th a', 'main a[href$="/answer/outside"]']],
  ['outgoing-letter', '/outgoing', ['main a[href^="/outgoing/"]']],
  ['metric', '/business', ['a[href^="/business/metrics/"]:not([href$="/new"])']],
];

const OF_ANYBODY = [
  ['sign-in', () => new URL('/sign-in', demo.url).href],
  ['ask', () => demo.ask],
  ['status', () => demo.status],
  ['ask-in-german', () => `${demo.ask}?language=de`],
  ['ask-in-french', () => `${demo.ask}?language=fr`],
  ['status-in-german', () => demo.status_in_german],
  ['options-in-german', () => `${demo.status_in_german}/options`],
  ['choose-in-german', () => `${demo.status_in_german}/options/2`],
  ['link-in-german', () => `${demo.status_in_german}/link`],
  ['withdrawal-in-german', () => `${demo.status_in_german}/withdrawal`],
  ['questions-to-a-stakeholder', () => `${demo.status}/questions/1`],
];

for (const [name, path] of OF_THE_TEAM) {
  test(`the lead's page ${path}`, async () => {
    const lead = await visitor(browser, { signIn: demo.sign_in.lead });
    await lead.goto(new URL(path, demo.url).href);
    await everyPage(lead, name);
    await lead.context().close();
  });
}

for (const [name, path, links] of OF_ONE_THING) {
  test(`the lead's page of a ${name}`, async () => {
    const lead = await visitor(browser, { signIn: demo.sign_in.lead });
    await lead.goto(new URL(path, demo.url).href);
    for (const link of links) {
      await lead.goto(await lead.locator(link).first().evaluate((a) => a.href));
    }
    await everyPage(lead, name);
    await lead.context().close();
  });
}

test('the pages of a block in progress', async () => {
  const lead = await visitor(browser, { signIn: demo.sign_in.lead });
  await lead.goto(new URL('/blocks/new', demo.url).href);
  await lead.getByLabel('Starts').fill(field(new Date(AFTERNOON.getTime() + 10 * 60_000)));
  await lead.getByLabel('Minutes').fill('60'); // an hour has every step
  await lead.getByRole('button', { name: 'Reserve' }).click();
  await lead.waitForURL('**/blocks');
  await lead.goto(new URL('/blocks/next', demo.url).href);
  const block = lead.url();
  await lead.getByRole('button', { name: 'Open the block' }).click();
  await lead.waitForURL('**/business');
  for (const step of ['business', 1, 'project', 'lighter', 'decision', 'end']) {
    const answer = await lead.goto(`${block}/${step}`);
    assert.equal(answer.status(), 200, `${step} of the block`);
    await everyPage(lead, `block-${step}`);
  }
  await lead.context().close();
});

for (const [name, address] of OF_ANYBODY) {
  test(`the page ${name}, open to anybody`, async () => {
    const anybody = await visitor(browser);
    await anybody.goto(address());
    await everyPage(anybody, name);
    await anybody.context().close();
  });
}

test('the pages of an emergency', async () => {
  const lead = await visitor(browser, { signIn: demo.sign_in.lead });
  await lead.goto(new URL('/requests', demo.url).href);
  await lead.goto(await lead.locator('tbody th a').filter({ hasText: 'Complaint handling' }).evaluate((a) => a.href));
  const request = lead.url();
  await lead.getByText('It is an emergency').click();
  await lead.getByLabel('Which exception').selectOption({ label: 'an outage' });
  await lead.getByLabel('What makes it one?').fill('Nobody can reach Customer Service since nine.');
  await lead.getByRole('button', { name: 'Mark' }).click();
  await lead.getByText('An emergency: an outage').waitFor();
  await everyPage(lead, 'emergency-marked');
  await lead.goto(`${request}/answer/outside`);
  await everyPage(lead, 'emergency-answer');
  await lead.goto(request);
  await lead.getByRole('button', { name: 'It is none after all' }).click();
  await lead.getByText('It is an emergency').waitFor();
  await lead.context().close();
});

test('the questions about an order, and the thanks for their answers', async () => {
  const lead = await visitor(browser, { signIn: demo.sign_in.lead });
  await lead.goto(new URL('/requests', demo.url).href);
  await lead.goto(await lead.locator('tbody th a').filter({ hasText: 'CRM refresher' }).evaluate((a) => a.href));
  await lead.goto(`${lead.url()}/additions`);
  await lead.getByRole('button', { name: 'Send the questions' }).click();
  await lead.waitForLoadState();
  await lead.context().close();
  const anybody = await visitor(browser);
  await anybody.goto(`${demo.status}/additions/1`);
  await everyPage(anybody, 'questions-about-an-order');
  await anybody.locator('main textarea, main input[type=text]').first().fill('Whoever closes a call writes down the next step');
  await anybody.locator('main button[type=submit]').first().click();
  await anybody.waitForURL('**/thanks');
  await everyPage(anybody, 'thanks-for-answers-about-an-order');
  await anybody.context().close();
});

test('the page where a link leads that was ended', async () => {
  const anybody = await visitor(browser);
  await anybody.goto(`${demo.status_in_german}/link`);
  await anybody.locator('main button[type=submit]').click();
  await anybody.waitForURL(demo.status_in_german);
  await everyPage(anybody, 'link-ended', { status: 410 });
  await anybody.context().close();
});

test('the page of an address that is not there', async () => {
  const anybody = await visitor(browser);
  await anybody.goto(new URL('/nothing-lives-here', demo.url).href);
  await everyPage(anybody, 'not-found', { status: 404 });
  await anybody.context().close();
});
