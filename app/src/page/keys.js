// A chart is one Tab stop: what of it had the focus last, else the chart itself. In the tree that the depths of its marks make in reading order (the
// chart, its marks, of small charts first each chart, the parts of a mark) down goes in, up goes out, left and right go along, Home and End to
// the ends. The mark with the focus keeps it where it moves; where it goes, what takes its place has it. A legend of links is one stop too.
(() => {
  const marksOf = list => [...list.querySelectorAll(':scope > li > a')];
  const isChart = list => list.matches('.hits');
  // As many conditions as a mark stands for, or its like where it is no filter.
  const depthOf = ({ dataset }) => Number(dataset.depth ?? dataset.alone?.split(' ').length ?? 1);
  const lists = new WeakMap();
  let held;
  const settle = list => {
    const marks = marksOf(list);
    const stop = marks.find(mark => mark === lists.get(list)) ?? (isChart(list) ? list : marks[0]);
    for (const one of marks) one.tabIndex = one === stop ? 0 : -1;
    if (!isChart(list)) return;
    list.tabIndex = list === stop ? 0 : -1;
    list.setAttribute('aria-describedby', `summary-${list.closest('[data-panel]').dataset.panel} chart-keys`);
  };
  // What moves or goes loses the focus.
  const hold = records => {
    const is_moved = held && records.some(({ removedNodes }) => [...removedNodes].some(node => node.contains(held.mark)));
    if (!is_moved || document.activeElement !== document.body) return;
    const marks = marksOf(held.list);
    (held.mark.isConnected ? held.mark : marks[Math.min(held.at, marks.length - 1)] ?? held.list).focus({ preventScroll: true });
  };
  const next = (marks, mark, key) => {
    const depths = marks.map(depthOf);
    const at = marks.indexOf(mark);
    if (at < 0) return key === 'ArrowDown' ? marks[0] : undefined;
    const ends = depths.findIndex((depth, place) => place > at && depth < depths[at]);
    const begins = depths.findLastIndex((depth, place) => place < at && depth < depths[at]);
    const likes = marks.filter((_, place) => depths[place] === depths[at] && place > begins && (ends < 0 || place < ends));
    const place = likes.indexOf(mark);
    return {
      ArrowDown: depths[at + 1] > depths[at] ? marks[at + 1] : undefined,
      ArrowUp: marks[begins] ?? mark.closest('.hits'),
      ArrowRight: likes[place + 1],
      ArrowLeft: likes[place - 1],
      Home: likes[0],
      End: likes.at(-1),
    }[key];
  };
  document.addEventListener('keydown', event => {
    const list = event.target.closest('.hits, .legend');
    if (!list || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !/^(Arrow(Down|Up|Right|Left)|Home|End)$/.test(event.key)) return;
    event.preventDefault();
    next(marksOf(list), event.target, event.key)?.focus();
  });
  document.addEventListener('focusin', ({ target }) => {
    const list = target.closest('.hits, .legend');
    const at = list ? marksOf(list).indexOf(target) : -1;
    held = at < 0 ? undefined : { list, mark: target, at };
    if (!list) return;
    lists.set(list, at < 0 ? undefined : target);
    settle(list);
  });
  document.addEventListener('pointerdown', ({ target }) => { if (!target.closest('.hits')) held = undefined; });
  const look = records => {
    document.querySelectorAll('.hits, .legend').forEach(settle);
    hold(records);
  };
  new MutationObserver(look).observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true });
  look([]);
})();
