// What the console knows, outside the map: states by dense index, counts, the simulated clock. Views listen; nobody else writes.

import { statesInOrder } from './states.js';

/** Halos at a time: a storm stays readable. */
const MOST_HALOS = 120;

export class Model extends EventTarget {
  /** @param description the answer of /api/model */
  constructor(description) {
    super();
    this.description = description;
    this.states = statesInOrder(description.states);
    this.severity = Uint8Array.from(this.states, (state) => state.severity);
    this.meters = description.meters;
    /** Room for the dense indexes: those of meters that are gone stay empty. */
    this.indexes = description.indexes;
    this.state = new Uint8Array(this.indexes);
    this.counts = new Uint32Array(this.states.length);
    this.counts[0] = this.meters;
    this.visible = new Uint8Array(this.states.length).fill(1);
    this.connected = null;
    this.selected = -1;
    /** Meters that just got worse: index -> performance.now() of the change. Bounded, so that a storm stays calm. */
    this.worsened = new Map();
    /** The same as a flag a meter, for the draw loop. */
    this.hot = new Uint8Array(this.indexes);
    this.pace = description.clock.speed || 1;
    this.setClock(description.clock.now);
  }

  setClock(now) {
    const at = performance.now();
    const told = Date.parse(now);
    const waited = at - this.clockAt;
    if (waited > 500 && waited < 5000) this.pace = Math.max(0, (told - this.clockNow) / waited);
    this.clockAt = at;
    this.clockNow = told;
  }

  /** Simulated now, epoch ms. Between two words of the server it runs on at the pace last seen; it stands still when the line is lost. */
  now() {
    if (this.connected === false) return this.clockNow;
    return this.clockNow + Math.min(1500, performance.now() - this.clockAt) * this.pace;
  }

  /** The meters are others now. @param description the answer of /api/model */
  adopt(description) {
    this.description = description;
    this.meters = description.meters;
    this.#room(description.indexes);
    this.dispatchEvent(new Event('meters'));
    this.dispatchEvent(new Event('states'));
  }

  #room(indexes) {
    if (indexes <= this.indexes) return;
    this.indexes = indexes;
    const grown = (before) => {
      const bytes = new Uint8Array(indexes);
      bytes.set(before);
      return bytes;
    };
    this.state = grown(this.state);
    this.hot = grown(this.hot);
  }

  /** @param states by dense index; 255 for a meter that is gone, which counts nowhere */
  snapshot(states) {
    this.#room(states.length);
    this.state.set(states);
    this.#recount();
    this.dispatchEvent(new Event('states'));
  }

  deltas(view) {
    const now = performance.now();
    for (let at = 0; at + 5 <= view.byteLength; at += 5) {
      const index = view.getUint32(at, true);
      const next = view.getUint8(at + 4);
      if (index >= this.indexes || next >= this.states.length) continue;
      const before = this.state[index];
      if (before === next) continue;
      this.state[index] = next;
      this.counts[before]--;
      this.counts[next]++;
      if (this.severity[next] > this.severity[before] && this.severity[next] > 1) this.#worse(index, now);
    }
    this.dispatchEvent(new Event('states'));
  }

  #worse(index, now) {
    this.worsened.delete(index);
    if (this.worsened.size >= MOST_HALOS) this.cool(this.worsened.keys().next().value);
    this.worsened.set(index, now);
    this.hot[index] = 1;
  }

  cool(index) {
    this.worsened.delete(index);
    this.hot[index] = 0;
  }

  #recount() {
    this.counts.fill(0);
    for (const state of this.state) this.counts[state]++;
  }

  toggle(state) {
    this.visible[state] = this.visible[state] ? 0 : 1;
    this.dispatchEvent(new Event('visible'));
  }

  select(index) {
    if (this.selected === index) return;
    this.selected = index;
    this.dispatchEvent(new Event('selected'));
  }

  setStatus(status) {
    this.connected = status.connected;
    this.status = status;
    this.dispatchEvent(new Event('status'));
  }
}
