'use strict';
// Draws the matrix from the page's data. Text is only ever set as text: nothing here makes HTML of it.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const { items, verdicts, texts } = data;
  const text = (number) => (number < 0 ? '' : texts[number]);

  // The order of the arrays is that of PageData.
  const readFinding = ([check, item, verdict, vantage, summary, remedy, blockedBy, standing, ...evidence]) => ({
    check: text(check), item, verdict, vantage: text(vantage), summary: text(summary), remedy: text(remedy),
    blockedBy: text(blockedBy), standing: text(standing), evidence: pairs(evidence),
  });
  const readHost = ([cells, about, groups, facts, cause, found]) => {
    const [name, address, role, state, outcome, reason, standing, seconds, login] = about;
    return {
      name: text(name), address: text(address), role: text(role), state: text(state), outcome: text(outcome),
      reason: text(reason), standing: text(standing), seconds: text(seconds), login: login === 1,
      cells: Array.from(cells, Number), groups: groups.map(text), facts: pairs(facts), found,
      cause: cause.length === 0 ? null
        : { number: cause[0], check: text(cause[1]), summary: text(cause[2]), remedy: text(cause[3]), standing: text(cause[4]) },
    };
  };
  function pairs(numbers) {
    const list = [];
    for (let place = 0; place < numbers.length; place += 2) list.push([text(numbers[place]), text(numbers[place + 1])]);
    return list;
  }
  const findings = data.findings.map(readFinding);
  const hosts = data.hosts.map(readHost);

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // ---- Filters

  const form = document.querySelector('.filters');
  const [search, group, item, verdict, count] = ['search', 'group', 'item', 'verdict', 'count']
    .map((name) => form.elements.namedItem(name));
  const tallies = document.querySelectorAll('button.tally');
  const wanted = { standing: '', cause: -1 };
  for (const name of [...new Set(hosts.flatMap((host) => host.groups))].sort()) {
    group.append(make('option', {}, name));
  }

  /** What a host is searched by, made when it is first asked for. */
  function words(host) {
    host.words ??= [
      host.name, host.address, host.outcome, host.reason, ...host.groups, ...host.facts.flat(),
      ...host.found.filter((number) => findings[number].verdict !== 0)
        .flatMap((number) => [findings[number].check, findings[number].summary]),
    ].join('\n').toLowerCase();
    return host.words;
  }

  function fits(cell) {
    const name = verdicts[cell].name;
    return verdict.value === 'attention' ? !['pass', 'skipped'].includes(name) : name === verdict.value;
  }

  function isShown(host, terms) {
    if (wanted.standing && host.standing !== wanted.standing) return false;
    if (wanted.cause >= 0 && host.cause?.number !== wanted.cause) return false;
    if (group.value && !host.groups.includes(group.value)) return false;
    if (verdict.value) {
      const cells = item.value ? [host.cells[items.indexOf(item.value)]] : host.cells;
      if (!cells.some(fits)) return false;
    }
    return terms.every((term) => words(host).includes(term));
  }

  function filter() {
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = hosts.filter((host) => isShown(host, terms));
    for (const button of tallies) button.setAttribute('aria-pressed', button.dataset.standing === wanted.standing);
    count.textContent = shown.length === hosts.length ? `${hosts.length} hosts` : `${shown.length} of ${hosts.length} hosts`;
    active = { row: 0, column: 0 };
    scroller.scrollTop = 0;
    draw(true);
  }

  search.addEventListener('input', filter);
  for (const choice of [group, item, verdict]) choice.addEventListener('change', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => {
    Object.assign(wanted, { standing: '', cause: -1 });
    setTimeout(filter);
  });
  for (const button of tallies) {
    button.addEventListener('click', () => {
      wanted.standing = wanted.standing === button.dataset.standing ? '' : button.dataset.standing;
      filter();
    });
  }

  // ---- The matrix: only rows in sight are in the document

  const scroller = document.querySelector('.scroller');
  const table = scroller.querySelector('table');
  const [head, body] = [table.tHead, table.tBodies[0]];
  const beyond = 15;
  let shown = hosts;
  let drawn = { from: 0, to: 0 };
  let rowHeight = 32;
  // Row -1 is the head: the cell that the Tab key comes to.
  let active = { row: 0, column: 0 };

  function headRow() {
    const row = make('tr', { 'aria-rowindex': 1 }, make('th', { scope: 'col', 'data-column': 0 }, 'host'));
    items.forEach((name, place) => {
      const failing = hosts.filter((host) => verdicts[host.cells[place]].name === 'fail').length;
      const cell = make('th', {
        scope: 'col', 'data-column': place + 1, tabindex: -1, title: `Show the hosts on which ${name} does not pass`,
      }, make('span', {}, name));
      if (failing > 0) cell.append(make('small', { 'aria-label': `${failing} fail` }, `${failing} ✗`));
      row.append(cell);
    });
    return row;
  }

  function hostRow(place) {
    const host = shown[place];
    const label = make('th', { scope: 'row', 'data-column': 0, tabindex: -1, title: host.name }, host.name);
    if (host.state !== 'in-service') label.append(make('small', {}, host.state));
    const row = make('tr', { 'aria-rowindex': place + 2, 'data-row': place }, label);
    host.cells.forEach((cell, column) => {
      const { name, symbol } = verdicts[cell];
      row.append(make('td', {
        role: 'gridcell', class: `cell ${name}`, 'data-column': column + 1, tabindex: -1, 'aria-label': `${items[column]} ${name}`,
      }, name === 'fail' ? 'FAIL' : symbol));
    });
    return row;
  }

  function spacer(rows) {
    const row = make('tr', { class: 'spacer', 'aria-hidden': 'true' }, make('td', { colspan: items.length + 1 }));
    row.firstChild.style.height = `${rows * rowHeight}px`;
    return row;
  }

  function draw(anew) {
    const from = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - beyond);
    const to = Math.min(shown.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / rowHeight) + beyond);
    const isNear = Math.abs(from - drawn.from) < beyond / 2 && Math.abs(to - drawn.to) < beyond / 2;
    if (!anew && isNear && (to < shown.length || drawn.to === to)) return;
    drawRows(from, to);
  }

  function drawRows(from, to) {
    const hadFocus = body.contains(document.activeElement);
    drawn = { from, to };
    const rows = [];
    for (let place = from; place < to; place += 1) rows.push(hostRow(place));
    if (shown.length === 0) {
      rows.push(make('tr', {}, make('td', { colspan: items.length + 1, class: 'none' }, 'No host is like that.')));
    }
    body.replaceChildren(spacer(from), ...rows, spacer(shown.length - to));
    table.setAttribute('aria-rowcount', shown.length + 1);
    const target = cellAt(active);
    if (target) target.tabIndex = 0;
    if (hadFocus) (target ?? scroller).focus({ preventScroll: true });
  }

  function cellAt({ row, column }) {
    const line = row < 0 ? head.rows[0] : body.querySelector(`[data-row="${row}"]`);
    return line?.cells[column] ?? null;
  }

  function moveTo(row, column) {
    cellAt(active)?.setAttribute('tabindex', -1);
    active = {
      row: Math.max(-1, Math.min(shown.length - 1, row)), column: Math.max(0, Math.min(items.length, column)),
    };
    if (active.row < 0 && active.column === 0) active.column = 1;
    const top = active.row * rowHeight;
    const room = scroller.clientHeight - head.offsetHeight - rowHeight;
    if (active.row >= 0 && top < scroller.scrollTop) scroller.scrollTop = top;
    if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
    draw(false);
    const target = cellAt(active);
    if (!target) return;
    target.tabIndex = 0;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  const page = () => Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 2);
  const moves = {
    ArrowUp: ({ row, column }) => [row - 1, column],
    ArrowDown: ({ row, column }) => [row + 1, column],
    ArrowLeft: ({ row, column }) => [row, column - 1],
    ArrowRight: ({ row, column }) => [row, column + 1],
    PageUp: ({ row, column }) => [Math.max(0, row - page()), column],
    PageDown: ({ row, column }) => [row + page(), column],
    Home: ({ row }, far) => [far ? 0 : row, 0],
    End: ({ row }, far) => [far ? shown.length - 1 : row, items.length],
  };

  scroller.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    if (move) moveTo(...move(active, event.ctrlKey));
    else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else return;
    event.preventDefault();
  });
  scroller.addEventListener('scroll', () => requestAnimationFrame(() => draw(false)), { passive: true });
  addEventListener('resize', () => draw(true));

  table.addEventListener('click', (event) => {
    const cell = event.target.closest('[data-column]');
    if (!cell) return;
    const row = cell.closest('[data-row]');
    moveTo(row ? Number(row.dataset.row) : -1, Number(cell.dataset.column));
    choose({ row: row ? Number(row.dataset.row) : -1, column: Number(cell.dataset.column) });
  });

  /** Opens a cell, or all of a host; a column's head filters by it. */
  function choose({ row, column }) {
    if (row >= 0 && shown[row]) open(shown[row], column - 1);
    if (row < 0 && column > 0) {
      item.value = items[column - 1];
      verdict.value = 'attention';
      filter();
    }
  }

  // ---- Details

  const dialog = document.getElementById('details');

  function block(label, lines) {
    return make('div', { class: 'block' }, make('pre', { tabindex: 0, role: 'group', 'aria-label': label }, lines),
      make('button', { type: 'button', class: 'copy' }, 'Copy'));
  }

  /** What needs somebody first comes first. */
  function urgency(finding) {
    return ['fail', 'unknown', 'blocked', 'waived', 'warn', 'pass', 'skipped'].indexOf(verdicts[finding.verdict].name);
  }

  function checkDetails(finding) {
    const { name, symbol } = verdicts[finding.verdict];
    const parts = [
      make('h3', {}, make('span', { class: `cell ${name}`, 'aria-hidden': 'true' }, symbol), ` ${name} `,
        make('code', {}, finding.check), make('small', {}, `seen from ${finding.vantage}`)),
      make('p', {}, finding.summary),
    ];
    if (finding.standing) parts.push(make('p', { class: 'standing' }, finding.standing));
    if (finding.blockedBy) parts.push(make('p', {}, 'Blocked by ', make('code', {}, finding.blockedBy)));
    if (finding.remedy) parts.push(make('h4', {}, 'Remedy'), block('Remedy', finding.remedy));
    for (const [probe, excerpt] of finding.evidence) {
      parts.push(make('h4', {}, 'Evidence, ', make('code', {}, probe)), block('Evidence', excerpt));
    }
    return make('article', {}, ...parts);
  }

  function hostFacts(host) {
    const facts = [
      ['Address', host.address], ['Groups', host.groups.join(', ')], ['Role', host.role], ['State', host.state],
      ['Outcome', host.reason ? `${host.outcome}: ${host.reason}` : `${host.outcome} in ${host.seconds}`],
      ...host.facts, ['Login proven', host.login ? 'yes' : 'no'],
    ];
    return make('dl', { class: 'facts' },
      ...facts.filter(([, value]) => value).flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
  }

  function causeDetails({ check, summary, remedy, standing }) {
    const parts = [make('h3', {}, 'Cause ', make('code', {}, check)), make('p', {}, summary)];
    if (standing) parts.push(make('p', { class: 'standing' }, standing));
    if (remedy) parts.push(block('Remedy', remedy));
    return make('article', { class: 'cause' }, ...parts);
  }

  /** Shows what was found on a host: on one item, or on all where it is -1. */
  function open(host, place) {
    const found = host.found.map((number) => findings[number])
      .filter((finding) => place < 0 || finding.item === place)
      .sort((one, other) => urgency(one) - urgency(other));
    const close = make('button', { type: 'button', class: 'quiet', 'data-close': '' }, 'Close');
    const all = make('button', { type: 'button', class: 'quiet' }, 'All items of this host');
    all.addEventListener('click', () => open(host, -1));
    const isCauseTold = host.cause && !found.some((finding) => finding.check === host.cause.check);
    const parts = [
      make('header', {}, make('h2', { id: 'details-title', tabindex: -1 }, place < 0 ? host.name : `${host.name}: ${items[place]}`), close),
      hostFacts(host),
    ];
    if (isCauseTold) parts.push(causeDetails(host.cause));
    parts.push(...found.map(checkDetails));
    if (found.length === 0) parts.push(make('p', {}, 'No check has anything to say of it.'));
    if (place >= 0) parts.push(make('p', {}, all));
    dialog.replaceChildren(...parts);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    dialog.querySelector('h2').focus();
  }

  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
  });
  dialog.addEventListener('close', () => (cellAt(active) ?? scroller).focus({ preventScroll: true }));

  // ---- Buttons outside the matrix

  async function copy(button) {
    const lines = button.parentElement.querySelector('pre').textContent;
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(lines);
    } catch {
      // Where a page from a file has no clipboard, the selection still has.
      getSelection().selectAllChildren(button.parentElement.querySelector('pre'));
      isCopied = document.execCommand('copy');
    }
    button.textContent = isCopied ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button?.classList.contains('copy')) copy(button);
    if (button?.dataset.cause) {
      form.reset();
      setTimeout(() => {
        wanted.cause = Number(button.dataset.cause);
        filter();
        document.getElementById('matrix').scrollIntoView();
        moveTo(0, 0);
      });
    }
  });

  // Paper has no scrolling and nothing to open: all rows, while it is printed, and all remedies.
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    for (const cause of closed) cause.open = true;
    drawRows(0, shown.length);
  });
  addEventListener('afterprint', () => {
    for (const cause of closed) cause.open = false;
    draw(true);
  });

  // As wide as the longest name, so that columns stay where they are while rows come and go.
  const longest = hosts.reduce((most, host) => Math.max(most, host.name.length), 8);
  table.style.setProperty('--names', `min(${longest + 4}ch, 28rem, 42vw)`);
  head.append(headRow());
  filter();
  const first = body.querySelector('[data-row]');
  if (first) rowHeight = first.getBoundingClientRect().height || rowHeight;
  draw(true);
})();
