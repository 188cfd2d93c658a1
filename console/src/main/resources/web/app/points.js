// Meters as pixels: symbols are blitted from prepared masks into one ImageData. No canvas call a point, no WebGL, so that 50,000 of
// them fit into a frame on a thin client.

import { drawSymbol } from './states.js';

const PAD = 40; // device pixels around the picture: a symbol at the edge needs no clipping
const PHASES = 4; // sub-pixel positions an axis: points glide with the lines beneath while panning
const HALO = 'rgba(9, 14, 20, 0.82)';
/** From so many points on they are drawn without the dark edge, and edges that overlap are not mixed: it would cost time and not be seen. */
const CROWD = 15_000;

export class PointPainter {
  #atlases = new Map();
  #picture = null;
  #pixels = null;
  #stride = 0;
  #capacity = 0;
  #grid = null;
  #at = new Int32Array(0);
  #phase = new Uint8Array(0);

  constructor(model) {
    this.model = model;
    this.size = 0;
    this.radius = 0;
    this.inView = new Uint32Array(model.states.length);
    this.order = model.states.map((state, i) => i).sort((a, b) => model.severity[a] - model.severity[b]);
  }

  /**
   * @param frame {width, height in device pixels, ratio, left, top in EPSG:3857, resolution in metres a device pixel, zoom}
   * @param tiles of kind meters
   * @return marks to draw over the points: {selected: {x, y}|null, hot: [{x, y, index}]} in device pixels
   */
  paint(context, frame, tiles) {
    this.#prepare(frame, tiles);
    this.radius = radiusAt(frame.zoom);
    const marks = this.#place(frame, tiles);
    this.#pixels.fill(0);
    const atlas = this.#atlas(Math.round(this.radius * frame.ratio * 2) / 2, this.size < CROWD ? HALO : null);
    for (const state of this.order) {
      if (this.inView[state] > 0 && this.model.visible[state]) this.#blit(state, atlas);
    }
    context.putImageData(this.#picture, -PAD, -PAD);
    this.#grid = null;
    return marks;
  }

  /** @return the dense index of the visible meter nearest to a place in device pixels, or -1 when none is within reach */
  hit(x, y, reach) {
    const cell = 32;
    const columns = Math.ceil(this.#stride / cell);
    this.#grid ??= this.#index(cell, columns);
    let best = -1;
    let nearest = reach * reach;
    const column = Math.floor((x + PAD) / cell);
    const row = Math.floor((y + PAD) / cell);
    for (let r = row - 1; r <= row + 1; r++) {
      for (let c = column - 1; c <= column + 1; c++) {
        if (c < 0 || c >= columns || r < 0) continue;
        for (let i = this.#grid.head[r * columns + c] ?? -1; i >= 0; i = this.#grid.next[i]) {
          const dx = this.xs[i] - PAD - x;
          const dy = this.ys[i] - PAD - y;
          const distance = dx * dx + dy * dy;
          if (distance <= nearest && this.model.visible[this.st[i]]) {
            nearest = distance;
            best = i;
          }
        }
      }
    }
    return best < 0 ? -1 : this.ids[best];
  }

  /** Where a meter is drawn now, in device pixels; null when it is not in view. Linear: for tests and the keyboard, not for a frame. */
  placeOf(index) {
    for (let i = 0; i < this.size; i++) {
      if (this.ids[i] === index) return { x: this.xs[i] - PAD, y: this.ys[i] - PAD };
    }
    return null;
  }

  #prepare(frame, tiles) {
    const stride = frame.width + 2 * PAD;
    const rows = frame.height + 2 * PAD;
    if (this.#picture === null || this.#picture.width !== stride || this.#picture.height !== rows) {
      this.#picture = new ImageData(stride, rows);
      this.#pixels = new Uint32Array(this.#picture.data.buffer);
      if (this.#stride !== stride) this.#atlases.clear();
      this.#stride = stride;
    }
    const points = tiles.reduce((n, tile) => n + tile.data.index.length, 0);
    if (points > this.#capacity) {
      this.#capacity = Math.max(4096, Math.ceil(points * 1.3));
      this.xs = new Float32Array(this.#capacity);
      this.ys = new Float32Array(this.#capacity);
      this.st = new Uint8Array(this.#capacity);
      this.ids = new Uint32Array(this.#capacity);
      this.#at = new Int32Array(this.#capacity);
      this.#phase = new Uint8Array(this.#capacity);
    }
  }

  #place(frame, tiles) {
    const { state, hot, selected } = this.model;
    const { xs, ys, st, ids, inView } = this;
    const at = this.#at;
    const phases = this.#phase;
    const stride = this.#stride;
    const scale = 1 / frame.resolution;
    const left = frame.left - PAD * frame.resolution;
    const top = frame.top + PAD * frame.resolution;
    const margin = PAD / 2;
    const maxX = frame.width + PAD + margin;
    const maxY = frame.height + PAD + margin;
    const marks = { selected: null, hot: [] };
    inView.fill(0);
    let n = 0;
    for (const { data, skip } of tiles) {
      const { x, y, index } = data;
      for (let i = 0; i < index.length; i++) {
        const px = (x[i] - left) * scale;
        const py = (top - y[i]) * scale;
        if (px < margin || py < margin || px >= maxX || py >= maxY || (skip && skip(x[i], y[i]))) continue;
        const id = index[i];
        const s = state[id];
        const column = px | 0;
        const row = py | 0;
        at[n] = row * stride + column;
        phases[n] = ((py - row) * PHASES | 0) * PHASES + ((px - column) * PHASES | 0);
        xs[n] = px;
        ys[n] = py;
        ids[n] = id;
        st[n] = s;
        n++;
        if (px >= PAD && py >= PAD && px < frame.width + PAD && py < frame.height + PAD) inView[s]++;
        if (hot[id] === 1) marks.hot.push({ x: px - PAD, y: py - PAD, index: id });
        if (id === selected) marks.selected = { x: px - PAD, y: py - PAD };
      }
    }
    this.size = n;
    return marks;
  }

  #blit(state, atlas) {
    const pixels = this.#pixels;
    const { st, size } = this;
    const crowded = size >= CROWD;
    const places = this.#at;
    const phases = this.#phase;
    const sprites = atlas[state];
    for (let i = 0; i < size; i++) {
      if (st[i] !== state) continue;
      const { offsets, colours, solid } = sprites[phases[i]];
      const at = places[i];
      const n = offsets.length;
      for (let k = 0; k < solid; k++) pixels[at + offsets[k]] = colours[k];
      for (let k = solid; k < n; k++) {
        const p = at + offsets[k];
        const target = pixels[p];
        if (target === 0) pixels[p] = colours[k];
        else if (!crowded) pixels[p] = over(colours[k], target);
      }
    }
  }

  /** Masks of all states at all phases for a radius, as offsets into the picture and colours (ABGR, little-endian RGBA). */
  #atlas(radius, halo) {
    const key = halo ? radius : -radius;
    const known = this.#atlases.get(key);
    if (known) return known;
    const half = Math.ceil(radius * 1.9 + 3);
    const cell = 2 * half + 1;
    const canvas = document.createElement('canvas');
    canvas.width = cell * PHASES * PHASES;
    canvas.height = cell * this.model.states.length;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const phases = Array.from({ length: PHASES * PHASES }, (unused, phase) => phase);
    this.model.states.forEach((state, row) => {
      for (const phase of phases) {
        const x = phase * cell + half + (phase % PHASES + 0.5) / PHASES;
        const y = row * cell + half + (Math.floor(phase / PHASES) + 0.5) / PHASES;
        drawSymbol(context, state, x, y, radius * state.scale, halo);
      }
    });
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    const source = new Uint32Array(picture.data.buffer);
    const from = halo ? 255 : 128;
    const atlas = this.model.states.map((state, row) =>
      phases.map((phase) => mask(source, canvas.width, phase * cell, row * cell, cell, half, this.#stride, from)));
    if (this.#atlases.size > 60) this.#atlases.clear();
    this.#atlases.set(key, atlas);
    return atlas;
  }

  #index(cell, columns) {
    const head = new Int32Array(columns * Math.ceil(this.#picture.height / cell)).fill(-1);
    const next = new Int32Array(this.size);
    for (let i = 0; i < this.size; i++) {
      const at = Math.floor(this.ys[i] / cell) * columns + Math.floor(this.xs[i] / cell);
      next[i] = head[at];
      head[at] = i;
    }
    return { head, next };
  }
}

/** Radius of a common symbol in CSS pixels: small enough at town scale that houses stay apart, large enough near by to click. */
export function radiusAt(zoom) {
  return Math.max(1.7, Math.min(9, 2.15 * 2 ** ((zoom - 14) * 0.42)));
}

/** @return offsets and colours, those of at least `opaqueFrom` alpha first, `solid` of them: they need no mixing */
function mask(source, width, left, top, cell, half, stride, opaqueFrom) {
  const pixels = [];
  for (let y = 0; y < cell; y++) {
    for (let x = 0; x < cell; x++) {
      const colour = source[(top + y) * width + left + x];
      if (colour >>> 24 >= 6) pixels.push({ offset: (y - half) * stride + x - half, colour, opaque: colour >>> 24 >= opaqueFrom });
    }
  }
  pixels.sort((a, b) => b.opaque - a.opaque);
  return {
    offsets: Int32Array.from(pixels, (pixel) => pixel.offset),
    colours: Uint32Array.from(pixels, (pixel) => pixel.colour),
    solid: pixels.filter((pixel) => pixel.opaque).length,
  };
}

/** Source-over of one straight-alpha pixel on another. */
function over(source, target) {
  const sa = source >>> 24;
  const rest = 255 - sa;
  const ta = target >>> 24;
  if (ta === 255) {
    const rb = (Math.imul(source & 0xff00ff, sa) + Math.imul(target & 0xff00ff, rest)) >>> 8 & 0xff00ff;
    const g = (Math.imul(source & 0xff00, sa) + Math.imul(target & 0xff00, rest)) >>> 8 & 0xff00;
    return (0xff000000 | rb | g) >>> 0;
  }
  const keep = ta * rest / 255;
  const alpha = sa + keep;
  const r = ((source & 255) * sa + (target & 255) * keep) / alpha;
  const g = ((source >>> 8 & 255) * sa + (target >>> 8 & 255) * keep) / alpha;
  const b = ((source >>> 16 & 255) * sa + (target >>> 16 & 255) * keep) / alpha;
  return (alpha << 24 | b << 16 | g << 8 | r) >>> 0;
}
