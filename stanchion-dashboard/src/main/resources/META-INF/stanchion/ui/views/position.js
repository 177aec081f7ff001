// A group, a durable or a subscription: how far it is, who works for it, and what is in flight.
import { useLook, useTopic } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { go, link } from "../app/router.js";
import { count, counted, duration, moment, rate, shell } from "../app/format.js";
import { CopyAs, Empty, Failure, html, Name, Skeleton, State, StateOf } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { Chart } from "../parts/chart.js";
import { KeyTable } from "../parts/keytable.js";
import { Move } from "../parts/move.js";
import { ChangeButton } from "../parts/plan.js";
import { Actions as Sheet } from "../parts/sheet.js";
import { useRing } from "../parts/ring.js";
import { Why, whyTopic } from "../parts/why.js";

const MEMBERS = [
  { title: "Client", of: (row) => html`<a href=${link(["clients", row.clientId])}><${Name}>${row.clientId}<//></a>` },
  {
    title: "State",
    of: (row) =>
      row.isOffline ? html`<${State} kind="off">offline<//>`
      : row.isAbsent ? html`<${State} kind="bad">does not listen<//>`
      : row.isFailing ? html`<${State} kind="bad">misses heartbeats<//>`
      : row.isStalled ? html`<${State} kind="bad">stalled<//>`
      : html`<${State} kind="good">takes messages<//>`,
  },
  { title: "From", isTight: true, minor: true, isSpare: true, of: (row) => row.address ?? "–" },
  { title: "Acks", isNumber: true, of: (row) => (row.ackedPerSecond === undefined ? "–" : rate(row.ackedPerSecond)) },
  { title: "In flight", isNumber: true, of: (row) => `${count(row.inFlight)} of ${count(row.maxInFlight)}` },
  { title: "Oldest", isNumber: true, minor: true, of: (row) => (row.oldestInFlight > 0 ? count(row.oldestInFlight) : "–") },
  { title: "Sent again", isNumber: true, minor: true, of: (row) => count(row.sentAgain) },
  { title: "Ack wait", isNumber: true, minor: true, isSpare: true, of: (row) => duration(row.ackWaitSeconds) },
];

function pending({ channel, where, name, option }, session) {
  return [
    { title: "Sequence", isNumber: true, of: (row) => html`<a href=${link(["channels", channel, "messages", String(row.sequence)])}>${count(row.sequence)}</a>` },
    { title: "Attempts", isNumber: true, of: (row) => count(row.attempts) },
    { title: "Holder", of: (row) => row.holder || "–" },
    { title: "Due again in", isNumber: true, minor: true, of: (row) => (row.dueInSeconds < 0 ? "overdue" : duration(row.dueInSeconds)) },
    {
      title: "Act",
      isTight: true,
      minor: true,
      of: (row) => html`<${ChangeButton} key=${row.sequence} session=${session} role="operator" change=${{
        title: `Skip message ${count(row.sequence)} for ${name}`, button: "Skip message", method: "POST", where: `${where}/skip`,
        body: { sequences: [row.sequence] }, command: option && `bin/stanchion admin skip ${shell(channel)} ${option} ${row.sequence}`,
      }}>Skip<//>`,
    },
  ];
}

/** Where a position is in the API, as a live topic, and in a command. */
function address(route) {
  const [, channel, kind, first, second] = route.path;
  const where = path(...route.path);
  const encoded = encodeURIComponent;
  switch (kind) {
    case "groups":
      return { channel, name: first, where, why: { group: first }, option: `--group ${shell(first)}`,
        topic: `group:${encoded(channel)}/${encoded(first)}` };
    case "durables":
      return { channel, name: `${first}/${second}`, where, why: { group: second }, option: `--durable ${shell(`${first}/${second}`)}`,
        topic: `durable:${encoded(channel)}/${encoded(first)}/${encoded(second)}` };
    default:
      return { channel, name: `Subscription ${first}`, where, why: {}, option: `--subscription ${first}` };
  }
}

function Actions({ at, session, row, ask }) {
  const command = (verb, rest = "") => at.option && `bin/stanchion admin ${verb} ${shell(at.channel)} ${at.option}${rest}`;
  const again = (number) => `Deliver ${count(number)} again`;
  return html`<${Sheet}>
    ${row.pause
      ? html`<${ChangeButton} session=${session} role="operator" done=${ask} change=${{
          title: `Resume ${at.name}`, button: "Resume", method: "POST", where: `${at.where}/resume`, command: command("resume"),
        }}>Resume<//>`
      : html`<${ChangeButton} session=${session} role="operator" done=${ask} change=${{
          title: `Pause ${at.name}`, button: "Pause", method: "POST", where: `${at.where}/pause`, body: {}, command: command("pause"),
        }}>Pause<//>`}
    <${ChangeButton} session=${session} role="operator" done=${ask} change=${{
      title: `Send what is in flight again`, button: "Send again now", again, method: "POST", where: `${at.where}/redeliver`, body: {}, command: command("redeliver"),
    }}>Send again now<//>
    <${Move} session=${session} at=${at} row=${row} done=${ask} />
    <${ChangeButton} session=${session} role="admin" danger done=${() => go(["channels", at.channel])} change=${{
      title: `Delete ${at.name}`, button: "Delete position", method: "DELETE", where: at.where,
    }}>Delete<//>
  <//>`;
}

const LATELY = 10;

