// What only a browser can do with a chart: its picture as a PNG at twice the size, its table on the clipboard; and the day on a printed page.
// What waits for this stands in `.needs-script`.
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  const blobOf = (type, content) => new Blob([content], { type });
  const loaded = url => new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = failed;
    image.src = url;
  });
  const png = async button => {
    const svg = await (await fetch(button.dataset.png)).text();
    const url = URL.createObjectURL(blobOf('image/svg+xml', svg));
    const image = await loaded(url);
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth * 2, image.naturalHeight * 2];
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(url);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${button.dataset.name}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const copy = async button => {
    const table = button.closest('details').querySelector('table');
    const text = [...table.rows].map(row => [...row.cells].map(cell => cell.innerText.trim()).join('\t')).join('\n');
    if (navigator.clipboard && window.ClipboardItem) {
      const html = blobOf('text/html', `<table border="1">${table.innerHTML}</table>`);
      await navigator.clipboard.write([new ClipboardItem({ 'text/html': html, 'text/plain': blobOf('text/plain', text) })]);
    } else {
      // Without https there is no clipboard but the selection's.
      getSelection().selectAllChildren(table);
      document.execCommand('copy');
    }
  };
  document.addEventListener('click', async event => {
    const button = event.target.closest('button[data-png], button[data-copy-table]');
    if (!button) return;
    const done = await (button.dataset.png ? png : copy)(button).then(() => button.dataset.done, () => button.dataset.failed);
    const status = button.querySelector('[role=status]');
    status.textContent = done;
    setTimeout(() => { status.textContent = ''; }, 4000);
  });
  addEventListener('beforeprint', () => {
    const day = new Date().toLocaleDateString(root.lang);
    document.querySelectorAll('.printed-on').forEach(place => { place.textContent = day; });
  });
})();
