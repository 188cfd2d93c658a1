// The control room, put together: model, map, views, live channel.

import { api } from './api.js';
import { showClock, showConnection } from './bar.js';
import { Detail } from './detail.js';
import { el, icon } from './dom.js';
import { EventList } from './events.js';
import { showFeeders } from './feeder-list.js';
import { Feeders } from './feeders.js';
import { Legend } from './legend.js';
import { LiveChannel } from './live.js';
import { GridMap } from './map.js';
import { Messages } from './messages.js';
import { Model } from './model.js';
import { ScenarioMenu } from './scenarios.js';
import { Search } from './search.js';
import { stats } from './stats.js';
import { Toasts } from './toasts.js';

const byId = (id) => document.getElementById(id);
const START_RETRY_MS = 3000;

async function start() {
  const loading = byId('loading');
  for (;;) {
    try {
      const [description, network] = await Promise.all([api.model(), api.network()]);
      open(description, network);
      loading.remove();
      return;
    } catch (e) {
      if (e.status === undefined) throw e;
      loading.textContent = `${e.message} Trying again …`;
      await new Promise((done) => setTimeout(done, START_RETRY_MS));
    }
  }
}

function open(description, network) {
  const model = new Model(description);
  const toasts = new Toasts(byId('toasts'));
  const feeders = new Feeders(model);
  const map = new GridMap(byId('map'), model, feeders, network, { failed: () => toasts.show('Part of the map could not be loaded; trying again.', 'warning') });
  const detail = new Detail(byId('detail'), model, map, toasts);
  const scenarios = new ScenarioMenu(byId('scenarios'), { toasts, changed: (list) => feeders.strike(list.filter((s) => s.running).map((s) => s.target)) });
  const events = new EventList(byId('events'), { now: () => model.now(), choose: (event) => choose(event.meterIndex) });
  new Legend(byId('legend'), model, () => map.meters.inView);
  new Search(byId('search'), { choose: goTo, failed: (e) => toasts.error(e) });
  new Messages(byId('messages'), byId('views'), { now: () => model.now(), toasts });
  showFeeders(byId('feeders'), feeders, map);
  showClock(byId('clock'), model);

  /** Selects a meter that may be anywhere: the hub knows where. */
  async function choose(index) {
    try {
      const { usagePoint } = await api.meter(index);
      if (usagePoint?.longitude !== undefined) map.fly(usagePoint.longitude, usagePoint.latitude);
      model.select(index);
    } catch (e) {
      toasts.error(e);
    }
  }

  function goTo(result) {
    if (result.kind === 'meter') {
      model.select(result.index);
      if (result.longitude !== undefined) map.fly(result.longitude, result.latitude, 17.5);
    } else if (result.kind !== 'feeder' || !map.show((feature) => feature.get('feeder') === result.name)) {
      map.fly(result.longitude, result.latitude, 17);
    }
  }

  const learnFeeders = (path) => path && api.feederOfMeters(path).then((of) => feeders.learn(of), (e) => toasts.error(e));
  learnFeeders(description.feederOfMeters);

  /** The hub has other meters now than when this page was opened. */
  async function adopt(version) {
    try {
      if (version === model.description.version) return;
      const now = await api.model();
      model.adopt(now);
      feeders.adopt(now.feeders);
      await learnFeeders(now.feederOfMeters);
    } catch (e) {
      toasts.error(e);
    }
  }

  const live = new LiveChannel({
    snapshot: (states) => model.snapshot(states),
    deltas: (view) => model.deltas(view),
    event: (event) => {
      events.add(event);
      detail.event(event);
    },
    command: (command) => detail.command(command),
    scenario: (scenario) => scenarios.told(scenario),
    clock: ({ now }) => model.setClock(now),
    model: ({ version }) => adopt(version),
    lost: refresh,
    status: (status) => {
      const again = status.connected && model.connected === false;
      model.setStatus(status);
      if (again) refresh();
    },
  });
  showConnection({ pill: byId('connection'), banner: byId('lost'), stage: byId('stage') }, model, () => live.retryNow());
  live.connect();

  async function refresh() {
    const told = await Promise.allSettled([api.events(60), api.scenarios()]);
    if (told[0].status === 'fulfilled') events.set(told[0].value);
    if (told[1].status === 'fulfilled') scenarios.set(told[1].value);
    detail.refresh();
    told.filter((one) => one.status === 'rejected').forEach((one) => toasts.error(one.reason));
  }
  refresh();

  const button = (label, name, action) => el('button.square', { type: 'button', 'aria-label': label, title: label, onclick: action }, icon(name));
  byId('zoom').append(button('Zoom in', 'plus', () => map.zoomBy(1)), button('Zoom out', 'minus', () => map.zoomBy(-1)), button('Whole town', 'home', () => map.home()));
  map.onSelect((index) => model.select(index));
  document.addEventListener('keydown', (e) => {
    if (e.key === 'Escape' && !e.defaultPrevented && !document.querySelector('dialog[open]')) model.select(-1);
  });
  window.meridian = { stats, model, map, live };
}

start();