/** When all that waits is sent, by what was published and sent in the last looks. */
export function catchUp(row, points) {
  if (row.unsent === 0) {
    return "now";
  }
  const [before, now] = [points.at(-Math.min(LATELY, points.length)), points.at(-1)];
  const seconds = before ? now.time - before.time : 0;
  const gain = seconds > 0 ? (now.next - before.next - (now.last - before.last)) / seconds : 0;
  return gain > 0 ? `in ${duration(row.unsent / gain)}` : "not at this rate";
}

function pointOf(row) {
  return { next: Math.max(0, row.nextSequence - 1), last: Math.max(0, row.nextSequence - 1) + row.unsent, waits: row.unsent + row.inFlight, lag: row.lagSeconds };
}

/** How far the position is, over the time that this page was open. */
function Charts({ at, points }) {
  const times = points.map((point) => point.time);
  const of = (name) => points.map((point) => point[name]);
  if (points.length < 2) {
    return html`<p class="minor">The chart begins when there is more to see.</p>`;
  }
  return html`<div class="charts">
    <${Chart} key=${`${at.where} next`} title="Sequence" times=${times} format=${count} series=${[
      { name: "last published", ink: "minor", values: of("last"), isDashed: true },
      { name: "last sent", ink: "accent", values: of("next") },
    ]} />
    <${Chart} key=${`${at.where} waits`} title="Waiting" times=${times} format=${count} series=${[
      { name: "messages unsent or in flight", ink: "warn", values: of("waits") },
    ]} />
    <${Chart} key=${`${at.where} lag`} title="Oldest waits for" times=${times} format=${duration} series=${[
      { name: "age", ink: "warn", values: of("lag") },
    ]} />
  </div>`;
}

function Facts({ row, points }) {
  return html`<dl class="facts">
    <div><dt>State</dt><dd><${StateOf} row=${row} /></dd></div>
    <div><dt>Next message</dt><dd>${count(row.nextSequence)}</dd></div>
    <div><dt>Unsent</dt><dd>${count(row.unsent)}</dd></div>
    <div><dt>In flight</dt><dd>${count(row.inFlight)}</dd></div>
    <div><dt>Oldest waits for</dt><dd>${duration(row.lagSeconds)}</dd></div>
    <div><dt>Sent</dt><dd>${rate(row.sentPerSecond)}</dd></div>
    <div><dt>Acknowledged</dt><dd>${rate(row.ackedPerSecond)}</dd></div>
    <div><dt>Caught up</dt><dd>${catchUp(row, points)}</dd></div>
  </dl>`;
}

/** Nobody is connected: what is kept, and what comes when somebody is. */
function Offline({ row }) {
  return html`<${Empty} title=${`Nobody is connected; the position is kept at ${count(row.nextSequence)}`}>
    <p>${counted(row.unsent + row.inFlight, "message")} wait, and come when somebody is back.</p>
  <//>`;
}

export function View({ route, session }) {
  const at = address(route);
  const why = { channel: at.channel, ...at.why };
  useLook([...(at.topic ? [at.topic] : []), whyTopic(why)]);
  const asked = useAnswer(at.where);
  const waiting = useAnswer(at.topic ? undefined : `${at.where}/pending`);
  const seen = useTopic(at.topic)?.value;
  const points = useRing(at.where, seen, pointOf);
  const row = seen ?? asked.value;
  const inFlight = row?.pending ?? waiting.value?.items;
  const members = row?.members.filter((member) => !member.isOffline) ?? [];
  return html`<p class="up"><a data-key="Escape" href=${link(["channels", at.channel])}>${at.channel}</a></p>
    <h1 tabindex="-1">${at.name}</h1>
    ${asked.problem && html`<${Failure} problem=${asked.problem} retry=${asked.ask} />`}
    ${!row && !asked.problem && html`<${Skeleton} rows=${3} />`}
    ${row && html`
      <${Facts} row=${row} points=${points} />
      ${row.pause && html`<p class="notice warn">Paused by ${row.pause.by}${row.pause.reason && `: ${row.pause.reason}`}${row.pause.until && `, until ${moment(row.pause.until)}`}</p>`}
      <${Why} query=${why} />
      <${Actions} at=${at} session=${session} row=${row} ask=${asked.ask} />
      ${at.topic && html`<${Charts} at=${at} points=${points} />`}
      <section aria-labelledby="members-title">
        <h2 id="members-title">Members</h2>
        ${members.length > 0
          ? html`<${Table} caption="Members" columns=${MEMBERS} rows=${members} keyOf=${(member) => member.subscriptionId} open=${(member) => go(["clients", member.clientId])} />`
          : html`<${Offline} row=${row} />`}
      </section>
      ${row.kind === "group" && html`<${KeyTable} channel=${at.channel} group=${row.name} where=${at.where} session=${session} />`}
      <section aria-labelledby="pending-title">
        <h2 id="pending-title">Oldest in flight</h2>
        ${inFlight?.length > 0
          ? html`<${Table} caption="Oldest messages in flight" columns=${pending(at, session)} rows=${inFlight} keyOf=${(message) => message.sequence} open=${(message) => go(["channels", at.channel, "messages", String(message.sequence)])} />
              ${row.inFlight > inFlight.length && html`<p class="minor">${count(inFlight.length)} of ${count(row.inFlight)}</p>`}`
          : html`<p class="empty">Nothing is in flight.</p>`}
      </section>
      <${CopyAs} where=${at.where} session=${session} command=${`bin/stanchion admin positions ${shell(at.channel)}`} />`}`;
}
