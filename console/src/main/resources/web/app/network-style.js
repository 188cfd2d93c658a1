// How the network looks: one table of voltages, one of switch symbols; the map and its key both draw from here.

const { ol } = window;
const FONT = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export const LAND = '#0a0f15';
/** The ground from outside in: strip width in metres (EPSG:3857), colour, and the view zoom from which it is drawn. */
const GROUND = [
  { width: 420, colour: '#0d141c', from: 0 },
  { width: 150, colour: '#111a24', from: 0 },
  { width: 16, colour: '#1a2735', from: 14.2 },
];
export const HIT = '#ff8a6b';

/** From the highest voltage down: the first that fits counts. `from` is the view zoom it appears at. */
export const VOLTAGES = [
  { from_kV: 60, name: 'Transmission', colour: '#c3cfde', width: 2.6, from: 0 },
  { from_kV: 1, name: 'Medium voltage', colour: '#6d93bd', width: 1.7, from: 0 },
  { from_kV: 0, name: 'Low voltage', colour: '#3f566d', width: 1, from: 14.6 },
];

export function voltageOf(kv) {
  return VOLTAGES.find((voltage) => kv >= voltage.from_kV) ?? VOLTAGES[VOLTAGES.length - 1];
}

export function zoomOf(resolution) {
  return Math.log2(156543.03392804097 / resolution);
}

const cache = new Map();

function cached(key, make) {
  let style = cache.get(key);
  if (!style) {
    if (cache.size > 2000) cache.clear();
    cache.set(key, style = make());
  }
  return style;
}

/** The ground: strips of land along the low- and medium-voltage lines, in metres so that it scales like land. */
export function groundStyle(feature, resolution) {
  const { kind, kv } = feature.getProperties();
  if (kind !== 'line' || kv >= 60) return null;
  const zoom = zoomOf(resolution);
  return cached(`g${zoom.toFixed(2)}`, () => GROUND.filter((strip) => zoom >= strip.from)
    .map((strip, i) => line(strip.colour, Math.max(1.5, strip.width / resolution), i)));
}

function line(color, width, zIndex, lineDash) {
  return new ol.style.Style({ zIndex, stroke: new ol.style.Stroke({ color, width, lineDash, lineCap: lineDash ? 'butt' : 'round', lineJoin: 'round' }) });
}

/** @param isHit feeder name -> whether it is hit */
export function networkStyle(isHit) {
  return (feature, resolution) => {
    const zoom = zoomOf(resolution);
    const hit = isHit(feature.get('feeder'));
    switch (feature.get('kind')) {
      case 'line': return lineStyle(feature.get('kv'), hit, zoom);
      case 'transformer': return zoom < 14.4 ? null : transformerStyle(hit, zoom);
      case 'switch': return zoom < 13.4 ? null : switchStyle(feature.get('open'), feature.get('normalOpen'), zoom);
      case 'substation': return substationStyle(zoom);
      default: return null;
    }
  };
}

function lineStyle(kv, hit, zoom) {
  const voltage = voltageOf(kv);
  if (zoom < voltage.from) return null;
  const grow = Math.round(Math.max(0.7, Math.min(2, 0.7 + (zoom - 12.5) * 0.16)) * 10) / 10;
  return cached(`l${voltage.from_kV}${hit}${grow}`, () => {
    if (!hit) return line(voltage.colour, voltage.width * grow, 5 + voltage.width);
    const width = voltage.width * grow * 1.15;
    return [line('#3a1712', width + 2.5, 8), line(HIT, width, 9, [width * 3.2, width * 2.2])];
  });
}

function symbol(key, size, zIndex, draw) {
  return cached(`${key}${size}`, () => {
    const ratio = Math.max(2, Math.ceil(window.devicePixelRatio || 1));
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = (size + 4) * ratio;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.translate(2, 2);
    draw(context, size);
    return new ol.style.Style({ zIndex, image: new ol.style.Icon({ img: canvas, width: size + 4, height: size + 4 }) });
  });
}

