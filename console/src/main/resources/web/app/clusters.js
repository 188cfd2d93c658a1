// Many meters as one donut: shares by state, the number in the middle, the worst state's own symbol as a badge.

import { count } from './dom.js';
import { drawSymbol } from './states.js';

const EARTH = 20037508.342789244;
const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/**
 * Puts the tiles' cells together into donuts that do not overlap at this zoom, the fuller one taking in the emptier.
 *
 * @return [{x, y (EPSG:3857), n, counts, radius (CSS pixels)}], fullest first
 */
export function gather(tiles, zoom, stateCount) {
  const cell = 2 * EARTH / 2 ** (Math.floor(zoom) + 2);
  const cells = new Map();
  for (const { data, skip } of tiles) {
    for (let i = 0; i < data.x.length; i++) {
      if (skip && skip(data.x[i], data.y[i])) continue;
      const key = `${Math.floor(data.x[i] / cell)} ${Math.floor(data.y[i] / cell)}`;
      let cluster = cells.get(key);
      if (!cluster) cells.set(key, cluster = { x: 0, y: 0, n: 0, counts: new Uint32Array(stateCount) });
      add(cluster, data.x[i], data.y[i], data.counts[i]);
    }
  }
  const resolution = 2 * EARTH / 256 / 2 ** Math.floor(zoom);
  const donuts = [];
  for (const cluster of [...cells.values()].filter((c) => c.n > 0).sort((a, b) => b.n - a.n)) {
    const touched = donuts.find((d) => Math.hypot(d.x - cluster.x, d.y - cluster.y) < (radiusOf(d.n) + radiusOf(cluster.n) + 4) * resolution);
    if (touched) add(touched, cluster.x, cluster.y, cluster.counts);
    else donuts.push(cluster);
  }
  for (const donut of donuts) donut.radius = radiusOf(donut.n);
  return donuts;
}

function add(cluster, x, y, counts) {
  const n = counts.reduce((sum, c) => sum + c, 0);
  if (n === 0) return;
  cluster.x = (cluster.x * cluster.n + x * n) / (cluster.n + n);
  cluster.y = (cluster.y * cluster.n + y * n) / (cluster.n + n);
  cluster.n += n;
  counts.forEach((c, state) => { cluster.counts[state] += c; });
}

function radiusOf(n) {
  return Math.min(40, 11 + 5.2 * Math.log10(n + 1) + Math.sqrt(n) / 12);
}

export function drawDonut(context, donut, x, y, ratio, states, visible) {
  const r = donut.radius * ratio;
  const ring = Math.max(4, donut.radius * 0.26) * ratio;
  context.beginPath();
  context.arc(x, y, r + 1.5 * ratio, 0, 2 * Math.PI);
  context.fillStyle = 'rgba(10, 15, 22, 0.92)';
  context.fill();
  let from = -Math.PI / 2;
  for (const { state, sweep } of shares(donut, states, visible)) {
    context.beginPath();
    context.arc(x, y, r - ring / 2, from, from + sweep);
    context.strokeStyle = state.colour;
    context.lineWidth = ring;
    context.lineCap = 'butt';
    context.stroke();
    from += sweep;
  }
  context.font = `600 ${Math.max(10, donut.radius * 0.5) * ratio}px ${FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = '#e8eef5';
  context.fillText(donut.n >= 10_000 ? `${count(Math.round(donut.n / 1000))}k` : count(donut.n), x, y + 0.5 * ratio);
  const worst = worstOf(donut, states, visible);
  if (worst) badge(context, worst, x + r * 0.74, y - r * 0.74, ratio);
}

/** Arcs from worst to best; a bad state is never too thin to be seen. */
function shares(donut, states, visible) {
  const shown = states.map((state, i) => ({ state, n: visible[i] ? donut.counts[i] : 0 })).filter((share) => share.n > 0)
    .sort((a, b) => b.state.severity - a.state.severity);
  const least = (share) => (share.state.severity >= 2 ? 0.035 : 0);
  const total = shown.reduce((sum, share) => sum + Math.max(share.n / donut.n, least(share)), 0);
  return shown.map((share) => ({ state: share.state, sweep: Math.max(share.n / donut.n, least(share)) / Math.max(1, total) * 2 * Math.PI }));
}

function worstOf(donut, states, visible) {
  return states.filter((state, i) => state.severity >= 5 && visible[i] && donut.counts[i] > 0).sort((a, b) => b.severity - a.severity)[0];
}

function badge(context, state, x, y, ratio) {
  context.beginPath();
  context.arc(x, y, 7.5 * ratio, 0, 2 * Math.PI);
  context.fillStyle = '#0c1219';
  context.fill();
  drawSymbol(context, state, x, y, 4.6 * ratio, null);
}
