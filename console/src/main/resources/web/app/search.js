// Search: "/" from anywhere, arrows and Enter to choose, and the map flies there.

import { api } from './api.js';
import { el, icon } from './dom.js';

const PAUSE_MS = 140;
const KINDS = { meter: 'Meter', transformer: 'Transformer', feeder: 'Feeder', switch: 'Switch' };

export class Search {
  #input;
  #list;
  #results = [];
  #active = -1;
  #timer = 0;
  #abort = null;
  #choose;
  #failed;

  /** @param choose called with one result of /api/search */
  constructor(root, { choose, failed }) {
    this.#choose = choose;
    this.#failed = failed;
    this.#input = el('input', { type: 'search', id: 'search-input', placeholder: 'Search meter, serial, address, transformer, feeder', autocomplete: 'off', spellcheck: 'false',
      role: 'combobox', 'aria-label': 'Search the grid', 'aria-expanded': 'false', 'aria-controls': 'search-results', 'aria-autocomplete': 'list', maxlength: 100 });
    this.#list = el('ul.results', { id: 'search-results', role: 'listbox', 'aria-label': 'Search results', hidden: true });
    root.append(el('div.search-box', {}, icon('search'), this.#input, el('kbd', { 'aria-hidden': 'true' }, '/')), this.#list);
    this.#input.addEventListener('input', () => this.#later());
    this.#input.addEventListener('keydown', (e) => this.#key(e));
    this.#input.addEventListener('focus', () => { if (this.#input.value.trim()) this.#later(); });
    root.addEventListener('focusout', (e) => { if (!root.contains(e.relatedTarget)) this.#close(); });
    document.addEventListener('keydown', (e) => {
      if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.('input, textarea, select, dialog')) return;
      e.preventDefault();
      this.#input.focus();
      this.#input.select();
    });
  }

  #later() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const words = this.#input.value.trim();
    if (!words) {
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => this.#find(words), PAUSE_MS);
  }

  async #find(words) {
    const abort = this.#abort = new AbortController();
    try {
      this.#results = await api.search(words, abort.signal);
    } catch (e) {
      if (!abort.signal.aborted) this.#failed(e);
      return;
    }
    if (abort.signal.aborted || document.activeElement !== this.#input) return;
    this.#active = this.#results.length > 0 ? 0 : -1;
    this.#show();
  }

  #show() {
    const rows = this.#results.map((result, i) => el('li', { role: 'option', id: `result-${i}`, onmousedown: (e) => e.preventDefault(), onclick: () => this.#take(i) },
      el('span.result-kind', {}, KINDS[result.kind] ?? result.kind), el('span.result-name', {}, result.name), el('span.result-detail', {}, result.detail ?? '')));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [el('li.nothing', { role: 'option', 'aria-disabled': 'true' }, 'Nothing found')]));
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
    this.#mark();
  }

  #mark() {
    [...this.#list.children].forEach((row, i) => row.setAttribute('aria-selected', String(i === this.#active)));
    if (this.#active < 0) {
      this.#input.removeAttribute('aria-activedescendant');
      return;
    }
    this.#input.setAttribute('aria-activedescendant', `result-${this.#active}`);
    this.#list.children[this.#active]?.scrollIntoView({ block: 'nearest' });
  }

  #key(e) {
    const n = this.#results.length;
    if (e.key === 'Escape') {
      this.#close();
      this.#input.blur();
    } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && n > 0 && !this.#list.hidden) {
      e.preventDefault();
      this.#active = (this.#active + (e.key === 'ArrowDown' ? 1 : n - 1)) % n;
      this.#mark();
    } else if (e.key === 'Enter' && this.#active >= 0 && !this.#list.hidden) {
      this.#take(this.#active);
    } else {
      return;
    }
    e.stopPropagation();
  }

  #take(i) {
    const result = this.#results[i];
    this.#close();
    this.#input.value = result.name;
    this.#choose(result);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }
}
