// The map layer of the meters: decides between points and donuts, paints them on its own canvas, and repaints alone (without the
// network beneath) when only states changed.

import { clusterAt, drawMarks } from './marks.js';
import { drawDonut, gather } from './clusters.js';
import { PointPainter } from './points.js';
import { stats } from './stats.js';
import { TileStore } from './tiles.js';

const { ol } = window;

export class MeterLayer extends ol.layer.Layer {
  #model;
  #tiles;
  #painter;
  #canvas = document.createElement('canvas');
  #context = this.#canvas.getContext('2d', { willReadFrequently: true });
  #frame = null;
  #donuts = [];
  #donutKey = '';
  #inView = new Uint32Array(0);
  #asked = 0;
  #clustersAged = false;
  #tileVersion = 0;

  constructor(model, bounds, { failed }) {
    super({ className: 'meters' });
    this.#model = model;
    this.#painter = new PointPainter(model);
    this.#canvas.className = 'meters';
    this.#tiles = new TileStore({
      stateCount: model.states.length, meters: model.meters, minMeterZoom: model.description.minMeterZoom, bounds, failed,
      changed: () => {
        this.#tileVersion++;
        this.repaint();
      },
    });
    this.hovered = -1;
    this.onpainted = () => {};
    for (const kind of ['states', 'visible', 'selected', 'status']) model.addEventListener(kind, () => this.repaint());
    model.addEventListener('states', () => { this.#clustersAged = true; });
    model.addEventListener('meters', () => {
      this.#tiles.renew(model.meters);
      this.repaint();
    });
    setInterval(() => {
      if (!this.#clustersAged || document.hidden) return;
      this.#clustersAged = false;
      if (this.#tiles.showsClusters) this.#tiles.refreshClusters();
    }, 1000);
  }

  /** Counts by state of what is in view. */
  get inView() {
    return this.#inView;
  }

  /** Called by OpenLayers for each frame of a pan or zoom. */
  render(frameState) {
    const { viewState, size, pixelRatio: ratio } = frameState;
    const width = Math.round(size[0] * ratio);
    const height = Math.round(size[1] * ratio);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#canvas.style.width = `${size[0]}px`;
      this.#canvas.style.height = `${size[1]}px`;
    }
    const resolution = viewState.resolution / ratio;
    this.#frame = {
      width, height, ratio, resolution, zoom: viewState.zoom, extent: frameState.extent,
      left: viewState.center[0] - width / 2 * resolution,
      top: viewState.center[1] + height / 2 * resolution,
    };
    this.#paint();
    return this.#canvas;
  }

  /** Paints once more, at the next animation frame, however often it is asked for. */
  repaint() {
    if (this.#asked || this.#frame === null) return;
    this.#asked = requestAnimationFrame(() => {
      this.#asked = 0;
      if (!this.getMapInternal()?.getView().getAnimating()) this.#paint(); // else OpenLayers paints this very frame
    });
  }

  #paint() {
    if (this.#asked) cancelAnimationFrame(this.#asked);
    this.#asked = 0;
    const started = performance.now();
    const frame = this.#frame;
    const tiles = this.#tiles.visible(frame.extent, frame.zoom);
    const marks = this.#painter.paint(this.#context, frame, tiles.filter((tile) => tile.data.kind === 'meters'));
    this.#paintDonuts(frame, tiles.filter((tile) => tile.data.kind === 'clusters'));
    const moving = drawMarks(this.#context, frame, marks, this.#painter, this.#model, this.hovered);
    stats.drawn(performance.now() - started, this.#painter.size, this.#donuts.length);
    if (moving) this.repaint();
    this.onpainted();
  }

  #paintDonuts(frame, tiles) {
    const { states, visible } = this.#model;
    const key = `${tiles.map((tile) => tile.key).join()} ${Math.floor(frame.zoom)} ${this.#tileVersion}`;
    if (key !== this.#donutKey) {
      this.#donutKey = key;
      this.#donuts = gather(tiles, frame.zoom, states.length);
    }
    const inView = this.#inView = Uint32Array.from(this.#painter.inView);
    for (let i = this.#donuts.length - 1; i >= 0; i--) {
      const donut = this.#donuts[i];
      donut.px = (donut.x - frame.left) / frame.resolution;
      donut.py = (frame.top - donut.y) / frame.resolution;
      const reach = donut.radius * frame.ratio;
      if (donut.px < -reach || donut.py < -reach || donut.px > frame.width + reach || donut.py > frame.height + reach) continue;
      drawDonut(this.#context, donut, donut.px, donut.py, frame.ratio, states, visible);
      donut.counts.forEach((n, state) => { inView[state] += n; });
    }
  }

  /** @param pixel CSS pixels @return {meter: index} | {cluster} | null */
  hit([x, y]) {
    if (this.#frame === null) return null;
    const { ratio } = this.#frame;
    const cluster = clusterAt(this.#donuts, x * ratio, y * ratio, ratio);
    if (cluster) return { cluster };
    const meter = this.#painter.hit(x * ratio, y * ratio, (this.#painter.radius + 5) * ratio);
    return meter < 0 ? null : { meter };
  }

  hover(index) {
    if (this.hovered === index) return;
    this.hovered = index;
    this.repaint();
  }

  /** Where a meter is on the map's viewport now, in CSS pixels, or null. */
  pixelOf(index) {
    const place = this.#painter.placeOf(index);
    return place && { x: place.x / this.#frame.ratio, y: place.y / this.#frame.ratio };
  }
}
