// Which feeders are hit: counted where the hub knows which feeder each meter hangs on (model.feederOfMeters), else told by running scenarios.

/** A feeder counts as hit from this share of its meters off, so that a single house does not colour the street. */
const HIT_SHARE = 0.1;

export class Feeders extends EventTarget {
  #model;
  #feederOf = null;
  #off;
  #hit = new Set();
  #targets = new Set();
  #timer = 0;

  constructor(model) {
    super();
    this.#model = model;
    this.list = model.description.feeders;
    this.#off = new Uint32Array(this.list.length);
    model.addEventListener('states', () => {
      this.#timer ||= setTimeout(() => {
        this.#timer = 0;
        this.#recount();
      }, 250);
    });
  }

  /** @param feederOf position in the model's list of feeders by dense meter index, 65535 for none */
  learn(feederOf) {
    this.#feederOf = feederOf;
    this.#recount();
  }

  /** The same feeders with other meters. @param list of /api/model */
  adopt(list) {
    this.list.forEach((feeder, i) => { feeder.meters = list[i]?.meters ?? 0; });
    this.#recount();
  }

  /** @param targets names of feeders that running scenarios have struck */
  strike(targets) {
    this.#targets = new Set(targets);
    this.#recount();
  }

  isHit(name) {
    return this.#hit.has(name);
  }

  /** Meters off on the feeder at a position of the list; null when the hub has not said whose they are. */
  off(position) {
    return this.#feederOf ? this.#off[position] : null;
  }

  #recount() {
    const off = this.#model.states.findIndex((state) => state.key === 'OFF');
    const hit = new Set();
    this.#off.fill(0);
    const { state } = this.#model;
    const feederOf = this.#feederOf ?? [];
    for (let i = 0; i < feederOf.length; i++) if (state[i] === off && feederOf[i] < this.#off.length) this.#off[feederOf[i]]++;
    this.list.forEach((feeder, i) => {
      const counted = this.#feederOf !== null && feeder.meters > 0;
      if (counted ? this.#off[i] >= Math.max(3, feeder.meters * HIT_SHARE) : this.#targets.has(feeder.name)) hit.add(feeder.name);
    });
    const changed = hit.size !== this.#hit.size || [...hit].some((name) => !this.#hit.has(name));
    this.#hit = hit;
    this.dispatchEvent(new Event('counts'));
    if (changed) this.dispatchEvent(new Event('change'));
  }
}
