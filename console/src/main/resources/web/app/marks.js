// What is drawn over the points: the selection, the meter under the pointer, and a short halo on meters that just got worse.

import { reducedMotion } from './dom.js';

const HALO_MS = 1600;

/** @return whether something still moves, so that another frame is wanted */
export function drawMarks(context, frame, marks, painter, model, hovered) {
  const { ratio } = frame;
  const now = performance.now();
  const still = reducedMotion();
  for (const { x, y, index } of marks.hot) {
    const state = model.states[model.state[index]];
    const t = (now - model.worsened.get(index)) / HALO_MS;
    if (t >= 1 || !model.visible[model.state[index]]) continue;
    const eased = 1 - (1 - t) ** 3;
    const r = (painter.radius * state.scale + 2 + (still ? 5 : 16 * eased)) * ratio;
    circle(context, x, y, r, state.colour, (still ? 1.5 : 2.2 - 1.2 * t) * ratio, 0.85 * (1 - t));
  }
  for (const [index, at] of model.worsened) {
    if (now - at >= HALO_MS) model.cool(index);
  }
  if (hovered >= 0 && hovered !== model.selected) {
    const place = painter.placeOf(hovered);
    if (place) circle(context, place.x, place.y, (painter.radius * 1.4 + 4) * ratio, '#dfe8f2', 1.25 * ratio, 0.8);
  }
  if (marks.selected) {
    const r = (painter.radius * 1.5 + 6) * ratio;
    circle(context, marks.selected.x, marks.selected.y, r, '#05080c', 5 * ratio, 0.65);
    circle(context, marks.selected.x, marks.selected.y, r, '#ffffff', 2 * ratio, 1);
  }
  return model.worsened.size > 0;
}

function circle(context, x, y, r, colour, width, alpha) {
  context.globalAlpha = alpha;
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.globalAlpha = 1;
}

export function clusterAt(donuts, x, y, ratio) {
  return donuts.find((donut) => Math.hypot(donut.px - x, donut.py - y) <= donut.radius * ratio) ?? null;
}
