// A range of a chart by dragging across its marks or one of its ends (or by Shift and the arrows: left and right move it, up and down widen and
// narrow it).
(() => {
  // A list with a range holds its address, and each of its links where a range begins and ends that begins or ends there.
  const place = target => {
    const item = target.closest?.('[data-range]:not([data-range=""]) > li');
    const items = item ? [...item.parentElement.children] : [];
    return { list: item?.parentElement, items, at: items.indexOf(item) };
  };
  const link = item => item.querySelector('a');
  // Where keys have moved a range to: the marks follow when the answer is there.
  let moved;
  for (const kind of ['click', 'popstate']) addEventListener(kind, event => { if (event.isTrusted) moved = undefined; });
  const go = ({ list, items }, a, b) => {
    const [from, until] = [link(items[Math.min(a, b)]).dataset.from, link(items[Math.max(a, b)]).dataset.until];
    if (from === undefined || until === undefined) return;
    const way = document.createElement('a');
    way.href = list.dataset.range.replace('__gte=%7Bfrom%7D', '__gte=' + encodeURIComponent(from)).replace(/(__lte?=)%7Buntil%7D/, '$1' + encodeURIComponent(until));
    way.dataset.noscroll = '';
    way.dataset.alone = list.dataset.range.match(/([^?&]+)__gte=%7Bfrom/)[1];
    document.querySelector('.page').append(way);
    way.click();
    way.remove();
  };
  const mark = (items, a, b) => items.forEach((item, at) => item.classList.toggle('in', at >= Math.min(a, b) && at <= Math.max(a, b)));
  // The ends of a range are its handles: pressed there, the other end stays.
  const chosen = items => items.flatMap((item, at) => (link(item).hasAttribute('aria-current') ? [at] : []));
  const anchor = ({ items, at }) => {
    const marked = chosen(items);
    if (marked.length < 2) return at;
    return at === marked[0] ? marked.at(-1) : at === marked.at(-1) ? marked[0] : at;
  };
  let begun;
  // Shift adds to what is chosen, not to what is selected.
  document.addEventListener('mousedown', event => { if (event.shiftKey && event.target.closest('[data-alone]')) event.preventDefault(); });
  document.addEventListener('dragstart', event => { if (place(event.target).list) event.preventDefault(); });
  document.addEventListener('pointerdown', event => {
    const here = place(event.target);
    begun = here.list && event.button === 0 ? { ...here, from: anchor(here) } : undefined;
  });
  document.addEventListener('pointermove', event => {
    const here = begun && place(event.target);
    if (here?.list === begun?.list && here && here.at !== begun.at) mark(begun.items, begun.from, here.at);
  });
  document.addEventListener('pointerup', event => {
    const here = begun && place(event.target);
    if (begun) mark(begun.items, -1, -1);
    if (here?.list === begun?.list && here && here.at !== begun.at) go(begun, begun.from, here.at);
    begun = undefined;
  });
  document.addEventListener('keydown', event => {
    const here = event.shiftKey && place(event.target);
    if (!here?.list) return;
    const marked = chosen(here.items);
    const now = moved?.list === here.list ? moved.range : [marked[0] ?? here.at, marked.at(-1) ?? here.at];
    const [first, last, end] = [...now, here.items.length - 1];
    const next = { ArrowRight: [first + 1, last + 1], ArrowLeft: [first - 1, last - 1], ArrowUp: [first, last + 1], ArrowDown: [first, last - 1] }[event.key];
    if (!next) return;
    event.preventDefault();
    if (next[0] < 0 || next[1] > end || next[0] > next[1]) return;
    go(here, ...next);
    moved = { list: here.list, range: next };
  });
})();
