// The selects over the chart that a reader makes apply at once: each option holds the address that it leads to. A choice made before the
// answer to the one before waits for it, since its address may change with it; once nothing is awaited the selects say what the chart is.
(() => {
  const main = document.querySelector('#main');
  if (!main) return;
  let waiting;
  const go = select => {
    const href = select.selectedOptions[0]?.dataset.href;
    if (!href) return;
    const way = document.createElement('a');
    way.href = href;
    way.dataset.noscroll = '';
    document.querySelector('.page').append(way);
    way.click();
    way.remove();
  };
  const isBusy = () => main.getAttribute('aria-busy') === 'true';
  document.addEventListener('change', event => {
    const select = event.target.closest?.('.chooser select');
    if (!select) return;
    if (isBusy()) waiting = { select, value: select.value };
    else go(select);
  });
  const settle = () => {
    if (isBusy()) return;
    main.querySelectorAll('.chooser select').forEach(select => {
      const shown = select.querySelector('option[selected]');
      if (shown) shown.selected = true;
    });
    if (!waiting) return;
    const { select, value } = waiting;
    waiting = undefined;
    const option = [...select.options].find(one => one.value === value && !one.disabled);
    if (!option || option.hasAttribute('selected')) return;
    option.selected = true;
    go(select);
  };
  const changes = new MutationObserver(() => setTimeout(settle));
  changes.observe(main, { subtree: true, attributes: true, attributeFilter: ['selected', 'aria-busy'] });
})();
