// The one table of meter states. Map, legend and detail panel all draw from it; the key is the server's state name.
// Colours stay apart for the common colour-vision deficiencies, and every state has a shape of its own.
// `severity` decides what is drawn on top and what counts as a change for the worse; `scale` makes rare states easier to spot.

export const STATES = [
  { key: 'UNKNOWN', name: 'Unknown', note: 'nothing heard since the hub started', colour: '#94a3b4', shape: 'dot', severity: 0, scale: 1.1 },
  { key: 'ON', name: 'On', note: 'answers, relay closed', colour: '#2fb99a', shape: 'circle', severity: 1, scale: 1 },
  { key: 'DISCONNECTED', name: 'Disconnected', note: 'relay opened by command', colour: '#8a93ff', shape: 'square', severity: 2, scale: 1.25 },
  { key: 'ARMED', name: 'Armed', note: 'waits for the button on the meter', colour: '#f4a3d6', shape: 'diamond', severity: 3, scale: 1.4 },
  { key: 'SILENT', name: 'Silent', note: 'did not answer when last asked', colour: '#f3dc5c', shape: 'ring', severity: 4, scale: 1.4 },
  { key: 'TAMPERED', name: 'Tampered', note: 'reported an attack, not yet looked at', colour: '#ff9d2b', shape: 'triangle', severity: 5, scale: 1.55 },
  { key: 'OFF', name: 'Off', note: 'reported its supply gone', colour: '#ff5242', shape: 'cross', severity: 6, scale: 1.5 },
];

const UNKNOWN = STATES[0];

/** The states in the server's byte order; a state this client has never heard of is shown as unknown, under its own name. */
export function statesInOrder(keys) {
  return keys.map((key) => stateByKey(key));
}

export function stateByKey(key) {
  return STATES.find((state) => state.key === key) ?? { ...UNKNOWN, key, name: key, note: 'not known to this console' };
}

/** Traces the shape of a state around (x, y), radius r, on a canvas path; returns whether it is filled or only stroked. */
export function traceShape(path, shape, x, y, r) {
  switch (shape) {
    case 'square': {
      const h = r * 0.86;
      path.rect(x - h, y - h, 2 * h, 2 * h);
      return 'fill';
    }
    case 'diamond':
      polygon(path, [[x, y - r * 1.15], [x + r * 1.15, y], [x, y + r * 1.15], [x - r * 1.15, y]]);
      return 'fill';
    case 'triangle':
      polygon(path, [[x, y - r * 1.15], [x + r * 1.12, y + r * 0.85], [x - r * 1.12, y + r * 0.85]]);
      return 'fill';
    case 'cross': {
      const h = r * 0.82;
      path.moveTo(x - h, y - h);
      path.lineTo(x + h, y + h);
      path.moveTo(x + h, y - h);
      path.lineTo(x - h, y + h);
      return 'stroke';
    }
    case 'ring':
      path.moveTo(x + r * 0.78, y);
      path.arc(x, y, r * 0.78, 0, 2 * Math.PI);
      return 'stroke';
    case 'dot':
      path.moveTo(x + r * 0.62, y);
      path.arc(x, y, r * 0.62, 0, 2 * Math.PI);
      return 'fill';
    default:
      path.moveTo(x + r * 0.95, y);
      path.arc(x, y, r * 0.95, 0, 2 * Math.PI);
      return 'fill';
  }
}

function polygon(path, points) {
  points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  path.closePath();
}

/** Draws a state's symbol; `halo` is the dark edge that keeps neighbours apart. */
export function drawSymbol(context, state, x, y, r, halo) {
  context.beginPath();
  const way = traceShape(context, state.shape, x, y, r);
  const stroke = Math.max(1.3, r * 0.52);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (halo) {
    context.strokeStyle = halo;
    context.lineWidth = (way === 'stroke' ? stroke : 0) + 2;
    context.stroke();
  }
  if (way === 'stroke') {
    context.strokeStyle = state.colour;
    context.lineWidth = stroke;
    context.stroke();
  } else {
    context.fillStyle = state.colour;
    context.fill();
  }
}

/** The same symbol as a small canvas for lists and legends; decorative, so hidden from assistive technology. */
export function symbolElement(state, size = 14) {
  const ratio = Math.min(3, Math.max(2, Math.ceil(window.devicePixelRatio || 1)));
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * ratio;
  canvas.className = 'symbol';
  canvas.style.width = canvas.style.height = `${size}px`;
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  drawSymbol(context, state, size / 2, size / 2, size * 0.36, null);
  return canvas;
}
