// One exchange of the journal: its header, its message, its repetitions; and the step before it is said again.

import { ApiError } from './api.js';
import { bytes, el, icon, time } from './dom.js';
import { prettyText, xmlElement } from './xml.js';

/** ok | partly | bad, for the mark beside an outcome. */
export function tone(outcome) {
  return outcome.startsWith('OK') ? 'ok' : outcome.startsWith('PARTIAL') ? 'partly' : 'bad';
}

export function outcomeElement(outcome) {
  return el(`span.outcome-chip.${tone(outcome)}`, {}, outcome);
}

function when(iso) {
  const ms = Date.parse(iso);
  return `${time.dayYear(ms)}, ${time.clock(ms)}.${iso.match(/\.(\d{3})/)?.[1] ?? '000'}`;
}

function copyButton(text) {
  return el('button.plain', { type: 'button', 'aria-label': 'Copy the message', title: 'Copy the message', onclick: () => navigator.clipboard?.writeText(text) }, 'Copy');
}

/** @param on { show(id), search(fields), replay(exchange) } */
export function messageElement(exchange, on) {
  const { header } = exchange;
  const linked = (text, fields) => text ? el('button.link', { type: 'button', title: 'Find all with it', onclick: () => on.search(fields) }, text) : null;
  const another = (id) => el('button.link', { type: 'button', onclick: () => on.show(id) }, `Message ${id}`);
  const facts = [
    ['Outcome', outcomeElement(exchange.outcome)],
    ['Time', el('time', { datetime: exchange.time }, when(exchange.time))],
    [exchange.direction === 'IN' ? 'Came in at' : 'Went out at', exchange.endpoint],
    ['Partner', [exchange.partner, header.source && exchange.partner !== header.source ? ` (Source ${header.source})` : '']],
    ['MessageID', linked(exchange.messageId, { messageId: exchange.messageId })],
    ['CorrelationID', linked(exchange.correlationId, { correlationId: exchange.correlationId })],
    ['Made', header.timestamp && when(header.timestamp)],
    ['Revision', header.revision], ['User', header.userId],
    ['Replies to', header.replyAddress && `${header.replyAddress}${header.asyncReply ? ' (later)' : ''}`],
    ['Ack required', header.ackRequired && 'yes'],
    ['Devices', exchange.devices.length > 0 && el('span.devices', {}, exchange.devices.slice(0, 12).map((device) => linked(device, { device })),
      exchange.devices.length > 12 && el('span.soft', {}, `and ${exchange.devices.length - 12} more`))],
    ['Size, took', `${bytes(exchange.size)}, ${exchange.duration_ms} ms`],
    ['Repeats', exchange.replayOf && another(exchange.replayOf)],
    ['Repeated by', exchange.repetitions.length > 0 && el('span.devices', {}, exchange.repetitions.map((one) => el('span', {}, another(one.id), ' ', outcomeElement(one.outcome))))],
  ];
  const missing = exchange.kept < exchange.size;
  return [
    el('div.message-head', {},
      el('h2', {}, el('span.direction', {}, exchange.direction), ` ${exchange.verb || 'unreadable'} ${exchange.noun}`),
      el('button', { type: 'button', onclick: () => on.replay(exchange) }, icon('again'), exchange.direction === 'IN' ? 'Replay' : 'Send again')),
    el('dl.facts', {}, facts.filter(([, value]) => value).map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
    missing && el('p.cut', {}, exchange.kept === 0 ? `The message was left out: the journal could not keep up. It had ${bytes(exchange.size)}.` : `The journal has the first ${bytes(exchange.kept)} of ${bytes(exchange.size)}.`),
    exchange.kept > 0 && el('div.section-head', {}, el('h3.heading', {}, 'Message'), exchange.shown < exchange.kept && el('span.soft', {}, `the first ${bytes(exchange.shown)}`), copyButton(exchange.body)),
    exchange.kept > 0 && xmlElement(exchange.body),
  ];
}

/**
 * Asks the operator to confirm a replay; what came in may be mended first.
 *
 * @param send (mended text or null) => promise of what came of it; when it fails, the dialog stays open and shows why
 * @param done called with the answer after the dialog has shown it
 */
export function confirmReplay(exchange, send, done) {
  const incoming = exchange.direction === 'IN';
  const whole = exchange.kept === exchange.size && exchange.shown === exchange.kept;
  const original = whole ? prettyText(exchange.body) : '';
  const text = el('textarea.mono', { id: 'mended', spellcheck: 'false', rows: 16, hidden: true, 'aria-label': 'The message, to be mended' });
  text.value = original;
  const mend = el('button', { type: 'button', 'aria-expanded': 'false', onclick: () => {
    text.hidden = !text.hidden;
    mend.setAttribute('aria-expanded', String(!text.hidden));
    if (!text.hidden) text.focus();
  } }, 'Mend the message first');
  const problem = el('p.problem', { role: 'alert' });
  const submit = el('button.primary', { type: 'submit' }, incoming ? 'Replay' : 'Send again');
  const buttons = el('div.buttons', {}, incoming && whole && mend, el('span.gap'), el('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), submit);
  const form = el('form', { novalidate: true, onsubmit: async (e) => {
    e.preventDefault();
    submit.disabled = true;
    problem.textContent = '';
    try {
      const said = await send(!text.hidden && text.value !== original ? text.value : null);
      text.hidden = true;
      buttons.replaceChildren(el('span.gap'), el('button.primary', { type: 'button', autofocus: true, onclick: () => dialog.close() }, 'Close'));
      problem.replaceWith(el('div.said', { role: 'status' }, el('p', {}, outcomeElement(said.outcome)), xmlElement(said.answer)));
      done(said);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      problem.textContent = failure.message;
      submit.disabled = false;
    }
  } },
  el('h2', { id: 'replay-title' }, incoming ? 'Replay this message?' : 'Send this message again?'),
  el('dl.subject', {}, el('dt', {}, 'Message'), el('dd', {}, `${exchange.verb || 'unreadable'} ${exchange.noun}`), el('dt', {}, incoming ? 'Door' : 'To'), el('dd', {}, exchange.endpoint),
    el('dt', {}, 'MessageID'), el('dd', {}, exchange.messageId || 'none')),
  el('p.consequence', {}, incoming
    ? 'It is handed in as if it came now, with the same checks. A control that was already carried out under this MessageID is not done twice.'
    : 'It is sent as it was, once, under the same MessageID. The receiver may get it a second time.'),
  text, problem, buttons);
  const dialog = el('dialog.replay', { 'aria-labelledby': 'replay-title' }, form);
  const before = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  submit.focus();
}
