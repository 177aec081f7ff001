// Who is here, and what each client holds.
import { useLook } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { useAgain, useBefore } from "../parts/again.js";
import { go, link, placeOf, refine } from "../app/router.js";
import { ago, count, counted, duration, rate, shell } from "../app/format.js";
import { Answered, Command, CopyAs, Empty, html, Name, Sentence, State } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { Filter, More } from "../parts/list.js";
import { Kick } from "../parts/kick.js";

/** So many connects in five minutes are no restart any more. */
const FLAPS = 5;

function stateOf(row) {
  if (row.connects >= FLAPS) {
    return html`<${State} kind="bad">reconnects: ${count(row.connects)} in 5 m<//>`;
  }
  return row.isOffline ? html`<${State} kind="off">offline<//>` : html`<${State} kind="good">connected<//>`;
}

/** Other connections that want the ID of a client, which are refused. */
function Wanted({ row }) {
  return row.refused > 0 && html`<div><${State} kind="warn">${counted(row.refused, "other")} refused<//></div><div class="minor">last from ${row.refusedFrom}</div>`;
}

/** The library of a client and its own name, as far as it has told them. */
export function programOf(row) {
  const library = [row.language, row.libraryVersion].filter(Boolean).join(" ");
  return [library, row.connectionName].filter(Boolean).join(", ") || "–";
}

/** What is wrong with client IDs, with who wants them and who has them. */
const WRONG = "findings?kind=duplicate-id,random-id-durable,wrong-cluster-id&limit=25";

function Wrong({ id }) {
  const answer = useAnswer(WRONG);
  useAgain(answer.ask);
  const { findings = [], total = 0 } = answer.value ?? {};
  const about = findings.filter((each) => id === undefined || each.about.includes(id));
  const more = total - findings.length;
  return html`${about.map((finding) => html`<${Sentence} key=${finding.id} finding=${finding} />`)}
    ${id === undefined && more > 0 && html`<p class="minor"><a href="#/findings">and ${count(more)} more</a></p>`}`;
}

/** How much clients have published between two answers, in messages per second, by their IDs. */
export function publishRates(before = [], now = [], seconds) {
  const known = new Map(before.map((row) => [row.id, row]));
  const rates = now.filter(({ id }) => seconds > 0 && known.has(id)).map((row) => {
    const earlier = known.get(row.id);
    // A client that has connected again counts from 0.
    const more = row.since === earlier.since ? row.published - earlier.published : row.published;
    return [row.id, more / seconds];
  });
  return new Map(rates);
}

/** The same of answers as they come; empty until there are two. */
function usePublishRates(answer, rowsOf) {
  const before = useBefore(answer);
  const seconds = before && answer ? (Date.parse(answer.asOf) - Date.parse(before.asOf)) / 1000 : 0;
  return publishRates(before && rowsOf(before), answer && rowsOf(answer), seconds);
}

const told = (perSecond) => (perSecond === undefined ? "–" : rate(perSecond));

