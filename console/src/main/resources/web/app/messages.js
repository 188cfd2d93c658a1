// The Messages view: what was said at the enterprise's doors. Search above, the list on the left, one message on the right.

import { api } from './api.js';
import { bytes, el, icon, time } from './dom.js';
import { confirmReplay, messageElement, outcomeElement } from './message.js';

const PAGE = 100;
const PERIODS = [['', 'Any time'], ['1', 'Last hour'], ['24', 'Last day'], ['168', 'Last 7 days']];
const HOUR_MS = 3_600_000;

export class Messages {
  #root;
  #now;
  #toasts;
  #button;
  #form;
  #rows = el('ul.message-list', { 'aria-label': 'Messages found' });
  #more = el('button', { type: 'button', hidden: true, onclick: () => this.#find(this.#next) }, 'Older messages');
  #status = el('p.empty', { role: 'status' });
  #shown = el('article.message', { 'aria-live': 'polite' });
  #next = null;
  #selected = null;
  #abort = null;

  /** @param opener where the button that opens the view goes */
  constructor(root, opener, { now, toasts }) {
    this.#root = root;
    this.#now = now;
    this.#toasts = toasts;
    this.#button = el('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'messages', onclick: () => (root.hidden ? this.open() : this.close()) }, icon('mail'), 'Messages');
    opener.append(this.#button);
    const field = (name, label, placeholder = '') => el('label', {}, el('span', {}, label), el('input', { name, placeholder, maxlength: 1000, autocomplete: 'off', spellcheck: 'false' }));
    const choice = (name, label, options) => el('label', {}, el('span', {}, label), el('select', { name }, options.map(([value, words]) => el('option', { value }, words))));
    this.#form = el('form.message-search', { role: 'search', 'aria-label': 'Search messages', onsubmit: (e) => { e.preventDefault(); this.#find(); }, onreset: () => setTimeout(() => this.#find()) },
      field('text', 'Anything', 'MessageID, CorrelationID, device, noun'), field('device', 'Device'), field('noun', 'Noun'),
      choice('outcome', 'Outcome', [['', 'Any'], ['OK', 'OK'], ['PARTIAL', 'Partial'], ['FAILED', 'Failed'], ['UNREADABLE', 'Unreadable']]), field('code', 'Code', '2.4'),
      choice('direction', 'Direction', [['', 'In and out'], ['IN', 'In'], ['OUT', 'Out']]), field('partner', 'Partner'), choice('hours', 'Time', PERIODS),
      field('messageId', 'MessageID'), field('correlationId', 'CorrelationID'),
      el('div.message-buttons', {}, el('button', { type: 'reset' }, 'Clear'), el('button.primary', { type: 'submit' }, icon('search', 14), 'Search')));
    this.#form.addEventListener('change', (e) => { if (e.target.tagName === 'SELECT') this.#find(); });
    this.#rows.addEventListener('keydown', (e) => this.#key(e));
    root.append(
      el('div.messages-top', {}, el('h2', {}, 'Messages'), el('span.soft', {}, 'Everything said at the enterprise\u2019s doors, newest first'),
        el('button.plain', { type: 'button', 'aria-label': 'Close messages', onclick: () => this.close() }, icon('close'))),
      this.#form,
      el('div.messages-body', {}, el('div.messages-found', {}, this.#rows, this.#status, this.#more), this.#shown));
    root.addEventListener('keydown', (e) => {
      if (e.key !== 'Escape') return;
      e.preventDefault();
      this.close();
    });
  }

  open() {
    this.#root.hidden = false;
    this.#button.setAttribute('aria-expanded', 'true');
    if (this.#selected === null) this.#shown.replaceChildren(el('p.empty', {}, 'Choose a message to look at it.'));
    this.#find();
    this.#form.elements.text.focus();
  }

  close() {
    this.#abort?.abort();
    this.#root.hidden = true;
    this.#button.setAttribute('aria-expanded', 'false');
    this.#button.focus();
  }

  #asked() {
    const { hours, code, outcome, ...asked } = Object.fromEntries([...new FormData(this.#form)].map(([name, value]) => [name, value.trim()]));
    asked.outcome = outcome && code ? `${outcome} ${code}` : outcome || code;
    if (hours) asked.from = new Date(this.#now() - hours * HOUR_MS).toISOString();
    return asked;
  }

  /** @param before goes on with what is older than this; the newest first without it */
  async #find(before = null) {
    this.#abort?.abort();
    const abort = this.#abort = new AbortController();
    this.#status.textContent = 'Searching …';
    this.#more.hidden = true;
    try {
      const { exchanges, next } = await api.exchanges({ ...this.#asked(), before: before ?? '', limit: PAGE }, abort.signal);
      if (before === null) this.#rows.replaceChildren();
      this.#rows.append(...exchanges.map((exchange) => this.#row(exchange)));
      this.#next = next;
      this.#more.hidden = next === null;
      this.#status.textContent = this.#rows.children.length > 0 ? '' : next === null ? 'No message matches.' : 'Nothing yet; there are older ones to look through.';
    } catch (e) {
      if (abort.signal.aborted) return;
      this.#status.textContent = '';
      this.#toasts.error(e);
    }
  }

  #row(exchange) {
    const whose = [exchange.header.source || exchange.partner, exchange.devices.length === 1 ? exchange.devices[0] : exchange.devices.length > 1 ? `${exchange.devices.length} devices` : '', bytes(exchange.size)];
    return el('li', {}, el('button.message-row', { type: 'button', 'data-id': exchange.id, 'aria-pressed': String(exchange.id === this.#selected), onclick: () => this.#show(exchange.id) },
      el('time', { datetime: exchange.time }, time.near(Date.parse(exchange.time), this.#now())), el(`span.direction.${exchange.direction.toLowerCase()}`, {}, exchange.direction),
      el('span.what', {}, `${exchange.verb || 'unreadable'} ${exchange.noun}`, exchange.replayOf && el('span.again', { title: `Repeats message ${exchange.replayOf}` }, icon('again', 12))),
      outcomeElement(exchange.outcome), el('span.whose', {}, whose.filter(Boolean).join(' · '))));
  }

  #key(e) {
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
    const row = e.target.closest('li');
    const to = e.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
    if (!to) return;
    e.preventDefault();
    to.firstElementChild.focus();
    to.firstElementChild.click();
  }

  async #show(id) {
    this.#selected = id;
    for (const row of this.#rows.querySelectorAll('.message-row')) row.setAttribute('aria-pressed', String(Number(row.dataset.id) === id));
    try {
      const exchange = await api.exchange(id);
      if (this.#selected !== id) return;
      this.#shown.replaceChildren(...messageElement(exchange, { show: (other) => this.#show(other), search: (fields) => this.#searchFor(fields), replay: (one) => this.#replay(one) }).filter(Boolean));
      this.#shown.scrollTop = 0;
    } catch (e) {
      this.#toasts.error(e);
    }
  }

  #searchFor(fields) {
    for (const input of this.#form.elements) if (input.name) input.value = fields[input.name] ?? '';
    this.#find();
  }

  #replay(exchange) {
    confirmReplay(exchange, (mended) => api.replay(exchange.id, mended), () => setTimeout(() => {
      this.#find();
      this.#show(exchange.id);
    }, 600));
  }
}
