// The map: ground, network, meters, names, from bottom to top, and the ways to move over it.

import { reducedMotion } from './dom.js';
import { MeterLayer } from './meter-layer.js';
import { groundStyle, labelStyle, networkStyle } from './network-style.js';

const { ol } = window;
const CARRIERS_A_FEEDER = 6;
/** From so many network features on the lines are moved as a picture while panning, and drawn anew when it ends. */
const MANY = 4000;

export class GridMap {
  #source;
  #layers;

  /** @param feeders which feeders are hit, by name */
  constructor(target, model, feeders, network, { failed }) {
    this.model = model;
    this.#source = new ol.source.Vector({ features: readNetwork(network), wrapX: false });
    const named = new ol.source.Vector({ features: this.#source.getFeatures().filter(isNamed), wrapX: false });
    const hit = (name) => feeders.isHit(name);
    const many = network.features.length > MANY;
    const ground = new ol.layer.VectorImage({ source: this.#source, style: groundStyle, imageRatio: 1.4, className: 'ground' });
    const lines = many ? new ol.layer.VectorImage({ source: this.#source, style: networkStyle(hit), className: 'network', imageRatio: 1.3 })
      : new ol.layer.Vector({ source: this.#source, style: networkStyle(hit), className: 'network', renderBuffer: 60, updateWhileAnimating: true,
        updateWhileInteracting: true });
    this.bounds = ol.proj.transformExtent(model.description.bounds, 'EPSG:4326', 'EPSG:3857');
    this.meters = new MeterLayer(model, this.bounds, { failed });
    const names = new ol.layer.Vector({ source: named, style: labelStyle(hit), className: 'names', declutter: true, renderBuffer: 120,
      updateWhileAnimating: !many, updateWhileInteracting: !many });
    this.#layers = [lines, names];
    this.ol = new ol.Map({
      target,
      layers: [ground, lines, this.meters, names],
      controls: [new ol.control.ScaleLine({ minWidth: 90, maxWidth: 160 })],
      interactions: ol.interaction.defaults.defaults({ altShiftDragRotate: false, pinchRotate: false, zoomDuration: 180 }),
      view: new ol.View({ projection: 'EPSG:3857', enableRotation: false, maxZoom: 20, minZoom: 5,
        extent: ol.extent.buffer(this.bounds, Math.max(ol.extent.getWidth(this.bounds), ol.extent.getHeight(this.bounds), 5000) * 2) }),
    });
    feeders.addEventListener('change', () => this.#layers.forEach((layer) => layer.changed()));
    this.home(0);
  }

  home(duration = 500) {
    this.ol.getView().fit(this.bounds, { padding: [56, 56 + this.#covered(), 56, 56], duration: reducedMotion() ? 0 : duration });
  }

  zoomBy(step) {
    const view = this.ol.getView();
    view.animate({ zoom: view.getZoom() + step, duration: reducedMotion() ? 0 : 200 });
  }

  /** Moves so that a place is in the middle of what the panel leaves free. */
  fly(longitude, latitude, zoom = 17) {
    const view = this.ol.getView();
    const to = Math.max(view.getZoom(), zoom);
    const center = ol.proj.fromLonLat([longitude, latitude]);
    center[0] += this.#covered() / 2 * view.getResolutionForZoom(to);
    if (reducedMotion()) {
      view.setCenter(center);
      view.setZoom(to);
    } else {
      view.animate({ center, zoom: to, duration: 650 });
    }
  }

  /** Shows a feeder's or any other named element's whole extent; false when the network has none. */
  show(test) {
    const extent = ol.extent.createEmpty();
    for (const feature of this.#source.getFeatures()) if (test(feature)) ol.extent.extend(extent, feature.getGeometry().getExtent());
    if (ol.extent.isEmpty(extent)) return false;
    this.ol.getView().fit(extent, { padding: [60, 60 + this.#covered(), 60, 60], maxZoom: 17.5, duration: reducedMotion() ? 0 : 600 });
    return true;
  }

  /** Makes room when the panel opens over the selected meter. */
  uncover(index) {
    const place = this.meters.pixelOf(index);
    const free = this.ol.getSize()[0] - this.#covered();
    if (!place || place.x < free - 40) return;
    const view = this.ol.getView();
    const center = view.getCenter().slice();
    center[0] += (place.x - free * 0.6) * view.getResolution();
    view.animate({ center, duration: reducedMotion() ? 0 : 350 });
  }

  #covered() {
    return document.querySelector('#detail:not([hidden])')?.offsetWidth ?? 0;
  }

  onSelect(callback) {
    this.ol.on('singleclick', ({ pixel }) => {
      const hit = this.meters.hit(pixel);
      if (hit?.cluster) {
        const view = this.ol.getView();
        view.animate({ center: [hit.cluster.x, hit.cluster.y], zoom: view.getZoom() + 2, duration: reducedMotion() ? 0 : 450 });
      } else {
        callback(hit ? hit.meter : -1);
      }
    });
    this.ol.on('pointermove', ({ pixel, dragging }) => {
      if (dragging) return;
      const hit = this.meters.hit(pixel);
      this.meters.hover(hit?.meter ?? -1);
      this.ol.getTargetElement().style.cursor = hit ? 'pointer' : '';
    });
    this.ol.getTargetElement().addEventListener('pointerleave', () => this.meters.hover(-1));
  }
}

function isNamed(feature) {
  return feature.get('kind') !== 'line' || feature.get('nameRank') !== undefined;
}

/** Reads the network and lets each feeder's longest lines carry its name. */
function readNetwork(network) {
  const features = new ol.format.GeoJSON().readFeatures(network, { featureProjection: 'EPSG:3857' });
  const byFeeder = new Map();
  for (const feature of features) {
    const { kind, kv, feeder } = feature.getProperties();
    if (kind !== 'line' || !feeder || kv < 1) continue;
    if (!byFeeder.has(feeder)) byFeeder.set(feeder, []);
    byFeeder.get(feeder).push(feature);
  }
  for (const lines of byFeeder.values()) {
    const length = new Map(lines.map((line) => [line, line.getGeometry().getLength()]));
    lines.sort((a, b) => length.get(b) - length.get(a)).slice(0, CARRIERS_A_FEEDER).forEach((line, rank) => line.set('nameRank', rank, true));
  }
  return features;
}
