// The Scenarios menu: what the simulated world can be made to do. Not shown when the hub has none.

import { api } from './api.js';
import { el, icon } from './dom.js';

export class ScenarioMenu {
  #root;
  #toasts;
  #list = [];
  #menu = el('div.menu', { id: 'scenario-menu', hidden: true, role: 'group', 'aria-label': 'Scenarios' });
  #button;
  #chips = el('span.running-chips', { role: 'status' });

  /** @param changed called with the scenarios whenever one starts or stops */
  constructor(root, { toasts, changed }) {
    this.#root = root;
    this.#toasts = toasts;
    this.changed = changed;
    this.#button = el('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'scenario-menu', onclick: () => this.#open(this.#menu.hidden) }, icon('bolt'), 'Scenarios', icon('chevron', 12));
    document.addEventListener('pointerdown', (e) => { if (!root.contains(e.target)) this.#open(false); });
    root.addEventListener('keydown', (e) => {
      if (e.key !== 'Escape' || this.#menu.hidden) return;
      this.#open(false);
      this.#button.focus();
    });
  }

  set(list) {
    this.#list = list;
    if (list.length > 0) this.#root.replaceChildren(this.#chips, this.#button, this.#menu);
    this.#show();
  }

  told(scenario) {
    const at = this.#list.findIndex((known) => known.name === scenario.name);
    if (at < 0) return;
    this.#list[at] = { ...this.#list[at], ...scenario };
    this.#show();
  }

  #open(open) {
    this.#menu.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
  }

  #show() {
    const focused = document.activeElement?.closest?.('.scenario')?.dataset.name;
    this.#menu.replaceChildren(...this.#list.map((scenario) => this.#row(scenario)));
    if (focused) this.#menu.querySelector(`[data-name="${CSS.escape(focused)}"] button`)?.focus();
    const running = this.#list.filter((scenario) => scenario.running);
    this.#chips.replaceChildren(...running.map((scenario) => el('span.running-chip', {}, [scenario.title, scenario.target].filter(Boolean).join(' · '))));
    this.changed(this.#list);
  }

  #row(scenario) {
    const verb = scenario.running ? 'stop' : 'start';
    const button = el(`button${scenario.running ? '' : '.primary'}`, { type: 'button', 'aria-label': `${verb === 'stop' ? 'Stop' : 'Start'} ${scenario.title}`, onclick: async () => {
      button.disabled = true;
      try {
        const now = await api.scenario(scenario.name, verb);
        this.told({ name: scenario.name, running: now?.running ?? verb === 'start' });
      } catch (e) {
        this.#toasts.error(e);
        button.disabled = false;
      }
    } }, scenario.running ? 'Stop' : 'Start');
    return el('div.scenario', { 'data-name': scenario.name },
      el('h3', {}, scenario.title, scenario.target && el('span.target', {}, scenario.target)), el('p', {}, scenario.description ?? ''), button);
  }
}
