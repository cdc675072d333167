// Hands that touch no mouse.
import assert from 'node:assert/strict';

/** No page of ours has more stops than this. */
const FAR = 250;

/** Walks by Tab to the first thing of that role and name that is in sight, and fails if a long walk does not meet it. */
export function tabTo(page, role, name) {
  return walkTo(page, page.getByRole(role, { name }), `${role} “${name}”`);
}

/** Opens what is folded under these words. */
export async function unfold(page, words) {
  await walkTo(page, page.locator('summary').filter({ hasText: words }), `what is folded under “${words}”`);
  await page.keyboard.press('Enter');
}

async function walkTo(page, all, what) {
  const wanted = all.filter({ visible: true }).first();
  await wanted.waitFor();
  for (let stop = 0; stop < FAR; stop += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      return assert.ok(await ringed(page), `${what} has the focus, and nobody sees it`);
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`No way by Tab to ${what} on ${page.url()}`);
}

/** Writes into the field of that name. What stands in it is replaced. */
export async function typeInto(page, name, text, role = 'textbox') {
  await tabTo(page, role, name);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Presses a button, and stands on the page that it leads to. */
export async function press(page, name) {
  await tabTo(page, 'button', name);
  await leads(page, 'Enter');
}

/** Follows a link. */
export async function follow(page, name) {
  await tabTo(page, 'link', name);
  await leads(page, 'Enter');
}

/** Picks one of a group of radio buttons, by the arrows, from wherever Tab enters the group. */
export async function pick(page, name) {
  const wanted = page.getByRole('radio', { name }).first();
  const group = await wanted.evaluate((radio) => radio.name);
  for (let stop = 0; stop < FAR; stop += 1) {
    if (await page.evaluate((known) => document.activeElement?.type === 'radio' && document.activeElement.name === known, group)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Space');
  for (let stop = 0; stop < 20 && !(await wanted.isChecked()); stop += 1) await page.keyboard.press('ArrowDown');
  assert.ok(await wanted.isChecked(), `“${name}” is picked`);
}

/** Ticks what is not ticked. */
export async function tick(page, name) {
  await tabTo(page, 'checkbox', name);
  await page.keyboard.press('Space');
  assert.ok(await page.getByRole('checkbox', { name }).first().isChecked(), `“${name}” is ticked`);
}

async function leads(page, key) {
  const arrived = page.waitForEvent('load');
  await page.keyboard.press(key);
  await arrived;
}

/** Whether what has the focus shows it. */
function ringed(page) {
  return page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return box.width > 0 && box.height > 0 && outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  });
}
