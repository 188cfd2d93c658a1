// Feeders with their meters and how many of these are off; a click shows the whole feeder.

import { count, el, setText } from './dom.js';

export function showFeeders(root, feeders, map) {
  const rows = feeders.list.map((feeder) => {
    const off = el('span.number.off');
    const meters = el('span.number.soft');
    const button = el('button.feeder', { type: 'button', title: `Show ${feeder.name}`, onclick: () => map.show((feature) => feature.get('feeder') === feeder.name) },
      el('span.feeder-name', {}, feeder.name), off, meters);
    return { feeder, off, meters, button };
  });
  root.append(el('div.section-head', {}, el('h2', { id: 'feeders-title' }, 'Feeders'), el('span.soft', {}, 'meters')),
    rows.length > 0 ? el('ul.feeder-list', {}, rows.map(({ button }) => el('li', {}, button))) : el('p.empty', {}, 'No feeders in this model.'));
  const show = () => rows.forEach(({ feeder, off, meters, button }, i) => {
    const n = feeders.off(i);
    const hit = feeders.isHit(feeder.name);
    button.classList.toggle('hit', hit);
    setText(meters, count(feeder.meters));
    setText(off, n ? `${count(n)} off` : hit ? 'hit' : '');
  });
  feeders.addEventListener('counts', show);
  show();
}
