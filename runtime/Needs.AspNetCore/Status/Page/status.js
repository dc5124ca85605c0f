'use strict';

// Everything on the page is read again each second from the data beside this script. Values only ever become text.
(() => {
  const source = new URL('data', document.currentScript.src);
  const every = 1000, patience = 5000, remembered = 120, shownLeases = 10, shownHandlers = 20;
  const find = (selector, within = document) => within.querySelector(selector);
  const histories = new Map(), whole = new Set();
  let timer, turn = 0, paused = false, ended = false, answered, before;

  // Elements

  const write = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const mark = (element, name) => { if (element.className !== name) element.className = name; };
  const show = (element, is) => { element.hidden = !is; };
  const make = id => {
    const made = document.getElementById(id).content.firstElementChild;
    return document.importNode(made.matches('table') ? find('tr', made) : made, true);
  };

  // One element for each item, kept as long as the item is there: selections and focus stay where they are.
  const list = (parent, items, key, create, fill) => {
    const known = parent.known ??= new Map();
    const present = new Set(items.map(key));
    for (const [name, element] of known) {
      if (present.has(name)) continue;
      element.remove();
      known.delete(name);
    }
    items.forEach((item, index) => {
      const name = key(item);
      if (!known.has(name)) known.set(name, create(item));
      const element = known.get(name);
      if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
      fill(element, item);
    });
  };

  const drawing = name => document.createElementNS('http://www.w3.org/2000/svg', name);

  // A long name may break after its dots; what tells handlers apart stands out.
  const writeName = (element, name) => {
    const parts = name.split('.');
    const quiet = document.createElement('span');
    parts.forEach((part, index) => {
      const to = index < parts.length - 2 ? quiet : element;
      if (index === Math.max(parts.length - 2, 0)) element.append(quiet);
      to.append(index < parts.length - 1 ? part + '.' : part, document.createElement('wbr'));
    });
  };

  // Words

  const number = value => value.toLocaleString('en');
  const rate = value => value >= 100 ? number(Math.round(value)) : value >= 10 ? value.toFixed(0) : value.toFixed(1);
  const several = (count, one, more) => `${number(count)} ${count === 1 ? one : more}`;
  const time = seconds => {
    if (seconds < 0.001) return seconds === 0 ? '0 s' : `${Math.max(seconds * 1000, 0.01).toFixed(2)} ms`;
    if (seconds < 0.01) return `${(seconds * 1000).toFixed(1)} ms`;
    if (seconds < 1) return `${(seconds * 1000).toFixed(0)} ms`;
    if (seconds < 120) return `${seconds.toFixed(1)} s`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
    return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
  };

  // Histograms: a bar for each range, which doubles the one before, from 0.1 ms to 18 minutes, so that all rows compare.

  const first = 7, bars = 24, width = 112 / bars;
  const bin = seconds => Math.min(bars - 1, Math.max(0, Math.round(Math.log2(seconds * 1e6)) - first));
  const place = seconds => (Math.log2(seconds * 1e6) - first + 1) / bars;

  const drawBars = (svg, buckets, warning) => {
    const counts = new Array(bars).fill(0);
    for (const [upper, count] of buckets) counts[bin(upper)] += count;
    const most = Math.max(...counts);
    const long = warning === null ? bars : Math.ceil(place(warning) * bars);
    list(svg, counts.map((count, at) => ({ at, count })).filter(bar => bar.count > 0), bar => bar.at, () => drawing('rect'), (rect, bar) => {
      const height = 3 + 21 * Math.sqrt(bar.count / most);
      for (const [name, value] of Object.entries({ x: bar.at * width + .4, y: 24 - height, width: width - .8, height }))
        rect.setAttribute(name, value.toFixed(2));
      rect.setAttribute('class', bar.at >= long ? 'long' : '');
    });
  };

  const writeTimes = (cell, times, warning) => {
    drawBars(find('svg', cell), times.buckets, warning);
    write(find('span', cell), times.count === 0 ? '–' : `p50 < ${time(times.p50)} · p99 < ${time(times.p99)}`);
    mark(cell, `times${warning !== null && times.p99 / 2 > warning ? ' bad' : ''}`);
  };

  const drawAxis = axis => [['1 ms', .001], ['0.1 s', .1], ['10 s', 10]].forEach(([label, seconds]) => {
    const tick = document.createElement('i');
    tick.style.left = `${place(seconds) * 100}%`;
    tick.textContent = label;
    axis.append(tick);
  });

  // What the numbers did in the last two minutes; the counters themselves only grow.

  const sum = (database, count) => database.handlers.reduce((all, handler) => all + handler[count], 0);

  const remember = (database, now) => {
    const history = histories.get(database.name) ?? [];
    histories.set(database.name, history);
    const lent = new Map(database.handlers.map(handler => [handler.name, handler.lent]));
    history.push({ now, held: database.held, waiting: database.waiting, refused: sum(database, 'refused'), retries: sum(database, 'retries'), lent, all: sum(database, 'lent') });
    while (history.length > remembered) history.shift();
    return history;
  };

  const drawHistory = (svg, history, limit) => {
    const top = Math.max(limit ?? 0, 4, ...history.map(moment => moment.held + moment.waiting));
    const step = 240 / (remembered - 1), first = remembered - history.length;
    const area = (from, to) => 'M' + [
      ...history.map((moment, at) => [first + at, to(moment)]),
      ...history.map((moment, at) => [first + at, from(moment)]).reverse(),
    ].map(([at, value]) => `${(at * step).toFixed(1)} ${(48 - 48 * value / top).toFixed(1)}`).join('L') + 'Z';
    find('.lent', svg).setAttribute('d', area(() => 0, moment => moment.held));
    find('.queue', svg).setAttribute('d', area(moment => moment.held, moment => moment.held + moment.waiting));
  };

  // A database

  const isLong = (lease, database) => !lease.waiting && database.holdWarning !== null && lease.held > database.holdWarning;

  const drawSlots = (element, database) => {
    const most = 120, held = database.leases.filter(lease => !lease.waiting);
    const slots = [
      ...Array.from({ length: database.held }, (_, at) => held[at] && isLong(held[at], database) ? 'long' : 'lent'),
      ...Array.from({ length: Math.max((database.maxLeases ?? 0) - database.held, 0) }, () => 'free'),
    ].slice(0, most);
    slots.push(...Array.from({ length: Math.min(database.waiting, most / 2) }, () => 'queued'));
    list(element, slots.map((state, at) => ({ at, state })), slot => slot.at, () => document.createElement('i'), (slot, { state }) => mark(slot, state));
    const limit = database.maxLeases === null ? '' : ` of ${database.maxLeases}`;
    element.setAttribute('aria-label', `${database.held}${limit} lent, ${database.waiting} waiting`);
  };

  const fact = (section, name, value, more, level) => {
    const tile = find(`.facts .${name}`, section), place = find('dd', tile);
    mark(tile, `${name} ${level}`.trim());
    const text = more ? `${value} ` : value;
    if (!place.firstChild) place.append('', document.createElement('small'));
    if (place.firstChild.data !== text) place.firstChild.data = text;
    write(place.lastChild, more);
  };

  const cell = (element, value, level = '') => {
    write(element, value);
    mark(element, `num ${level || (value === '0' || value === '0.0' ? 'zero' : '')}`.trim());
  };

  const createDatabase = database => {
    const section = make('database');
    section.id = `database-${database.name}`;
    write(find('h2 .name', section), database.name);
    section.querySelectorAll('.axis').forEach(drawAxis);
    find('.all', section).addEventListener('click', () => {
      if (!whole.delete(database.name)) whole.add(database.name);
      if (before) fillDatabase(section, before.databases.find(one => one.name === database.name));
    });
    return section;
  };

  const createNamed = id => item => {
    const element = make(id);
    writeName(find('th, .name', element), item.name ?? item.handler);
    return element;
  };

  const fillDatabase = (section, database) => {
    const history = histories.get(database.name), latest = history.at(-1);
    const since = history[Math.max(history.length - 6, 0)];
    const minute = history.find(moment => latest.now - moment.now <= 60000);
    const seconds = Math.max((latest.now - since.now) / 1000, 1);
    const isFull = database.maxLeases !== null && database.held >= database.maxLeases;
    const lately = count => latest[count] - minute[count];

    mark(section, `database${database.handlers.length === 0 ? ' unused' : ''}`);
    show(find('.guard', section), database.suspect);
    write(find('.note', section), database.note ?? '');
    drawSlots(find('.slots', section), database);
    drawHistory(find('.history', section), history, database.maxLeases);

    fact(section, 'held', number(database.held), database.maxLeases === null ? '' : `of ${number(database.maxLeases)}`, isFull ? 'bad' : '');
    fact(section, 'waiting', number(database.waiting), '', database.waiting > 0 && isFull ? 'bad' : '');
    fact(section, 'rate', rate((latest.all - since.all) / seconds), '', '');
    fact(section, 'refused', number(latest.refused), lately('refused') > 0 ? `${number(lately('refused'))} in the last minute` : '', lately('refused') > 0 ? 'bad' : '');
    fact(section, 'retries', number(latest.retries), lately('retries') > 0 ? `${number(lately('retries'))} in the last minute` : '', lately('retries') > 0 ? 'warn' : '');

    const out = database.handlers.filter(handler => handler.held + handler.waiting > 0)
      .sort((a, b) => b.heldTime - a.heldTime || b.waiting - a.waiting);
    const oldest = new Map();
    for (const lease of database.leases) if (!oldest.has(lease.handler)) oldest.set(lease.handler, lease);
    list(find('.holders tbody', section), out, handler => handler.name, createNamed('holder'), (row, handler) => {
      const [, held, waiting, age] = row.children, first = oldest.get(handler.name);
      cell(held, number(handler.held));
      cell(waiting, number(handler.waiting), handler.waiting > 0 ? 'warn' : '');
      cell(age, first ? time(first.age) : '–', first && isLong(first, database) ? 'bad' : '');
    });
    show(find('.holders', section), out.length > 0);
    show(find('.holders + .empty', section), out.length === 0);

    const leases = database.leases.slice(0, shownLeases).map((lease, at) => ({ ...lease, at }));
    list(find('.leases', section), leases, lease => `${lease.at} ${lease.handler}`, createNamed('lease'), (item, lease) => {
      write(find('.state', item), (lease.waiting ? 'waits' : 'holds') + (lease.attempt > 1 ? `, attempt ${lease.attempt}` : ''));
      write(find('.age', item), time(lease.age));
      mark(item, isLong(lease, database) ? 'bad' : lease.waiting ? 'warn' : '');
    });
    show(find('.leases + .empty', section), leases.length === 0);
    const more = database.leaseCount - leases.length;
    write(find('.now .more', section), more > 0 ? `and ${number(more)} younger` : '');

    const handlers = [...database.handlers].sort((a, b) => b.lent - a.lent || (a.name < b.name ? -1 : 1));
    const shown = whole.has(database.name) ? handlers : handlers.slice(0, shownHandlers);
    list(find('.handlers tbody', section), shown, handler => handler.name, createNamed('handler'), (row, handler) => {
      const [, perSecond, lent, hold, wait, refused, retries] = row.children;
      cell(perSecond, rate((handler.lent - (since.lent.get(handler.name) ?? 0)) / seconds));
      cell(lent, number(handler.lent));
      writeTimes(hold, handler.hold, database.holdWarning);
      writeTimes(wait, handler.wait, null);
      cell(refused, number(handler.refused), handler.refused > 0 ? 'bad' : '');
      cell(retries, number(handler.retries), handler.retries > 0 ? 'warn' : '');
    });
    show(find('.handlers', section), handlers.length > 0);
    show(find('.handlers + .empty', section), handlers.length === 0);
    const all = find('.all', section);
    show(all, handlers.length > shownHandlers);
    write(all, whole.has(database.name) ? 'Show fewer' : `Show all ${number(handlers.length)}`);
  };

  // The whole

  const fillSummary = status => {
    const problems = status.databases.flatMap(database => database.troubles.map(problem => ({ ...problem, database: database.name })));
    const level = problems.some(problem => problem.severe) ? 'bad' : problems.length > 0 ? 'warn' : 'good';
    mark(document.body, `live ${level}`);
    write(find('#verdict'), problems.length === 0 ? 'All is well.' : several(problems.length, 'thing is', 'things are') + ' wrong.');
    list(find('#problems'), problems, problem => `${problem.database} ${problem.kind} ${problem.handler ?? ''}`, problem => {
      const item = document.createElement('li'), link = document.createElement('a');
      link.href = '#' + encodeURIComponent(`database-${problem.database}`);
      link.textContent = problem.database;
      item.append(link, ': ', '');
      return item;
    }, (item, problem) => {
      mark(item, problem.severe ? 'bad' : 'warn');
      const text = problem.text.replace(/(\d) s\b/g, '$1\u00a0s');
      if (item.lastChild.data !== text) item.lastChild.data = text;
    });
    document.title = (problems.length > 0 ? `(${problems.length}) ` : '') + `${status.application} · Needs`;
  };

  const fillTenants = status => {
    show(find('#tenants'), status.tenants.length > 0);
    list(find('#tenants tbody'), status.tenants, tenant => tenant.name, tenant => {
      const row = make('tenant');
      write(row.firstElementChild, tenant.name);
      return row;
    }, (row, tenant) => {
      mark(row.firstElementChild, tenant.troubled ? 'bad' : '');
      cell(row.children[1], number(tenant.held));
      cell(row.children[2], number(tenant.waiting), tenant.waiting > 0 ? 'warn' : '');
    });
    const more = status.tenantCount - status.tenants.length;
    write(find('#tenants .more'), more > 0 ? `and ${number(more)} more that use less` : '');
  };

  const fill = status => {
    const now = performance.now();
    before = status;
    answered = new Date();
    write(find('#application'), status.application);
    write(find('#machine'), `on ${status.machine}`);
    write(find('#when'), answered.toLocaleTimeString());
    fillSummary(status);
    for (const database of status.databases) remember(database, now);
    list(find('#databases'), status.databases, database => database.name, createDatabase, fillDatabase);
    fillTenants(status);
  };

  const lose = (verdict, when) => {
    mark(document.body, 'lost bad');
    write(find('#verdict'), verdict);
    find('#problems').replaceChildren();
    find('#problems').known?.clear();
    write(find('#when'), when);
    document.title = `(!) ${before?.application ?? 'Connections'} · Needs`;
  };

  // The clock

  const read = async () => {
    const answer = await fetch(source, { cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(patience) });
    if (answer.type === 'opaqueredirect' || [401, 403, 404].includes(answer.status)) return null;
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  };

  const refresh = async isWanted => {
    const status = await read().catch(() => undefined);
    if (!isWanted()) return;
    if (status) fill(status);
    else if (status === undefined) lose(`The server does not answer${answered ? ` since ${answered.toLocaleTimeString()}` : ''}. What follows is old.`, 'trying again');
    else {
      ended = true;
      lose('You may not see this any more: load the page again.', 'stopped');
    }
  };

  const stop = () => {
    clearTimeout(timer);
    turn++;
  };

  const run = async () => {
    stop();
    const mine = turn;
    await refresh(() => mine === turn);
    if (mine === turn && !ended) timer = setTimeout(run, every);
  };

  find('#pause').addEventListener('click', event => {
    paused = !paused;
    write(event.target, paused ? 'Resume' : 'Pause');
    if (!paused) {
      run();
      return;
    }
    stop();
    document.body.classList.remove('live');
    write(find('#when'), `paused at ${(answered ?? new Date()).toLocaleTimeString()}`);
  });

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) stop();
    else if (!paused && !ended) run();
  });

  if (!document.hidden) run();
})();
