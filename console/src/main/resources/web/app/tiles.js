// Which tiles the view needs, fetched, kept and handed out. Until a needed tile is here, what was shown in its place stays.

import { readTile } from './mvt.js';

const EARTH = 20037508.342789244;
const MAX_TILE_ZOOM = 17;
/** Below the zoom at which the server hands out single meters, they are still asked for while each has this much room, in CSS pixels². */
const ROOM_A_METER = 45;
const DEEPER_AT_MOST = 2;
const KEPT = 400;
const AT_ONCE = 6;
const RETRY_MS = 3000;

export class TileStore {
  #tiles = new Map(); // key -> {key, z, x, y, data, wantedAt, loading, stale, failedAt}
  #shown = [];
  #queue = [];
  #running = 0;
  #frame = 0;
  #stateCount;
  #meters;
  #minMeterZoom;
  #bounds;
  #changed;
  #failed;

  /**
   * @param bounds of all meters, EPSG:3857: outside there is nothing to ask for
   * @param changed called when a tile arrived
   * @param failed called with an Error when one did not
   */
  constructor({ stateCount, meters, minMeterZoom, bounds, changed, failed }) {
    this.#stateCount = stateCount;
    this.#meters = meters;
    this.#minMeterZoom = minMeterZoom;
    this.#bounds = bounds;
    this.#changed = changed;
    this.#failed = failed;
  }

  /** True while what is drawn holds clusters, whose counts age. */
  get showsClusters() {
    return this.#shown.some((tile) => tile.data.kind === 'clusters');
  }

  /**
   * The loaded tiles to draw for an extent (EPSG:3857) and view zoom; starts loading the missing ones. Each comes with `skip(x, y)`:
   * whether a newer tile already shows that place.
   */
  visible(extent, zoom) {
    this.#frame++;
    const z = this.#tileZoom(zoom);
    const span = 2 * EARTH / 2 ** z;
    const [west, south, east, north] = this.#bounds;
    const x0 = Math.floor((Math.max(extent[0], west) + EARTH) / span);
    const x1 = Math.floor((Math.min(extent[2], east) + EARTH) / span);
    const y0 = Math.floor((EARTH - Math.min(extent[3], north)) / span);
    const y1 = Math.floor((EARTH - Math.max(extent[1], south)) / span);
    if (x1 < x0 || y1 < y0) return [];
    const columns = x1 - x0 + 1;
    const have = new Uint8Array(columns * (y1 - y0 + 1));
    const needed = [];
    let missing = false;
    for (let y = y0; y <= y1; y++) {
      for (let x = x0; x <= x1; x++) {
        const tile = this.#tile(z, x, y);
        tile.wantedAt = this.#frame;
        if (tile.data) {
          needed.push(tile);
          have[(y - y0) * columns + x - x0] = 1;
        } else {
          missing = true;
        }
        this.#load(tile);
      }
    }
    let stand = [];
    if (missing) {
      const newer = (px, py) => {
        const x = Math.floor((px + EARTH) / span) - x0;
        const y = Math.floor((EARTH - py) / span) - y0;
        return x < 0 || y < 0 || x >= columns || y > y1 - y0 || have[y * columns + x] === 1;
      };
      stand = this.#shown.filter((tile) => tile.z !== z).map((tile) => ({ ...tile, skip: newer }));
    }
    this.#shown = [...needed, ...stand.map((tile) => this.#tiles.get(tile.key) ?? tile)];
    this.#forget();
    return [...needed, ...stand];
  }

  #tileZoom(zoom) {
    const natural = Math.max(0, Math.min(MAX_TILE_ZOOM, Math.floor(zoom + 1e-6)));
    const deeper = this.#minMeterZoom - natural;
    if (deeper <= 0 || deeper > DEEPER_AT_MOST) return natural;
    const [west, south, east, north] = this.#bounds;
    const pixel = 2 * EARTH / 256 / 2 ** zoom;
    const room = (east - west) * (north - south) / (pixel * pixel) / Math.max(1, this.#meters);
    return room >= ROOM_A_METER ? this.#minMeterZoom : natural;
  }

  /** The meters are others now: every tile is asked for again when it is next in view. */
  renew(meters) {
    this.#meters = meters;
    for (const tile of this.#tiles.values()) tile.stale = true;
  }

  /** Asks again for the cluster tiles on screen: their counts are the server's of that moment. */
  refreshClusters() {
    for (const tile of this.#shown) {
      if (tile.data.kind !== 'clusters' || tile.wantedAt !== this.#frame) continue;
      tile.stale = true;
      this.#load(tile);
    }
  }

  #tile(z, x, y) {
    const key = `${z}/${x}/${y}`;
    let tile = this.#tiles.get(key);
    if (tile) {
      this.#tiles.delete(key);
    } else {
      tile = { key, z, x, y, data: null, wantedAt: 0, loading: false, stale: false, failedAt: -RETRY_MS };
    }
    this.#tiles.set(key, tile);
    // A cluster tile that was out of sight has aged.
    if (tile.data?.kind === 'clusters' && tile.wantedAt < this.#frame - 1) tile.stale = true;
    return tile;
  }

  #load(tile) {
    if (tile.loading || (tile.data && !tile.stale) || performance.now() - tile.failedAt < RETRY_MS) return;
    tile.loading = true;
    this.#queue.push(tile);
    this.#next();
  }

  #next() {
    while (this.#running < AT_ONCE && this.#queue.length > 0) {
      const tile = this.#queue.shift();
      if (tile.wantedAt < this.#frame) { // scrolled away while it waited
        tile.loading = false;
        continue;
      }
      this.#running++;
      this.#fetch(tile).finally(() => {
        tile.loading = false;
        this.#running--;
        this.#next();
      });
    }
  }

  async #fetch(tile) {
    try {
      const response = await fetch(`/tiles/${tile.key}.mvt`, { cache: 'no-cache' });
      if (!response.ok) throw new Error(`status ${response.status}`);
      tile.data = readTile(await response.arrayBuffer(), tile.z, tile.x, tile.y, this.#stateCount);
      tile.stale = false;
      this.#changed(tile);
    } catch (e) {
      tile.failedAt = performance.now();
      setTimeout(() => this.#changed(tile), RETRY_MS + 50);
      this.#failed(e);
    }
  }

  #forget() {
    for (const [key, tile] of this.#tiles) {
      if (this.#tiles.size <= KEPT) return;
      if (tile.wantedAt < this.#frame && !tile.loading) this.#tiles.delete(key);
    }
  }
}
