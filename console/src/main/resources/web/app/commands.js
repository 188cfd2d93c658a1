// Commands: the confirming step before one, and how it goes afterwards, until its one final outcome.

import { ApiError } from './api.js';
import { el, time } from './dom.js';

const OUTCOMES = {
  Disconnected: { tone: 'good', words: 'Disconnected' },
  Connected: { tone: 'good', words: 'Connected' },
  Armed: { tone: 'waiting', words: 'Armed', text: 'Armed: waiting for the button on the meter.' },
  Failed: { tone: 'bad', words: 'Failed' },
  TimedOut: { tone: 'bad', words: 'Timed out' },
  Refused: { tone: 'bad', words: 'Refused' },
  Cancelled: { tone: 'bad', words: 'Cancelled' },
};

const CONTROLS = {
  disconnect: { title: 'Disconnect this meter?', verb: 'Disconnect', style: 'danger', consequence: 'The supply of this customer is switched off as soon as the meter can be reached.' },
  connect: { title: 'Connect this meter?', verb: 'Connect', style: 'primary', consequence: 'The supply is switched on, or released for the customer to switch on with the button on the meter.' },
};

/**
 * Asks the operator to confirm a control and to say why; sends it when they do.
 *
 * @param send (reason) => promise; when it fails, the dialog stays open and shows why
 */
export function confirmControl(control, meter, send) {
  const { title, verb, style, consequence } = CONTROLS[control];
  const reason = el('input', { id: 'reason', required: true, maxlength: 200, autocomplete: 'off', placeholder: 'Work order, customer request …' });
  const problem = el('p.problem', { role: 'alert' });
  const submit = el(`button.${style}`, { type: 'submit' }, verb);
  const dialog = el('dialog', { 'aria-labelledby': 'confirm-title' });
  const form = el('form', { novalidate: true, onsubmit: async (e) => {
    e.preventDefault();
    if (!reason.value.trim()) {
      problem.textContent = 'Say why: the reason is kept with the command.';
      reason.focus();
      return;
    }
    submit.disabled = true;
    problem.textContent = '';
    try {
      await send(reason.value.trim());
      dialog.close();
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      problem.textContent = failure.message;
      submit.disabled = false;
    }
  } },
  el('h2', { id: 'confirm-title' }, title),
  el('dl.subject', {}, el('dt', {}, 'Meter'), el('dd', {}, meter.name), el('dt', {}, 'Address'), el('dd', {}, meter.usagePoint?.address || 'unknown'),
    el('dt', {}, 'Serial'), el('dd', {}, meter.serialNumber)),
  el('p.consequence', {}, consequence),
  el('label', { for: 'reason' }, 'Reason'), reason, problem,
  el('div.buttons', {}, el('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), submit));
  dialog.append(form);
  const before = document.activeElement;
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (before?.isConnected) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}

/** The commands of the meter in the panel, newest first, each at the furthest stage anybody told us of. */
export class CommandList {
  #commands = new Map();
  /** Frames can overtake the answer to the POST that made the command. */
  #early = new Map();

  set(list) {
    for (const command of list) this.add(command);
  }

  add(command) {
    const known = this.#commands.get(command.mrid) ?? this.#early.get(command.mrid);
    this.#early.delete(command.mrid);
    this.#commands.set(command.mrid, known && stage(known) > stage(command) ? known : command);
  }

  /** @return whether a frame of the live channel was about a command listed here */
  told(command, meterMrid) {
    if (this.#commands.has(command.mrid) || command.device === meterMrid) {
      this.add(command);
      return true;
    }
    this.#early.set(command.mrid, command);
    if (this.#early.size > 100) this.#early.delete(this.#early.keys().next().value);
    return false;
  }

  clear() {
    this.#commands.clear();
  }

  elements(now) {
    const newest = [...this.#commands.values()].sort((a, b) => Date.parse(b.requested) - Date.parse(a.requested)).slice(0, 12);
    return newest.length > 0 ? newest.map((command) => commandElement(command, now)) : [el('p.empty', {}, 'No commands yet.')];
  }
}

function stage(command) {
  return ['queued', 'running', 'finished'].indexOf(command.state);
}

function commandElement(command, now) {
  const at = stage(command);
  const outcome = command.outcome && (OUTCOMES[command.outcome.kind] ?? { tone: 'bad', words: command.outcome.kind });
  const step = (i, words) => el(`li${i < at ? '.done' : i === at ? '.now' : ''}`, {}, words);
  return el('li.command', { 'data-state': command.state, 'data-outcome': command.outcome?.kind ?? '' },
    el('div.command-top', {}, el('strong', {}, command.label), el('time', { datetime: command.requested }, time.near(Date.parse(command.requested), now))),
    el('p.why', {}, [command.requestedBy, command.reason].filter(Boolean).join(': ')),
    el('ol.steps', { 'aria-label': 'Progress' }, step(0, 'Queued'), step(1, command.attempts > 1 ? `Running, attempt ${command.attempts}` : 'Running'),
      outcome ? el(`li.${outcome.tone}`, {}, outcome.words) : el('li', {}, 'Outcome')),
    outcome && el(`p.outcome.${outcome.tone}`, { role: 'status' }, outcome.text ?? command.outcome.text));
}
