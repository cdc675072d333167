// Keeps what is typed while it is typed, and shows what it would give. Every page works without it.
const soon = (milliseconds, act) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(act, milliseconds); }; };
const post = (form, path, more) => fetch(path, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual', ...more });

// <form data-keep="path" data-zone="Europe/Berlin">: the path answers 204 once the text is on the disk, 409 if it changed meanwhile.
for (const form of document.querySelectorAll('form[data-keep]')) {
  const line = form.querySelector('[data-kept]'), unkept = form.querySelector('[data-unkept]'), changed = form.querySelector('[data-changed]');
  const zone = form.dataset.zone || undefined;
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  let typed = 0, kept = 0, running = false, failed = false;
  const say = (time, status) => {
    failed = !time;
    if (!line || !unkept || !changed) return;
    [line.hidden, unkept.hidden, changed.hidden] = [!time, Boolean(time) || status === 409, status !== 409];
    line.className = time ? 'saved' : '';
    line.querySelector('span').textContent = time ? `Kept, ${time}` : '';
  };
  const keep = async (more) => {
    if (typed === kept || (running && !more)) return;
    const upTo = typed;
    running = true;
    try {
      const answer = await post(form, form.dataset.keep, more);
      if (answer.status === 204) {
        kept = upTo;
        say(clock.format(new Date()));
      } else say(undefined, answer.status);
    } catch { say(); }
    running = false;
    if (!failed && typed !== kept) later();
  };
  const later = soon(700, () => keep());
  form.addEventListener('input', () => { typed += 1; later(); });
  form.addEventListener('submit', () => { kept = typed; });
  addEventListener('pagehide', () => keep({ keepalive: true }));
  // What could not be kept is not left behind unseen: the browser asks.
  addEventListener('beforeunload', (event) => { if (failed && typed !== kept) event.preventDefault(); });
}

// <form data-preview="id" data-preview-from="path">: the path changes nothing and answers with what stands in the element.
for (const form of document.querySelectorAll('form[data-preview]')) {
  const place = document.getElementById(form.dataset.preview);
  let last;
  const show = soon(250, async () => {
    last?.abort();
    last = new AbortController();
    try {
      const answer = await post(form, form.dataset.previewFrom, { signal: last.signal });
      if (answer.status !== 200 || !place) return;
      const unfolded = new Map([...place.querySelectorAll('details[id]')].map((one) => [one.id, one.open]));
      place.innerHTML = await answer.text();
      for (const one of place.querySelectorAll('details[id]')) one.open = unfolded.get(one.id) ?? one.open;
    } catch { /* a newer one is under way, or the line is down: what stands there stays */ }
  });
  form.addEventListener('input', show);
}

// <form data-zone-here="Etc/UTC">: where its field `zone` holds no more than that guess, the browser's own zone stands in it instead.
// <p data-zone-shown="Europe/Berlin" data-zone-from="path?zone=">: the same line, told in the browser's zone where that is another.
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const form of document.querySelectorAll('form[data-zone-here]')) {
  const field = form.elements.namedItem('zone');
  if (here && field?.value === form.dataset.zoneHere) field.value = here;
}
for (const line of document.querySelectorAll('[data-zone-from]')) {
  if (!here || here === line.dataset.zoneShown) continue;
  fetch(line.dataset.zoneFrom + encodeURIComponent(here))
    .then(async (answer) => { if (answer.status === 200) line.innerHTML = await answer.text(); })
    .catch(() => { /* what stands there is true as well, in the zone that it names */ });
}
