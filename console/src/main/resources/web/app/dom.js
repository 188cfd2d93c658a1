// Small helpers: elements made from code (data only ever becomes text nodes) and one way to write numbers and times.

/** el('div.card', {onclick, title}, child, 'text', …). Attributes with value null or false are left out. */
export function el(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  setAttributes(node, attributes);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(node, attributes);
  node.append(...children.filter(Boolean));
  return node;
}

function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'hidden' || name === 'disabled') node[name] = Boolean(value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Replaces the children only when the text changed: live counters do not disturb a screen reader or the layout. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const ICONS = {
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 10.4 14 14',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  home: 'M2.5 7.5 8 3l5.5 4.5M4 6.8V13h8V6.8',
  bolt: 'M9 1.8 3.8 9h4L7 14.2 12.2 7h-4z',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8M8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4',
  target: 'M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M8 1v3M8 12v3M1 8h3M12 8h3',
  mail: 'M2 3.5h12v9H2zM2 4.2l6 4.6 6-4.6',
  again: 'M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3',
  chevron: 'M4 6l4 4 4-4',
};

export function icon(name, size = 16) {
  return svg('svg', { viewBox: '0 0 16 16', width: size, height: size, class: 'icon', 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: ICONS[name] }));
}

const integers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function count(n) {
  return integers.format(n);
}

/** At most five significant digits, at least what a meter's display would show. */
export function quantity(value) {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value) >= 1000 ? 1 : Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 1 ? 2 : 3;
  return new Intl.NumberFormat('en-GB', { maximumFractionDigits: digits }).format(value);
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZone: 'UTC' });
const clockShort = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
const dayYear = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** All times are shown in UTC, as the top bar says. */
export const time = {
  clock: (ms) => clock.format(ms),
  short: (ms) => clockShort.format(ms),
  day: (ms) => day.format(ms),
  dayYear: (ms) => dayYear.format(ms),
  /** "06:15:20" for the same day as `now`, else "31 Oct 06:15". */
  near: (ms, now) => (sameDay(ms, now) ? clock.format(ms) : `${day.format(ms).replace(/^\w+,? /, '')} ${clockShort.format(ms)}`),
};

function sameDay(a, b) {
  return Math.floor(a / 86_400_000) === Math.floor(b / 86_400_000);
}

/** "812 B", "14 kB", "1.2 MB". */
export function bytes(n) {
  return n < 1000 ? `${n} B` : n < 1_000_000 ? `${Math.round(n / 1000)} kB` : `${(n / 1_000_000).toFixed(1)} MB`;
}

export function reducedMotion() {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
