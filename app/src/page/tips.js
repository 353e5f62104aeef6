// Tooltips: that of a mark is shown until the pointer rests elsewhere, so that it can be pointed at, and never under the pointer. And what Esc
// does, one thing a press: it closes a tooltip, then a menu, empties the search that has the focus, or takes back the condition that came last.
(() => {
  const all = what => [...document.querySelectorAll(what)];
  const markOf = target => target?.closest?.('.hits > li') ?? undefined;
  let told, quiet, soon;
  const tell = (item, x) => {
    if (item === told) return;
    told?.removeAttribute('data-tip');
    told = item;
    if (!item) return;
    const { left, width, top } = item.firstElementChild.getBoundingClientRect();
    const isRow = width >= 300 && item.closest('[data-kind=bar], [data-kind=pareto], [data-kind=box]');
    item.dataset.tip = isRow ? (x > left + width / 2 ? 'left' : 'right') : top < 140 ? 'below' : '';
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
  new MutationObserver(look).observe(document.querySelector('.chips'), { childList: true });
  look();
})();
