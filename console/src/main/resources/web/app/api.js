// The console server's REST interface. Every failure is an ApiError whose message can be shown to the operator as it stands.

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const PATIENCE_MS = 40_000;

/** @param read how to take the body of a good answer; JSON by default */
async function call(path, options = {}, read = null) {
  let response;
  try {
    response = await fetch(path, { ...options, signal: options.signal ?? AbortSignal.timeout(PATIENCE_MS) });
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new ApiError(0, 'NO_ANSWER', e.name === 'TimeoutError' ? 'The hub did not answer in time.' : 'The hub cannot be reached.');
  }
  if (response.ok && read) return read(response);
  const text = await response.text();
  const body = parse(text);
  if (response.ok && body !== undefined) return body;
  throw new ApiError(response.status, body?.error?.code ?? 'HTTP', body?.error?.message ?? `The hub answered with status ${response.status}.`);
}

function parse(text) {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function post(path, body) {
  return body === undefined ? send(path, undefined, null) : send(path, JSON.stringify(body), 'application/json');
}

function send(path, body, type) {
  const headers = { 'X-Meridian': 'console' };
  if (type) headers['Content-Type'] = type;
  return call(path, { method: 'POST', headers, body });
}

const meter = (id) => `/api/meters/${encodeURIComponent(id)}`;

export const api = {
  model: () => call('/api/model'),
  network: () => call('/api/network.geojson'),
  meter: (id, signal) => call(meter(id), { signal }),
  profile: (id, from, to, signal) =>
    call(`${meter(id)}/profile?from=${encodeURIComponent(new Date(from).toISOString())}&to=${encodeURIComponent(new Date(to).toISOString())}`, { signal }),
  /** u16 a meter, little-endian: position in the model's list of feeders, 65535 for none. */
  feederOfMeters: async (path) => {
    const view = new DataView(await call(path, {}, (response) => response.arrayBuffer()));
    return Uint16Array.from({ length: view.byteLength / 2 }, (unused, i) => view.getUint16(2 * i, true));
  },
  events: (limit = 50) => call(`/api/events?limit=${limit}`),
  meterEvents: (id, signal) => call(`${meter(id)}/events?limit=50`, { signal }),
  commands: (id, signal) => call(`${meter(id)}/commands`, { signal }),
  search: (words, signal) => call(`/api/search?q=${encodeURIComponent(words)}`, { signal }),
  scenarios: () => call('/api/scenarios'),
  scenario: (name, verb) => post(`/api/scenarios/${encodeURIComponent(name)}/${verb}`),
  /** @param asked an object of search fields; empty ones are left out */
  exchanges: (asked, signal) => call(`/api/exchanges?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '' && value !== null))}`, { signal }),
  exchange: (id, signal) => call(`/api/exchanges/${id}`, { signal }),
  /** @param mended the message to hand in instead, or null for the one that is kept */
  replay: (id, mended) => send(`/api/exchanges/${id}/replay`, mended ?? undefined, mended === null ? null : 'text/xml;charset=UTF-8'),
  read: (id) => post(`${meter(id)}/read`),
  ping: (id) => post(`${meter(id)}/ping`),
  control: (id, control, reason) => post(`${meter(id)}/control`, { control, reason }),
};