function All({ server, session, query }) {
  const { q = "", after = "" } = query;
  const where = `clients?${new URLSearchParams({ limit: 100, ...(q && { q }), ...(after && { after }) })}`;
  const answer = useAnswer(where);
  useAgain(answer.ask);
  const publishes = usePublishRates(answer.value, (value) => value.items);
  const columns = (now) => [
    { title: "Client ID", of: (row) => html`<a href=${link(["clients", row.id])}><${Name}>${row.id}<//></a>` },
    { title: "State", isTight: true, of: (row) => html`${stateOf(row)}<${Wanted} row=${row} />` },
    { title: "From", of: (row) => html`${row.address ?? "–"}<div class="minor">${programOf(row)}</div>` },
    { title: "Subscriptions", isNumber: true, minor: true, of: (row) => count(row.subscriptions) },
    { title: "In flight", isNumber: true, of: (row) => count(row.inFlight) },
    { title: "Publishes", isNumber: true, of: (row) => told(publishes.get(row.id)) },
    { title: "Connected", isNumber: true, minor: true, of: (row) => ago(row.since, now) },
    { title: "Last heard", isNumber: true, minor: true, isSpare: true, of: (row) => ago(row.lastHeard, now) },
  ];
  return html`<h1 tabindex="-1">Clients</h1>
    <${Wrong} />
    <div class="bar"><${Filter} q=${q} label="Client ID" /><a href="#/connections">Connections of NATS</a></div>
    <${Answered} answer=${answer} rows=${6}>
      ${(value) => value.items.length > 0
        ? html`<${Table} caption="Clients" columns=${columns(value.asOf)} rows=${value.items} keyOf=${(row) => row.id} open=${(row) => go(["clients", row.id])} />
            <${More} where=${where} shown=${value.items.length} total=${value.total} isFirst=${after === ""} />`
        : q ? html`<${Empty} title=${`No client has “${q}” in its ID`}><button type="button" onClick=${() => refine({ q: "", after: "" })}>Show all clients</button><//>`
        : html`<${Empty} title="Nobody is connected">
            <p>Clients connect to this server with its cluster ID:</p>
            <${Command} text=${`bin/stanchion listen tickets:created -u nats://${location.hostname}:4222 -c ${server?.clusterId}`} />
          <//>`}
    <//>
    <${CopyAs} where=${where} session=${session} command=${`bin/stanchion admin clients${q && ` --match ${shell(q)}`}`} />`;
}

/** The route of the position that a subscription takes part in. */
export function positionOf(client, row) {
  const kind = row.queueGroup ? "group" : row.durableName ? "durable" : "subscription";
  return placeOf(row.channel, { ...row, kind, name: row.queueGroup, clientId: client });
}

const subscriptions = (client) => [
  { title: "Channel", of: (row) => html`<a href=${link(["channels", row.channel])}><${Name}>${row.channel}<//></a>` },
  { title: "Group or durable", of: (row) => html`<a href=${link(positionOf(client, row))}><${Name}>${row.queueGroup || row.durableName || "plain"}<//></a>` },
  {
    title: "State",
    of: (row) =>
      row.isAbsent ? html`<${State} kind="bad">does not listen<//>`
      : row.isStalled ? html`<${State} kind="bad">stalled<//>`
      : stateOf(row),
  },
  { title: "Last sent", isNumber: true, of: (row) => count(row.lastSent) },
  { title: "In flight", isNumber: true, of: (row) => `${count(row.inFlight)} of ${count(row.maxInFlight)}` },
  { title: "Ack wait", isNumber: true, minor: true, of: (row) => duration(row.ackWaitSeconds) },
];

function One({ id, session }) {
  const where = path("clients", id);
  const answer = useAnswer(where);
  useAgain(answer.ask);
  const publishes = usePublishRates(answer.value, (value) => [value]);
  return html`<p class="up"><a data-key="Escape" href="#/clients">Clients</a></p>
    <h1 tabindex="-1">${id}</h1>
    <${Wrong} id=${id} />
    <${Answered} answer=${answer} rows=${4}>
      ${(value) => html`
        <dl class="facts">
          <div><dt>State</dt><dd>${stateOf(value)}</dd></div>
          <div><dt>Connected</dt><dd>${ago(value.since, value.asOf)}</dd></div>
          <div><dt>Last heard</dt><dd>${ago(value.lastHeard, value.asOf)}</dd></div>
          <div><dt>From</dt><dd>${value.address ?? "–"}${value.connection && html` <span class="minor">connection ${value.connection}</span>`}</dd></div>
          <div><dt>Library</dt><dd>${programOf(value)}</dd></div>
          <div><dt>Publishes</dt><dd>${told(publishes.get(id))} <span class="minor">${count(value.published)} in all</span></dd></div>
          <div><dt>Connects in 5 m</dt><dd>${count(value.connects)}</dd></div>
          <div><dt>Others with this ID, in 10 m</dt><dd>${value.refused > 0 ? html`<${Wanted} row=${value} />` : "none"}</dd></div>
          <div><dt>Protocol</dt><dd>${value.protocol}</dd></div>
        </dl>
        <p class="buttons"><${Kick} id=${id} session=${session} /></p>
        ${value.subscriptions.length > 0
          ? html`<${Table} caption="Subscriptions" columns=${subscriptions(id)} rows=${value.subscriptions} keyOf=${(row) => row.subscriptionId} />`
          : html`<p class="empty">It has no subscription. It may publish.</p>`}`}
    <//>
    <${CopyAs} where=${where} session=${session} command=${`bin/stanchion admin describe --client ${shell(id)}`} />`;
}

export function View({ route, session, server }) {
  useLook();
  const [, id] = route.path;
  return id === undefined ? html`<${All} server=${server} session=${session} query=${route.query} />` : html`<${One} id=${id} session=${session} />`;
}
