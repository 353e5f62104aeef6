// Ranks while a slider moves. One question is on its way at a time and the next is asked of the form as it then stands, so the last wins and
// no movement is lost; the form itself is never replaced. The address follows the answer: one entry of the history for each drag.
(() => {
  const form = document.querySelector('.contest');
  const place = id => document.getElementById(id);
  const root = form.closest('.page');
  const wanted = () => {
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form));
    return url.href;
  };
  const wait = time => new Promise(done => setTimeout(done, time));
  const get = async url => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };
  // What the answer has beside the form; disclosures stay open and boxes stay where they were scrolled.
  const show = page => {
    const before = place('race-answer');
    const open = [...before.querySelectorAll('details[open]')].map(({ id }) => id);
    const scrolled = [...before.querySelectorAll('.scroll')].map(box => [box.getAttribute('aria-label'), box.scrollLeft, box.scrollTop]);
    document.querySelector('.notices')?.remove();
    const notices = page.querySelector('.notices');
    if (notices) form.closest('main').prepend(notices);
    for (const part of ['.bar', '#race-answer', '.foot']) root.querySelector(part)?.replaceWith(page.querySelector(part));
    open.forEach(id => { if (place(id)) place(id).open = true; });
    for (const box of place('race-answer').querySelectorAll('.scroll')) {
      const [, left, top] = scrolled.find(([name]) => name === box.getAttribute('aria-label')) ?? [];
      box.scrollTo(left ?? 0, top ?? 0);
    }
    place('race-leaders').textContent = page.getElementById('race-leaders').textContent;
    const shares = page.querySelectorAll('.weight .share');
    form.querySelectorAll('.weight .share').forEach((share, at) => { share.textContent = shares[at].textContent; });
    // The language and the theme lead back to the state shown.
    const next = page.querySelectorAll('[name=next]');
    document.querySelectorAll('[name=next]').forEach((field, at) => { field.value = next[at].value; });
  };
  const say = slider => { if (slider.nextElementSibling?.localName === 'output') slider.nextElementSibling.value = slider.value; };
  const busy = is => document.querySelector('.progress').classList.toggle('waiting', is);
  let [asking, asked, turn] = [false, wanted(), 0];
  let [gesture, shown, ended] = [0, 0, true];
  const ask = async () => {
    if (asking) return;
    [asking, place('race-failure').hidden] = [true, true];
    busy(true);
    while (wanted() !== asked) {
      const [url, mine, now] = [wanted(), turn, gesture];
      try {
        const page = await get(url);
        if (mine !== turn) continue;
        asked = url;
        show(page);
        history[now === shown ? 'replaceState' : 'pushState'](null, '', place('race-answer').dataset.address);
        shown = now;
      } catch {
        place('race-failure').hidden = false;
        break;
      }
      await wait(60);
    }
    asking = false;
    busy(false);
  };
  form.addEventListener('input', ({ target }) => {
    say(target);
    if (ended) gesture += 1;
    ended = false;
    ask();
  });
  form.addEventListener('change', () => { ended = true; });
  form.addEventListener('submit', event => {
    event.preventDefault();
    ask();
  });
  // Back and forward: the form takes what the address says.
  addEventListener('popstate', async () => {
    [turn, asked] = [turn + 1, wanted()];
    const mine = turn;
    const page = await get(location.href).catch(() => location.reload());
    if (!page || mine !== turn) return;
    for (const field of form.querySelectorAll('input[type=range], select')) {
      field.value = page.getElementById(field.id).value;
      say(field);
    }
    [asked, ended] = [wanted(), true];
    show(page);
  });
})();
