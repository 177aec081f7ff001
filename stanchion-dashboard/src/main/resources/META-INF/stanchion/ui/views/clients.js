// Who is here, and what each client holds.
import { useLook } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { go, link } from "../app/router.js";
import { ago, count, duration, shell } from "../app/format.js";
import { Answered, Command, Empty, html, State, Table } from "../parts/html.js";
import { ChangeButton } from "../parts/plan.js";

function stateOf(row) {
  return row.isOffline ? html`<${State} kind="off">offline<//>` : html`<${State} kind="good">connected<//>`;
}

function All({ server }) {
  const answer = useAnswer("clients?limit=200");
  const columns = (now) => [
    { title: "Client ID", of: (row) => html`<a href=${link(["clients", row.id])}>${row.id}</a>` },
    { title: "State", of: stateOf },
    { title: "Subscriptions", isNumber: true, of: (row) => count(row.subscriptions) },
    { title: "In flight", isNumber: true, of: (row) => count(row.inFlight) },
    { title: "Connected", isNumber: true, minor: true, of: (row) => ago(row.since, now) },
  ];
  return html`<h1 tabindex="-1">Clients</h1>
    <${Answered} answer=${answer} rows=${6}>
      ${(value) => value.items.length > 0
        ? html`<${Table} caption="Clients" columns=${columns(value.asOf)} rows=${value.items} keyOf=${(row) => row.id} open=${(row) => go(["clients", row.id])} />
            ${value.total > value.items.length && html`<p class="minor">${count(value.items.length)} of ${count(value.total)}</p>`}
            <button type="button" class="quiet" onClick=${answer.ask}>Look again</button>`
        : html`<${Empty} title="Nobody is connected">
            <p>Clients connect to this server with its cluster ID:</p>
            <${Command} text=${`bin/stanchion listen tickets:created -u nats://${location.hostname}:4222 -c ${server?.clusterId}`} />
          <//>`}
    <//>`;
}

const SUBSCRIPTIONS = [
  { title: "Channel", of: (row) => html`<a href=${link(["channels", row.channel])}>${row.channel}</a>` },
  { title: "Group or durable", of: (row) => row.queueGroup || row.durableName || "–" },
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
  return html`<h1 tabindex="-1">${id}</h1>
    <${Answered} answer=${answer} rows=${4}>
      ${(value) => html`
        <dl class="facts">
          <div><dt>State</dt><dd>${stateOf(value)}</dd></div>
          <div><dt>Connected</dt><dd>${ago(value.since, value.asOf)}</dd></div>
          <div><dt>Protocol</dt><dd>${value.protocol}</dd></div>
        </dl>
        <p class="buttons">
          <${ChangeButton} session=${session} role="operator" danger done=${() => go(["clients"])} change=${{
            title: `End the session of ${id}`, button: "Kick client", method: "DELETE", where, body: {}, command: `bin/stanchion admin kick ${shell(id)}`,
          }}>Kick<//>
          <${ChangeButton} session=${session} role="operator" danger done=${() => go(["clients"])} change=${{
            title: `End the session of ${id} and refuse its ID for 5 minutes`, button: "Kick and block client", method: "DELETE", where,
            body: { block: "5m", disconnect: true }, command: `bin/stanchion admin kick ${shell(id)} --block 5m --disconnect`,
          }}>Kick and block 5 min<//>
        </p>
        ${value.subscriptions.length > 0
          ? html`<${Table} caption="Subscriptions" columns=${SUBSCRIPTIONS} rows=${value.subscriptions} keyOf=${(row) => row.subscriptionId} />`
          : html`<p class="empty">It has no subscription. It may publish.</p>`}`}
    <//>`;
}

export function View({ route, session, server }) {
  useLook();
  const [, id] = route.path;
  return id === undefined ? html`<${All} server=${server} />` : html`<${One} id=${id} session=${session} />`;
}
