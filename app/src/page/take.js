// What only a browser can do to take a page along: copies its address, a chart or a table, saves a chart as PNG at twice the size, prints, and says
// on paper where and when the page was read. What waits for this stands in `.needs-script`.
(() => {
  document.documentElement.classList.add('scripted');
  const blobOf = (type, content) => new Blob([content], { type });
  const made = (tag, properties) => Object.assign(document.createElement(tag), properties);
  // `forms`: other forms of the same, by type.
  const copy = async (text, html = '', forms = {}) => {
    if (html && navigator.clipboard && window.ClipboardItem) {
      const said = { 'text/html': blobOf('text/html', html), 'text/plain': blobOf('text/plain', text) };
      return navigator.clipboard.write([new ClipboardItem({ ...said, ...forms })]);
    }
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Without https there is no clipboard but the selection's.
    const place = html ? made('div', { innerHTML: html }) : made('pre', { textContent: text });
    document.body.append(place);
    getSelection().selectAllChildren(place);
    const is_done = document.execCommand('copy');
    place.remove();
    if (!is_done) throw new Error('refused');
  };
  const file = async address => new DOMParser().parseFromString(await (await fetch(address)).text(), 'image/svg+xml').documentElement;
  const painted = async svg => {
    const url = URL.createObjectURL(blobOf('image/svg+xml', new XMLSerializer().serializeToString(svg)));
    const image = new Image();
    await new Promise((done, failed) => Object.assign(image, { onload: done, onerror: failed, src: url }));
    const canvas = made('canvas', { width: image.naturalWidth * 2, height: image.naturalHeight * 2 });
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    return canvas;
  };
  const png = canvas => new Promise(done => canvas.toBlob(done, 'image/png'));
  const actions = {
    png: async ({ dataset }) => {
      const link = made('a', { href: URL.createObjectURL(await png(await painted(await file(dataset.png)))), download: `${dataset.name}.png` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
    // Title, finding, the chart without either, then filter, source and day; and the file as it is, for where only a picture is taken.
    word: async ({ dataset }) => {
      const svg = await file(dataset.word);
      const whole = await png(await painted(svg));
      const [title, finding, ...notes] = ['title', 'desc'].flatMap(name => svg.querySelector(name).textContent.split('\n'));
      const box = svg.querySelector('view').getAttribute('viewBox');
      const [, , width, height] = box.split(' ');
      for (const [name, value] of Object.entries({ viewBox: box, width, height })) svg.setAttribute(name, value);
      const page = made('div', {});
      const image = made('img', { src: (await painted(svg)).toDataURL('image/png'), alt: finding, width, height });
      const address = location.origin + location.pathname + location.search;
      page.append(made('h3', { textContent: title }), made('p', { textContent: finding }), image);
      page.append(...notes.map(note => made('p', { textContent: note })), made('a', { href: address, textContent: readable(address) }));
      return copy([title, finding, ...notes, readable(address)].join('\n'), page.outerHTML, { 'image/png': whole });
    },
    copyTable: button => {
      const table = button.closest('details').querySelector('table');
      const text = [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()).join('\t')).join('\n');
      return copy(text, `<table border="1">${table.innerHTML}</table>`);
    },
    copyLink: ({ dataset }) => copy(new URL(dataset.copyLink, location.href).href),
    copyFrom: ({ dataset }) => copy(document.querySelector(dataset.copyFrom).value),
    print: async () => print(),
  };
  document.addEventListener('click', async event => {
    const button = event.target.closest('button.needs-script');
    const action = Object.keys(actions).find(name => button?.dataset[name] !== undefined);
    if (!action) return;
    const { done, failed } = button.dataset;
    const said = await actions[action](button).then(() => done, () => failed);
    const status = button.querySelector('[role=status]');
    if (!status) return;
    status.textContent = said;
    setTimeout(() => { status.textContent = ''; }, 4000);
  });
  // An address with Han as it is read; what would end it stays escaped.
  const readable = address => address.replace(/(%[89A-F][0-9A-F])+/gi, bytes => {
    try { return decodeURIComponent(bytes).replace(/[^\p{L}\p{N}\p{P}\p{S}]/gu, encodeURIComponent); } catch { return bytes; }
  });
  addEventListener('beforeprint', () => {
    const say = (place, text) => document.querySelectorAll(place).forEach(found => { found.textContent = text; });
    say('.printed-on', new Date().toLocaleDateString(document.documentElement.lang));
    say('.printed-from', readable(location.href));
  });
})();
