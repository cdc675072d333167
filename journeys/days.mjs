// Days of a story. A program built for development can be set ahead, so that nobody waits for Thursday.
const ZONE = 'Europe/Berlin';
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** How far Berlin is ahead of UTC at an instant, in milliseconds. */
function offset(at) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeZoneName: 'longOffset' }).formatToParts(at);
  const [, sign, hours, minutes] = parts.find(({ type }) => type === 'timeZoneName').value.match(/GMT([+-])(\d\d):(\d\d)/) ?? [0, '+', 0, 0];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The first instant, not before `from`, at which it is that weekday and time in Berlin: `on('Tuesday', '09:10')`. */
export function on(weekday, time, from = new Date()) {
  const [hours, minutes] = time.split(':').map(Number);
  const here = new Date(from.getTime() + offset(from));
  for (let day = 0; day < 8; day += 1) {
    const wall = Date.UTC(here.getUTCFullYear(), here.getUTCMonth(), here.getUTCDate() + day, hours, minutes);
    const at = new Date(wall - offset(new Date(wall - offset(from))));
    if (new Date(wall).getUTCDay() === WEEKDAYS.indexOf(weekday) && at >= from) return at;
  }
  throw new Error(`there is no day called ${weekday}`);
}

/** An instant as the clock on the wall in Berlin shows it: `2026-12-01T09:10`, as a field takes it. */
export function field(at) {
  return new Date(at.getTime() + offset(at)).toISOString().slice(0, 16);
}

/** The environment in which the program, started now, goes by a clock that shows `at`. */
export function clockAt(at) {
  return { OFFWHEEL_AHEAD: String(Math.round((at.getTime() - Date.now()) / 1000)) };
}

/** As the product names a moment: `Tuesday 1 December, 09:10 (Berlin)`. */
export function named(at) {
  const wall = new Date(at.getTime() + offset(at));
  const month = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long' }).format(wall);
  return `${WEEKDAYS[wall.getUTCDay()]} ${wall.getUTCDate()} ${month}, ${wall.toISOString().slice(11, 16)}`;
}
