// Where there is room for three columns of charts, each stands in its own, under the one before it there. In two columns and in one the style
// sheet does that alone.
(() => {
  const room = matchMedia('(min-width: 1800px)');
  const stack = list => {
    const charts = [...list.querySelectorAll(':scope > .panel')];
    const stacked = room.matches && charts.length > 2;
    list.classList.toggle('stacked', stacked);
    if (!stacked) return;
    const gap = 40;
    let [ends, above] = [[0, 0, 0], 0];
    for (const chart of charts) {
      const at = [0, 1, 2].find(third => chart.classList.contains(`third-${third}`));
      // Nothing begins above what comes before it.
      const top = at === undefined ? Math.max(...ends) : Math.max(ends[at], above);
      above = top;
      chart.style.setProperty('--top', `${top}px`);
      const end = top + chart.offsetHeight + gap;
      if (at === undefined) ends = [end, end, end];
      else ends[at] = end;
    }
    list.style.setProperty('--height', `${Math.max(...ends)}px`);
  };
  document.querySelectorAll('.panels').forEach(list => {
    const sizes = new ResizeObserver(() => stack(list));
    const watch = () => list.querySelectorAll(':scope > .panel').forEach(chart => sizes.observe(chart));
    new MutationObserver(watch).observe(list, { childList: true });
    room.addEventListener('change', () => stack(list));
    watch();
    stack(list);
  });
})();
