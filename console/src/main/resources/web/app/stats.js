// What a frame costs, on window.meridian.stats: for operators who ask, and for tests.

const RECENT = 240;

class Stats {
  #times = new Float32Array(RECENT);
  frames = 0;
  points = 0;
  clusters = 0;

  drawn(ms, points, clusters) {
    this.#times[this.frames % RECENT] = ms;
    this.frames++;
    this.points = points;
    this.clusters = clusters;
  }

  /** Draw times of the last 240 frames in milliseconds. */
  get draw() {
    const times = Array.from(this.#times.subarray(0, Math.min(this.frames, RECENT))).sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
    return { min: at(0), p50: at(0.5), p95: at(0.95), max: at(1) };
  }
}

export const stats = new Stats();