function transformerStyle(hit, zoom) {
  const size = Math.round(Math.max(5, Math.min(14, 5 + (zoom - 14.4) * 2.4)));
  return symbol(`t${hit}`, size, 12, (context) => {
    context.fillStyle = LAND;
    context.fillRect(-1.5, -1.5, size + 3, size + 3);
    context.fillStyle = hit ? '#3a1712' : '#17293c';
    context.fillRect(0, 0, size, size);
    context.strokeStyle = hit ? HIT : '#9dbbdc';
    context.lineWidth = 1.3;
    context.strokeRect(0.65, 0.65, size - 1.3, size - 1.3);
  });
}

/** Closed: filled. Open: hollow, with the blade lifted. Not as in the normal state of the network: an amber edge. */
function switchStyle(open, normalOpen, zoom) {
  const size = Math.round(Math.max(8, Math.min(16, 8 + (zoom - 13.4) * 2)));
  return symbol(`w${open}${normalOpen}`, size, 14, (context) => drawSwitch(context, open, open !== normalOpen, size));
}

export function drawSwitch(context, open, abnormal, size) {
  const middle = size / 2;
  const edge = abnormal ? '#ffc04d' : '#dbe6f2';
  context.beginPath();
  context.arc(middle, middle, middle + 1, 0, 2 * Math.PI);
  context.fillStyle = LAND;
  context.fill();
  context.beginPath();
  context.arc(middle, middle, middle - 0.8, 0, 2 * Math.PI);
  context.fillStyle = open ? LAND : '#5f7f9f';
  context.fill();
  context.strokeStyle = edge;
  context.lineWidth = abnormal ? 2 : 1.3;
  context.stroke();
  context.beginPath();
  const blade = middle * 0.52;
  if (open) {
    context.moveTo(middle - blade * 0.8, middle + blade * 0.8);
    context.lineTo(middle + blade * 0.8, middle - blade * 0.8);
  } else {
    context.moveTo(middle - blade, middle);
    context.lineTo(middle + blade, middle);
  }
  context.lineWidth = 1.5;
  context.stroke();
}

function substationStyle(zoom) {
  const size = Math.round(Math.max(12, Math.min(26, 12 + (zoom - 12) * 2.4)));
  return symbol('u', size, 16, (context) => {
    context.fillStyle = LAND;
    context.fillRect(-2, -2, size + 4, size + 4);
    context.strokeStyle = '#e4ecf5';
    context.lineWidth = 1.6;
    context.strokeRect(0.8, 0.8, size - 1.6, size - 1.6);
    const r = size * 0.2;
    for (const dx of [-0.62, 0.62]) {
      context.beginPath();
      context.arc(size / 2 + dx * r, size / 2, r, 0, 2 * Math.PI);
      context.stroke();
    }
  });
}

/** Names, in order of importance; OpenLayers leaves out those that would collide. */
export function labelStyle(isHit) {
  return (feature, resolution) => {
    const zoom = zoomOf(resolution);
    const name = feature.get('name');
    switch (feature.get('kind')) {
      case 'substation': return zoom < 12 ? null : label(name, 13, '#e8eef5', 600, { offsetY: 26, zIndex: 1 });
      case 'switch': return zoom < 15.4 ? null : label(feature.get('normalOpen') && !/tie/i.test(name) ? `${name} · tie` : name, 11, '#c6d3e1', 500, { offsetY: -17, zIndex: 3 });
      case 'transformer': return zoom < 15.7 ? null : label(name, 11, '#93adc8', 500, { offsetY: 17, zIndex: 4 });
      case 'line': {
        if (!(feature.get('nameRank') < (zoom < 15.2 ? 2 : 6)) || zoom < 13.2) return null;
        const hit = isHit(feature.get('feeder'));
        return label(feature.get('feeder'), 11.5, hit ? HIT : '#86abd4', 600, { placement: 'line', textBaseline: 'bottom', offsetY: -3, zIndex: hit ? 1 : 2 });
      }
      default: return null;
    }
  };
}

function label(text, size, color, weight, { zIndex, ...placement }) {
  return cached(`x${text}${color}${size}`, () => new ol.style.Style({ zIndex, text: new ol.style.Text({
    text, font: `${weight} ${size}px ${FONT}`, fill: new ol.style.Fill({ color }),
    stroke: new ol.style.Stroke({ color: 'rgba(9, 14, 20, 0.9)', width: 3.5 }), padding: [3, 4, 3, 4], ...placement }) }));
}
