// Gir kontrollene navn og roller som skjermlesere trenger, og leser opp resultatlinjen når den endres.
(() => {
  if (window.metodikkFlate) return;
  window.metodikkFlate = true;
  let nr = 0;
  const sett = (e, n, v) => { if (e && e.getAttribute(n) !== v) e.setAttribute(n, v); };
  const rett = () => {
    document.querySelectorAll('.mk-flate').forEach(flate => {
      flate.querySelectorAll('.widget-label[title="null"]').forEach(e => e.removeAttribute('title'));
      flate.querySelectorAll('.widget-radio').forEach(gruppe => {
        gruppe.dataset.nr ??= String(++nr);
        const boks = gruppe.querySelector('.widget-radio-box');
        sett(boks, 'role', 'radiogroup');
        sett(boks, 'aria-label', gruppe.querySelector('.widget-label')?.textContent ?? '');
        gruppe.querySelectorAll('input[type=radio]').forEach(i => sett(i, 'name', 'mk-valg-' + gruppe.dataset.nr));
      });
      flate.querySelectorAll('.mk-svar .widget-html-content').forEach(e => {
        sett(e, 'aria-live', 'polite');
        sett(e, 'aria-atomic', 'true');
      });
      flate.querySelectorAll('details').forEach(d => {
        if (flate.dataset.apen === 'ja' && !d.open) d.open = true;
      });
    });
  };
  document.addEventListener('click', h => {
    const d = h.target.closest?.('.mk-flate summary')?.parentElement;
    if (d) d.closest('.mk-flate').dataset.apen = d.open ? 'nei' : 'ja';
  }, true);
  new MutationObserver(rett).observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ['class']});
  rett();
})();
