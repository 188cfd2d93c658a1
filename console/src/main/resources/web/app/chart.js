// The load profile: bars of energy an interval, with axes and the value under the pointer or the arrow keys.

import { el, quantity, svg, time } from './dom.js';
import { isSound } from './quality.js';

const WIDTH = 344;
const HEIGHT = 150;
const BOX = { left: 34, right: 4, top: 10, bottom: 20 };
const HOUR = 3_600_000;

/**
 * @param profile the answer of /api/meters/{id}/profile
 * @param span {from, to, bar_ms}: what to show, epoch ms; intervals are added up to bars of that length
 * @return an element
 */
export function loadChart(profile, { from, to, bar_ms }) {
  const bars = gatherBars(profile, from, to, bar_ms);
  if (bars.length === 0) return el('p.empty', {}, 'No interval data in this period.');
  const top = niceTop(Math.max(...bars.map((bar) => bar.value), 0.01));
  const x = (ms) => BOX.left + (ms - from) / (to - from) * (WIDTH - BOX.left - BOX.right);
  const y = (value) => HEIGHT - BOX.bottom - value / top * (HEIGHT - BOX.top - BOX.bottom);
  const picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'chart', tabindex: 0, role: 'img', 'aria-label': summary(profile, bars) });
  for (const share of [0, 0.5, 1]) {
    const at = y(top * share);
    picture.append(svg('line', { x1: BOX.left, x2: WIDTH - BOX.right, y1: at, y2: at, class: share === 0 ? 'axis' : 'grid' }), text(BOX.left - 6, at + 3.5, quantity(top * share), 'end'));
  }
  for (const { ms, label } of ticks(from, to)) picture.append(svg('line', { x1: x(ms), x2: x(ms), y1: HEIGHT - BOX.bottom, y2: HEIGHT - BOX.bottom + 3, class: 'axis' }), text(x(ms), HEIGHT - 6, label, 'middle'));
  const gap = (x(from + bar_ms) - x(from)) > 2.4 ? 0.6 : 0.25;
  const path = (chosen) => chosen.map((bar) => `M${x(bar.start) + gap / 2} ${y(0)}V${Math.min(y(bar.value), y(0) - 0.6)}H${x(bar.end) - gap / 2}V${y(0)}z`).join('');
  picture.append(svg('path', { d: path(bars.filter((bar) => bar.valid)), class: 'bars' }), svg('path', { d: path(bars.filter((bar) => !bar.valid)), class: 'bars doubtful' }));
  const cursor = svg('rect', { class: 'cursor', y: BOX.top, height: HEIGHT - BOX.top - BOX.bottom, width: 0 });
  picture.append(cursor);
  const total = bars.reduce((sum, bar) => sum + bar.value, 0);
  const resting = `${quantity(total)} ${profile.unit} in total${bars.some((bar) => !bar.valid) ? ' (pale bars: doubtful)' : ''}`;
  const words = el('p.chart-words', { 'aria-live': 'polite' }, resting);
  explore(picture, cursor, words, bars, x, resting, profile.unit);
  return el('div.chart-frame', {}, picture, words);
}

function explore(picture, cursor, words, bars, x, resting, unit) {
  let at = -1;
  const show = (i) => {
    at = i;
    const bar = bars[i];
    cursor.setAttribute('width', bar ? Math.max(1, x(bar.end) - x(bar.start)) : 0);
    if (bar) cursor.setAttribute('x', x(bar.start));
    words.textContent = bar ? `${time.day(bar.start)} ${time.short(bar.start)}–${time.short(bar.end)}   ${quantity(bar.value)} ${unit}${bar.valid ? '' : '   (doubtful)'}` : resting;
    words.classList.toggle('pointed', Boolean(bar));
  };
  picture.addEventListener('pointermove', (e) => {
    const box = picture.getBoundingClientRect();
    const px = (e.clientX - box.left) / box.width * WIDTH;
    show(bars.findIndex((bar) => px >= x(bar.start) && px < x(bar.end)));
  });
  picture.addEventListener('pointerleave', () => show(-1));
  picture.addEventListener('blur', () => show(-1));
  picture.addEventListener('keydown', (e) => {
    if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return;
    e.preventDefault();
    show(Math.max(0, Math.min(bars.length - 1, at < 0 ? bars.length - 1 : at + (e.key === 'ArrowRight' ? 1 : -1))));
  });
}

function gatherBars(profile, from, to, bar_ms) {
  const bars = new Map();
  for (const [end, value, quality] of profile.points) {
    const start = end - profile.interval_s * 1000;
    if (start < from || end > to || !Number.isFinite(value)) continue;
    const slot = Math.floor((start - from) / bar_ms);
    const bar = bars.get(slot) ?? { start: from + slot * bar_ms, end: from + (slot + 1) * bar_ms, value: 0, valid: true };
    bar.value += value;
    bar.valid &&= isSound(quality);
    bars.set(slot, bar);
  }
  return [...bars.values()].sort((a, b) => a.start - b.start);
}

function niceTop(value) {
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * unit).find((step) => step >= value * 1.02) ?? 10 * unit;
}

function ticks(from, to) {
  const step = to - from > 2 * 24 * HOUR ? 24 * HOUR : 4 * HOUR;
  const marks = [];
  for (let ms = Math.ceil(from / step) * step; ms <= to; ms += step) marks.push({ ms, label: step > 4 * HOUR ? time.day(ms).replace(/,? \w+$/, '') : time.short(ms) });
  return marks.filter(({ ms }) => ms - from > (to - from) * 0.03 && to - ms > (to - from) * 0.03);
}

function text(x, y, words, anchor) {
  return svg('text', { x, y, 'text-anchor': anchor }, document.createTextNode(words));
}

function summary(profile, bars) {
  const most = bars.reduce((a, b) => (b.value > a.value ? b : a));
  return `${profile.label}: highest ${quantity(most.value)} ${profile.unit} at ${time.day(most.start)} ${time.short(most.start)}. Arrow keys step through the values.`;
}
