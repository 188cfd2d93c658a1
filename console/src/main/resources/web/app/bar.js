// The clock, the connection, and the banner that says when what is shown has stopped being live.

import { el, setText, time } from './dom.js';

export function showClock(root, model) {
  const clock = el('span.clock-time');
  const day = el('span.clock-day');
  const { speed } = model.description.clock;
  root.append(day, clock, el('span.clock-day', {}, 'UTC'), speed && speed !== 1 ? el('span.clock-speed', { title: 'Simulated time runs this much faster than the clock on the wall' }, `×${speed}`) : '');
  const tick = () => {
    setText(clock, time.clock(model.now()));
    setText(day, time.dayYear(model.now()));
  };
  tick();
  setInterval(tick, 200);
}

/** @param retry tries to connect at once */
export function showConnection({ pill, banner, stage }, model, retry) {
  const words = el('span');
  banner.append(words, el('button', { type: 'button', onclick: retry }, 'Retry now'));
  let since = 0;
  const show = () => {
    const { connected } = model;
    pill.className = connected ? 'live' : connected === false ? 'lost' : '';
    setText(pill, connected ? 'Live' : connected === false ? 'Connection lost' : 'Connecting');
    stage.classList.toggle('lost', connected === false);
    banner.hidden = connected !== false;
    if (connected !== false) {
      since = 0;
      return;
    }
    since ||= model.now();
    const wait = Math.max(0, Math.ceil((model.status.retryAt - performance.now()) / 1000));
    setText(words, `Connection lost. The map shows ${time.clock(since)} UTC. ${wait > 0 ? `Next try in ${wait} s.` : 'Trying again …'}`);
  };
  model.addEventListener('status', show);
  setInterval(show, 500);
  show();
}
