// The live channel: a WebSocket that reconnects by itself with growing pauses, and says so.

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** The server sends the clock every second; this long without a word means the line is dead even if TCP has not noticed. */
const SILENCE_MS = 8_000;

/**
 * Dispatches `snapshot` (Uint8Array of states), `deltas` (DataView of n × (u32 index, u8 state), from byte 9 on), `event`, `command`,
 * `scenario`, `clock`, `model` (the meters are others now: fetch the model anew) (JSON), `lost` (messages were dropped: fetch lists anew), and `status`: {connected, retryAt, attempt}.
 */
export class LiveChannel {
  #handlers;
  #socket = null;
  #attempt = 0;
  #timer = 0;
  #watchdog = 0;
  #heard = 0;

  constructor(handlers) {
    this.#handlers = handlers;
    window.addEventListener('online', () => this.retryNow());
  }

  connect() {
    clearTimeout(this.#timer);
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/live`);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#heard = performance.now();
    socket.onmessage = (message) => this.#receive(socket, message.data);
    socket.onclose = () => this.#lost(socket);
    clearInterval(this.#watchdog);
    this.#watchdog = setInterval(() => {
      if (performance.now() - this.#heard > SILENCE_MS) this.#lost(socket);
    }, 1000);
  }

  retryNow() {
    if (this.#socket === null) this.connect();
  }

  #receive(socket, data) {
    if (socket !== this.#socket) return;
    this.#heard = performance.now();
    if (typeof data === 'string') {
      const message = JSON.parse(data);
      this.#handlers[message.kind]?.(message[message.kind] ?? message);
      return;
    }
    const type = new Uint8Array(data, 0, 1)[0];
    if (type === 1) {
      const size = new DataView(data).getUint32(1, true);
      this.#handlers.snapshot(new Uint8Array(data, 5, size));
      this.#attempt = 0;
      this.#handlers.status({ connected: true });
    } else if (type === 2) {
      this.#handlers.deltas(new DataView(data, 9));
    }
  }

  #lost(socket) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    clearInterval(this.#watchdog);
    socket.onclose = null;
    socket.close();
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#attempt) * (0.75 + 0.5 * Math.random());
    this.#attempt++;
    this.#timer = setTimeout(() => this.connect(), pause);
    this.#handlers.status({ connected: false, retryAt: performance.now() + pause, attempt: this.#attempt });
  }
}
