// Tooltips: that of a mark is shown until the pointer rests elsewhere, so that it can be pointed at, and never under the pointer. And what Esc
// does, one thing a press: it closes a tooltip, then a menu, empties the search that has the focus, or takes back the condition that came last.
(() => {
  const all = what => [...document.querySelectorAll(what)];
  const markOf = target => target?.closest?.('.hits > li') ?? undefined;
  const tip = document.createElement('span');
  tip.className = 'tip';
  tip.ariaHidden = 'true';
  let told, quiet, soon;
  const tell = (item, x) => {
    if (item === told) return;
    told?.removeAttribute('data-tip');
    tip.remove();
    told = item;
    if (!item) return;
    const link = item.firstElementChild;
    const [, name, says] = link.ariaLabel.match(/^(.*?)(?:：|: |$)(.*)/s);
    tip.replaceChildren(Object.assign(document.createElement('b'), { textContent: name }), says);
    item.append(tip);
    const [plot, { left, width, top }] = [item.closest('.plot'), link].map(one => one.getBoundingClientRect());
    const is = kinds => kinds.includes(item.closest('[data-kind]')?.dataset.kind);
    item.dataset.tip = is(['map', 'choropleth', 'scatter', 'bubble', 'slope', 'line', 'area']) ? (plot.top < 140 ? 'beneath' : 'beyond') : top < 140 ? 'below' : '';
    if (width < 300 || !is(['bar', 'pareto', 'box'])) return;
    const where = item.dataset.tip;
    item.dataset.tip = x > left + width / 2 ? 'left' : 'right';
    // More than two lines would lie on the rows beside.
    if (tip.offsetHeight > 36) item.dataset.tip = where;
  };
  const focused = () => markOf(document.querySelector('.hit:focus-visible'));
  document.addEventListener('pointerover', event => {
    const item = markOf(event.target);
    if (item !== quiet) quiet = undefined;
    clearTimeout(soon);
    soon = setTimeout(() => tell([item, focused()].find(item => item !== quiet), event.clientX), told ? 150 : 0);
  });
  document.addEventListener('focusin', () => {
    quiet = undefined;
    if (focused()) tell(focused());
  });
  document.addEventListener('focusout', event => {
    if (told === markOf(event.target)) tell();
  });
  const closeTip = () => {
    const tip = all('.tip').find(tip => tip.checkVisibility());
    if (!tip) return false;
    clearTimeout(soon);
    if (markOf(tip)) {
      quiet = told;
      tell();
    } else {
      tip.dataset.quiet = '';
      for (const kind of ['pointerleave', 'focusout']) tip.parentElement.addEventListener(kind, () => delete tip.dataset.quiet, { once: true });
    }
    return true;
  };
  const closeMenus = but => {
    const open = all('details.menu[open]').filter(menu => !menu.contains(but));
    for (const menu of open) {
      if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
      menu.open = false;
    }
    return open.length;
  };
  // What follows from a link is done; columns are chosen one by one.
  document.addEventListener('click', event => closeMenus(event.target.closest('.menu:not(.columns) a') ? null : event.target));
  const empty = field => {
    if (field.type !== 'search' || !field.value) return;
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    if (field.defaultValue) field.form.requestSubmit();
  };
  // The values of a facet that have the words typed.
  document.addEventListener('input', ({ target }) => {
    const facet = target.closest('.facet');
    const words = target.value.trim().toLowerCase();
    facet?.classList.toggle('found', words !== '');
    facet?.querySelectorAll('li').forEach(item => { item.hidden = !item.textContent.toLowerCase().includes(words); });
  });
  // Conditions stand in the order of their names: which came last is remembered.
  let conditions = [];
  const look = () => {
    const now = all('.chips > li');
    conditions = [...conditions.filter(one => now.includes(one)), ...now.filter(one => !conditions.includes(one))];
  };
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (closeTip() || closeMenus()) return;
    const field = document.activeElement?.closest('input:not([type=checkbox]), select, textarea');
    if (field) empty(field);
    else conditions.at(-1)?.querySelector('a').click();
  });
  const chips = document.querySelector('.chips');
  if (chips) new MutationObserver(look).observe(chips, { childList: true });
  look();
})();
