// Reads the two layers our server puts into vector tiles (Mapbox Vector Tile 2.1), straight into typed arrays. Unknown fields are skipped.

const EARTH = 20037508.342789244;

/**
 * @param buffer one tile
 * @param z @param x @param y which one
 * @return {kind: 'meters', x, y, index} or {kind: 'clusters', x, y, counts: one Uint32Array a cluster} with x, y in EPSG:3857 metres
 */
export function readTile(buffer, z, x, y, stateCount) {
  const tile = new Reader(new Uint8Array(buffer));
  let read = { kind: 'meters', x: new Float64Array(0), y: new Float64Array(0), index: new Uint32Array(0) };
  while (tile.more()) {
    if (tile.key() === 3 && tile.wire === 2) read = readLayer(tile.message(), z, x, y, stateCount);
    else tile.skip();
  }
  return read;
}

function readLayer(layer, z, x, y, stateCount) {
  let name = '';
  let extent = 4096;
  const keys = [];
  const values = [];
  const features = [];
  while (layer.more()) {
    switch (layer.key()) {
      case 1: name = layer.text(); break;
      case 2: features.push(layer.message()); break;
      case 3: keys.push(layer.text()); break;
      case 4: values.push(readValue(layer.message())); break;
      case 5: extent = layer.varint(); break;
      default: layer.skip();
    }
  }
  const span = 2 * EARTH / 2 ** z;
  const toX = (px) => x * span - EARTH + px / extent * span;
  const toY = (py) => EARTH - y * span - py / extent * span;
  const points = features.map(readFeature);
  const at = { x: Float64Array.from(points, (point) => toX(point.px)), y: Float64Array.from(points, (point) => toY(point.py)) };
  if (name === 'meters') return { kind: 'meters', ...at, index: Uint32Array.from(points, (point) => point.id) };
  return { kind: 'clusters', ...at, counts: points.map((point) => stateCounts(point.tags, keys, values, stateCount)) };
}

function stateCounts(tags, keys, values, stateCount) {
  const counts = new Uint32Array(stateCount);
  for (let i = 0; i + 1 < tags.length; i += 2) {
    const key = keys[tags[i]] ?? '';
    if (/^s\d+$/.test(key)) counts[Number(key.slice(1))] = values[tags[i + 1]];
  }
  return counts;
}

function readFeature(feature) {
  const point = { id: 0, px: 0, py: 0, tags: [] };
  while (feature.more()) {
    switch (feature.key()) {
      case 1: point.id = feature.varint(); break;
      case 2: {
        const packed = feature.message();
        while (packed.more()) point.tags.push(packed.varint());
        break;
      }
      case 4: {
        const geometry = feature.message();
        geometry.varint(); // MoveTo, once: every feature of ours is one point
        point.px = geometry.zigzag();
        point.py = geometry.zigzag();
        break;
      }
      default: feature.skip();
    }
  }
  return point;
}

function readValue(value) {
  let number = 0;
  while (value.more()) {
    switch (value.key()) {
      case 2: number = value.float(); break;
      case 3: number = value.double(); break;
      case 4: case 5: number = value.varint(); break;
      case 6: number = value.zigzag(); break;
      default: value.skip();
    }
  }
  return number;
}

/** Protocol-buffer wire format over a byte array. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
    this.wire = 0;
  }

  more() {
    return this.at < this.bytes.length;
  }

  key() {
    const tag = this.varint();
    this.wire = tag & 7;
    return tag >>> 3;
  }

  varint() {
    let value = 0;
    let scale = 1;
    for (;;) {
      if (this.at >= this.bytes.length) throw new RangeError('tile ends inside a number');
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  zigzag() {
    const n = this.varint();
    return n % 2 === 0 ? n / 2 : -(n + 1) / 2;
  }

  float() {
    this.at += 4;
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at - 4, 4).getFloat32(0, true);
  }

  double() {
    this.at += 8;
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at - 8, 8).getFloat64(0, true);
  }

  message() {
    const length = this.varint();
    const from = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError('tile ends inside a message');
    return new Reader(this.bytes.subarray(from, this.at));
  }

  text() {
    return new TextDecoder().decode(this.message().bytes);
  }

  skip() {
    if (this.wire === 0) this.varint();
    else if (this.wire === 1) this.at += 8;
    else if (this.wire === 2) this.message();
    else if (this.wire === 5) this.at += 4;
    else throw new RangeError(`tile has a field of wire type ${this.wire}`);
  }
}
