// The selected meter: who it is, how it is, what it said, what it was told to do.

import { api } from './api.js';
import { loadChart } from './chart.js';
import { CommandList, confirmControl } from './commands.js';
import { eventElement } from './events.js';
import { el, icon, quantity, time } from './dom.js';
import { isSound, qualityName } from './quality.js';
import { symbolElement } from './states.js';

const HOUR = 3_600_000;
const SPANS = {
  day: { name: 'Day', length: 24 * HOUR, bar_ms: 900_000 },
  week: { name: 'Week', length: 7 * 24 * HOUR, bar_ms: HOUR },
};

export class Detail {
  #root;
  #model;
  #map;
  #toasts;
  #meter = null;
  #commands = new CommandList();
  #abort = null;
  #span = 'day';
  #slots = {};

  constructor(root, model, map, toasts) {
    this.#root = root;
    this.#model = model;
    this.#map = map;
    this.#toasts = toasts;
    model.addEventListener('selected', () => this.#select(model.selected));
    model.addEventListener('states', () => this.#showState());
    root.addEventListener('keydown', (e) => {
      if (e.key === 'Escape') model.select(-1);
    });
  }

  /** An event frame: the list grows when it is about this meter. */
  event(event) {
    if (!this.#meter || event.meterIndex !== this.#meter.index || !this.#slots.events) return;
    this.#slots.events.querySelector('.empty')?.remove();
    this.#slots.events.prepend(eventElement(event, this.#model.now(), null));
    while (this.#slots.events.children.length > 50) this.#slots.events.lastChild.remove();
  }

  /** A command frame. */
  command(command) {
    if (this.#commands.told(command, this.#meter?.mrid) && this.#meter) this.#showCommands();
  }

  /** Fetches the lists anew: messages about them may have been missed. */
  refresh() {
    if (!this.#meter) return;
    this.#loadEvents();
    this.#loadCommands();
  }

  async #select(index) {
    this.#abort?.abort();
    this.#abort = null;
    this.#meter = null;
    this.#commands.clear();
    if (index < 0) {
      this.#root.hidden = true;
      return;
    }
    const abort = this.#abort = new AbortController();
    const opening = this.#root.hidden;
    this.#root.hidden = false;
    if (opening) this.#root.replaceChildren(el('p.empty.detail-head', { role: 'status' }, 'Asking the hub about this meter'));
    this.#map.uncover(index);
    try {
      const meter = await api.meter(index, abort.signal);
      if (abort.signal.aborted) return;
      this.#show(meter);
      await Promise.all([this.#loadProfile(), this.#loadEvents(), this.#loadCommands()]);
    } catch (e) {
      if (abort.signal.aborted) return;
      this.#toasts.error(e);
      this.#model.select(-1);
    }
  }

  #show(meter) {
    this.#meter = meter;
    const slots = this.#slots = {
      chip: el('span.chip'), actions: el('div.actions', { role: 'group', 'aria-label': 'Actions' }), answer: el('div', { 'aria-live': 'polite' }),
      chart: el('div.chart-slot'), readings: el('div'), commands: el('ul', { 'aria-live': 'polite' }), events: el('ul.meter-events'),
    };
    for (const [label, action] of [['Read', () => this.#read()], ['Ping', () => this.#ping()], ['Disconnect', () => this.#control('disconnect')], ['Connect', () => this.#control('connect')]]) {
      slots.actions.append(el('button', { type: 'button', 'data-action': label.toLowerCase(), onclick: action }, label));
    }
    const head = el('div.detail-head', {},
      el('div.detail-title', {}, el('h2', { tabindex: -1 }, meter.name), slots.chip,
        el('button.plain', { type: 'button', 'aria-label': 'Close', title: 'Close (Esc)', onclick: () => this.#model.select(-1) }, icon('close'))),
      el('p.place', {}, meter.usagePoint?.address || 'No address known'), slots.actions, slots.answer);
    const section = (title, ...content) => el('section', { 'aria-label': title }, el('div.section-head', {}, el('h2', {}, title)), ...content);
    const profile = section('Load profile', slots.chart);
    profile.firstChild.append(this.#spanSwitch());
    this.#root.replaceChildren(head, el('div.detail-body', {}, profile, section('Last readings', slots.readings),
      section('Commands', slots.commands), section('Identity', this.#facts(meter)), section('Events', slots.events)));
    this.#showReadings(meter.lastValues);
    this.#showState();
    this.#map.uncover(meter.index);
  }

  #facts(meter) {
    const jump = (what, test, title) => (what
      ? el('button.link', { type: 'button', title, onclick: () => this.#map.show(test) }, what.name) : 'unknown');
    const rows = [
      ['Serial', el('span.mono', {}, meter.serialNumber)], ['Model', meter.model || 'unknown'], ['Adapter', `${meter.adapter}  ${meter.address ?? ''}`.trim()],
      ['Usage point', meter.usagePoint?.name ?? 'unknown'], ['Phases', meter.usagePoint?.phases || 'unknown'],
      ['Transformer', jump(meter.transformer, (f) => f.get('mrid') === meter.transformer.mrid, 'Show on the map')],
      ['Feeder', jump(meter.feeder, (f) => f.get('feeder') === meter.feeder.name, 'Show the whole feeder')],
      ['mRID', el('span.mono', {}, meter.mrid)],
    ];
    return el('dl.facts', {}, rows.map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
  }

  #showState() {
    const { chip } = this.#slots;
    if (!this.#meter || !chip) return;
    const state = this.#model.states[this.#model.state[this.#meter.index]];
    if (!state || chip.dataset.state === state.key) return; // gone while it is looked at
    chip.dataset.state = state.key;
    chip.title = `${state.name}: ${state.note}`;
    chip.replaceChildren(symbolElement(state, 14), state.name);
  }

  #showReadings(values) {
    if (values.length === 0) {
      this.#slots.readings.replaceChildren(el('p.empty', {}, 'No reading yet.'));
      return;
    }
    const now = this.#model.now();
    this.#slots.readings.replaceChildren(el('table', {},
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Quantity'), el('th', { scope: 'col', colspan: 2 }), el('th.when', { scope: 'col' }, 'At, UTC'))),
      el('tbody', {}, values.map((value) => el('tr', {}, el('td', {}, value.label),
        el('td.value', {}, quantity(value.value)), el('td.unit', {}, value.unit),
        el('td.when', {}, el('time', { datetime: value.time }, time.near(Date.parse(value.time), now)), !isSound(value.quality) && el('span.quality', {}, qualityName(value.quality))))))));
  }

  #showCommands() {
    this.#slots.commands.replaceChildren(...this.#commands.elements(this.#model.now()));
  }

  #spanSwitch() {
    const buttons = Object.entries(SPANS).map(([key, { name }]) => el('button', { type: 'button', 'aria-pressed': String(key === this.#span), onclick: () => {
      this.#span = key;
      buttons.forEach((button) => button.setAttribute('aria-pressed', String(button.textContent === SPANS[key].name)));
      this.#loadProfile();
    } }, name));
    return el('div.segments', { role: 'group', 'aria-label': 'Period' }, buttons);
  }

  async #loadProfile() {
    const { chart } = this.#slots;
    const { length, bar_ms } = SPANS[this.#span];
    const to = Math.ceil(this.#model.now() / bar_ms) * bar_ms;
    await this.#fill(chart, (id, signal) => api.profile(id, to - length, to, signal), (profile) => [loadChart(profile, { from: to - length, to, bar_ms })]);
  }

  #loadEvents() {
    return this.#fill(this.#slots.events, api.meterEvents, (events) => (events.length > 0
      ? events.map((event) => eventElement(event, this.#model.now(), null)) : [el('p.empty', {}, 'No events.')]));
  }

  #loadCommands() {
    return this.#fill(this.#slots.commands, api.commands, (commands) => {
      this.#commands.set(commands);
      return this.#commands.elements(this.#model.now());
    });
  }

  /** Loads a part of the panel; when that fails the part says so and the rest stays. */
  async #fill(slot, load, show) {
    const { signal } = this.#abort;
    try {
      const loaded = await load(this.#meter.index, signal);
      if (!signal.aborted) slot.replaceChildren(...show(loaded));
    } catch (e) {
      if (!signal.aborted) slot.replaceChildren(el('p.empty', {}, e.message));
    }
  }

  async #read() {
    await this.#ask('Reading the meter', api.read, (answer) => {
      this.#showReadings(answer.values);
      return `Read ${answer.values.length} values just now.`;
    });
  }

  async #ping() {
    await this.#ask('Pinging the meter', api.ping, (answer) => `The meter answers${answer.relay ? `; its relay is ${answer.relay.toLowerCase().replaceAll('_', ' ')}` : ''}.`);
  }

  async #ask(doing, call, done) {
    const { answer, actions } = this.#slots;
    const { index } = this.#meter;
    const say = (text, bad) => answer.replaceChildren(el(`p.answer${bad ? '.bad' : ''}`, {}, text));
    const buttons = [...actions.querySelectorAll('[data-action="read"], [data-action="ping"]')];
    buttons.forEach((button) => { button.disabled = true; });
    say(`${doing} …`);
    try {
      const result = await call(index);
      if (this.#meter?.index !== index) return;
      if (result.outcome === 'Done') say(done(result));
      else say(`${result.outcome.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${result.reason}`, true);
    } catch (e) {
      say(e.message, true);
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  #control(control) {
    const meter = this.#meter;
    confirmControl(control, meter, async (reason) => {
      const command = await api.control(meter.index, control, reason);
      if (this.#meter?.index !== meter.index) return;
      this.#commands.add(command);
      this.#slots.answer.replaceChildren(); // what Read or Ping said was said before this
      this.#showCommands();
      this.#slots.commands.closest('section').scrollIntoView({ block: 'center', behavior: 'smooth' });
    });
  }
}
