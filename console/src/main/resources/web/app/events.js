// The newest events of the whole town; a click selects the meter.

import { el, time } from './dom.js';

const KEPT = 120;
const PAINT_MS = 250;

/** @param choose called with the event on a click; null makes a row that is only read */
export function eventElement(event, now, choose) {
  const words = [el(`span.mark.${['alarm', 'warning'].includes(event.severity) ? event.severity : 'info'}`, { role: 'img', 'aria-label': event.severity }), el('span.what', {}, event.label),
    el('time', { datetime: event.time }, time.near(Date.parse(event.time), now))];
  const about = [choose && event.meterName, event.reason].filter(Boolean).join(' · ');
  if (about) words.push(el('span.whose', {}, about));
  return el('li', {}, choose ? el('button.event', { type: 'button', disabled: event.meterIndex < 0, onclick: () => choose(event) }, words) : el('div.event', {}, words));
}

export class EventList {
  #list;
  #waiting = [];
  #timer = 0;

  constructor(root, { choose, now }) {
    this.choose = choose;
    this.now = now;
    this.#list = el('ul.event-list', { tabindex: 0, 'aria-label': 'Newest events' }, el('p.empty', {}, 'No events yet.'));
    this.rate = el('span.soft');
    root.append(el('div.section-head', {}, el('h2', { id: 'events-title' }, 'Events'), this.rate), this.#list);
  }

  /** @param events newest first */
  set(events) {
    if (events.length === 0) return;
    this.#list.replaceChildren(...events.slice(0, KEPT).map((event) => eventElement(event, this.now(), this.choose)));
  }

  /** Batches a storm: the list is redrawn four times a second at most, with the newest only. */
  add(event) {
    this.#waiting.push(event);
    this.#timer ||= setTimeout(() => this.#flush(), PAINT_MS);
  }

  #flush() {
    this.#timer = 0;
    const came = this.#waiting.splice(0);
    this.#list.querySelector(':scope > .empty')?.remove();
    const rows = came.slice(-KEPT).reverse().map((event) => eventElement(event, this.now(), this.choose));
    rows.forEach((row) => row.firstChild.classList.add('fresh'));
    this.#list.prepend(...rows);
    while (this.#list.children.length > KEPT) this.#list.lastChild.remove();
  }
}
