// The legend is also a filter and a head count: every state with its symbol, its number in the whole town and in view.

import { count, el, setText } from './dom.js';
import { symbolElement } from './states.js';
import { VOLTAGES, drawSwitch, HIT } from './network-style.js';

const REFRESH_MS = 200;

export class Legend {
  #model;
  #rows = [];

  /** @param inView () => counts by state of what the map shows */
  constructor(root, model, inView) {
    this.#model = model;
    const body = el('div.legend-rows', { role: 'group', 'aria-label': 'Meter states, show or hide' });
    model.states.forEach((state, i) => body.append(this.#row(state, i)));
    const total = el('div.legend-total', {}, el('span', {}, 'All meters'), this.total = el('span.number', { id: 'legend-total' }, count(model.meters)), this.viewTotal = el('span.number.soft', {}, '0'));
    root.append(el('div.legend-head', { 'aria-hidden': 'true' }, el('span', {}, 'Meters'), el('span', {}, 'Town'), el('span', {}, 'In view')), body, total, networkKey());
    setInterval(() => this.#refresh(inView()), REFRESH_MS);
    this.#refresh(inView());
  }

  #row(state, i) {
    const town = el('span.number', {}, '0');
    const view = el('span.number.soft', {}, '0');
    const button = el('button.legend-row', {
      type: 'button', 'aria-pressed': 'true', title: `${state.name}: ${state.note}. Click to hide or show.`, 'data-state': state.key,
      onclick: () => {
        this.#model.toggle(i);
        button.setAttribute('aria-pressed', String(this.#model.visible[i] === 1));
      },
    }, symbolElement(state, 16), el('span.legend-name', {}, state.name), town, view);
    this.#rows.push({ town, view, button, name: state.name });
    return button;
  }

  #refresh(inView) {
    const { counts } = this.#model;
    this.#rows.forEach((row, i) => {
      setText(row.town, count(counts[i]));
      setText(row.view, count(inView[i] ?? 0));
      row.button.classList.toggle('empty', counts[i] === 0);
      row.button.setAttribute('aria-label', `${row.name}: ${counts[i]} in town, ${inView[i] ?? 0} in view`);
    });
    setText(this.total, count(this.#model.meters));
    setText(this.viewTotal, count(inView.reduce((sum, n) => sum + n, 0)));
  }
}

function networkKey() {
  const item = (draw, text) => el('li', {}, draw, text);
  const stroke = (colour, width, dashed) => {
    const node = el(`span.stroke${dashed ? '.dashed' : ''}`, { 'aria-hidden': 'true' });
    node.style.borderTopColor = colour;
    node.style.borderTopWidth = `${width}px`;
    return node;
  };
  return el('ul.key', { 'aria-label': 'Network symbols' },
    VOLTAGES.map((voltage) => item(stroke(voltage.colour, Math.max(1.5, voltage.width)), voltage.name)),
    item(stroke(HIT, 2, true), 'Feeder hit'),
    item(switchSymbol(false), 'Switch closed'), item(switchSymbol(true), 'Switch open'));
}

function switchSymbol(open) {
  const canvas = el('canvas', { width: 36, height: 36, 'aria-hidden': 'true' });
  canvas.style.width = canvas.style.height = '16px';
  const context = canvas.getContext('2d');
  context.scale(2, 2);
  context.translate(2, 2);
  drawSwitch(context, open, false, 13);
  return canvas;
}
