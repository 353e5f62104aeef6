// Copies the paragraph with its notes, as text or as HTML whose addresses work elsewhere. The buttons wait until this runs.
(() => {
  const article = document.getElementById('answer');
  const links = root => [...root.querySelectorAll('a[href^="/"]')];
  const html = () => {
    const copy = article.cloneNode(true);
    const copied = links(copy);
    links(article).forEach((link, at) => copied[at].setAttribute('href', link.href));
    return copy.innerHTML;
  };
  const blob = (type, content) => new Blob([content], { type });
  for (const button of document.querySelectorAll('[data-copy]')) {
    if (!window.isSecureContext || !navigator.clipboard) continue;
    button.hidden = false;
    button.onclick = async () => {
      const text = article.innerText;
      if (button.dataset.copy === 'text') await navigator.clipboard.writeText(text);
      else {
        const item = { 'text/html': blob('text/html', html()), 'text/plain': blob('text/plain', text) };
        await navigator.clipboard.write([new ClipboardItem(item)]);
      }
      button.textContent = button.dataset.done;
    };
  }
})();
