// Calm notices at the foot of the map. The same text again only renews the one that is there.

import { el, icon } from './dom.js';

const SHOWN_MS = 7000;
const MOST = 4;

export class Toasts {
  #list;
  #open = new Map();

  constructor(list) {
    this.#list = list;
  }

  /** @param severity info | warning | alarm */
  show(text, severity = 'info') {
    const known = this.#open.get(text);
    if (known) {
      clearTimeout(known.timer);
      known.timer = setTimeout(() => this.#close(text), SHOWN_MS);
      return;
    }
    const node = el(`li.toast.${severity}`, { role: severity === 'alarm' ? 'alert' : 'status' }, el('span', {}, text),
      el('button.plain', { type: 'button', 'aria-label': 'Dismiss', onclick: () => this.#close(text) }, icon('close', 12)));
    this.#open.set(text, { node, timer: setTimeout(() => this.#close(text), SHOWN_MS) });
    this.#list.append(node);
    if (this.#open.size > MOST) this.#close(this.#open.keys().next().value);
  }

  error(e) {
    if (e.name !== 'AbortError') this.show(e.message, 'warning');
  }

  #close(text) {
    const toast = this.#open.get(text);
    if (!toast) return;
    clearTimeout(toast.timer);
    this.#open.delete(text);
    toast.node.remove();
  }
}
