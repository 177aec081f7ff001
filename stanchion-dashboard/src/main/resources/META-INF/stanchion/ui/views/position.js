// A group, a durable or a subscription: how far it is, who works for it, and what is in flight.
import { path, useAnswer, useLook, useTopic } from "../app/server.js";
import { go, link } from "../app/router.js";
import { count, duration, rate, shell } from "../app/format.js";
import { Answered, Failure, html, Skeleton, State, Table } from "../parts/html.js";
import { ChangeButton } from "../parts/plan.js";
import { StateOf, Why } from "./channel.js";

const MEMBERS = [
  { title: "Client", of: (row) => html`<a href=${link(["clients", row.clientId])}>${row.clientId}</a>` },
  {
    title: "State",
    of: (row) =>
      row.isOffline ? html`<${State} kind="off">offline<//>`
      : row.isAbsent ? html`<${State} kind="bad">does not listen<//>`
      : row.isFailing ? html`<${State} kind="bad">misses heartbeats<//>`
      : row.isStalled ? html`<${State} kind="bad">stalled<//>`
      : html`<${State} kind="good">takes messages<//>`,
  },
  { title: "In flight", isNumber: true, of: (row) => `${count(row.inFlight)} of ${count(row.maxInFlight)}` },
  { title: "Oldest", isNumber: true, minor: true, of: (row) => (row.oldestInFlight > 0 ? count(row.oldestInFlight) : "–") },
  { title: "Ack wait", isNumber: true, minor: true, of: (row) => duration(row.ackWaitSeconds) },
];

function pending(channel) {
  return [
    { title: "Sequence", isNumber: true, of: (row) => html`<a href=${link(["channels", channel, "messages"], { from: `seq:${row.sequence}` })}>${count(row.sequence)}</a>` },
    { title: "Attempts", isNumber: true, of: (row) => count(row.attempts) },
    { title: "Holder", of: (row) => row.holder || "–" },
    { title: "Due again in", isNumber: true, minor: true, of: (row) => duration(row.dueInSeconds) },
  ];
}

/** Where a position is in the API, as a live topic, and in a command. */
function address(route) {
  const [, channel, kind, first, second] = route.path;
  const where = path(...route.path);
  const encoded = encodeURIComponent;
  switch (kind) {
    case "groups":
      return { channel, name: first, where, group: first, option: `--group ${shell(first)}`,
        topic: `group:${encoded(channel)}/${encoded(first)}` };
    case "durables":
      return { channel, name: `${first}/${second}`, where, group: second, option: `--durable ${shell(`${first}/${second}`)}`,
        topic: `durable:${encoded(channel)}/${encoded(first)}/${encoded(second)}` };
    default:
      return { channel, name: `subscription ${first}`, where };
  }
}

function Actions({ at, session, row, ask }) {
  const command = (verb, rest = "") => at.option && `bin/stanchion admin ${verb} ${shell(at.channel)} ${at.option}${rest}`;
  const again = (number) => `Deliver ${count(number)} again`;
  return html`<p class="buttons">
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
    <${ChangeButton} session=${session} role="operator" done=${ask} change=${{
      title: `Move ${at.name} to the first message`, button: "Move to the first", again, method: "PUT", where: `${at.where}/position`,
      body: { to: "first" }, command: command("move", " --to first"),
    }}>Move to first<//>
    <${ChangeButton} session=${session} role="operator" done=${ask} change=${{
      title: `Move ${at.name} behind the last message`, button: "Move to the last", method: "PUT", where: `${at.where}/position`,
      body: { to: "last" }, command: command("move", " --to last"),
    }}>Move to last<//>
    <${ChangeButton} session=${session} role="admin" danger done=${() => go(["channels", at.channel])} change=${{
      title: `Delete ${at.name}`, button: "Delete position", method: "DELETE", where: at.where,
    }}>Delete<//>
  </p>`;
}

export function View({ route, session }) {
  const at = address(route);
  useLook(at.topic ? [at.topic] : []);
  const asked = useAnswer(at.where);
  const waiting = useAnswer(at.topic ? undefined : `${at.where}/pending`);
  const row = useTopic(at.topic)?.value ?? asked.value;
  const inFlight = row?.pending ?? waiting.value?.items;
  return html`<p class="up"><a href=${link(["channels", at.channel])}>${at.channel}</a></p>
    <h1 tabindex="-1">${at.name}</h1>
    ${asked.problem && html`<${Failure} problem=${asked.problem} retry=${asked.ask} />`}
    ${!row && !asked.problem && html`<${Skeleton} rows=${3} />`}
    ${row && html`
      <dl class="facts">
        <div><dt>State</dt><dd><${StateOf} row=${row} /></dd></div>
        <div><dt>Next message</dt><dd>${count(row.nextSequence)}</dd></div>
        <div><dt>Unsent</dt><dd>${count(row.unsent)}</dd></div>
        <div><dt>In flight</dt><dd>${count(row.inFlight)}</dd></div>
        <div><dt>Behind</dt><dd>${duration(row.lagSeconds)}</dd></div>
        <div><dt>Sent</dt><dd>${rate(row.sentPerSecond)}</dd></div>
        ${row.unsent > 0 && row.sentPerSecond > 0 && html`<div><dt>Caught up in</dt><dd>${duration(row.unsent / row.sentPerSecond)}</dd></div>`}
      </dl>
      ${row.pause && html`<p class="notice warn">Paused by ${row.pause.by}${row.pause.reason && `: ${row.pause.reason}`}</p>`}
      <${Actions} at=${at} session=${session} row=${row} ask=${asked.ask} />
      <section aria-labelledby="members-title">
        <h2 id="members-title">Members</h2>
        ${row.members.length > 0
          ? html`<${Table} caption="Members" columns=${MEMBERS} rows=${row.members} keyOf=${(member) => member.subscriptionId} />`
          : html`<p class="empty">Nobody is connected. The position is kept at ${count(row.nextSequence)}; ${count(row.unsent)} messages wait for it.</p>`}
      </section>
      ${inFlight?.length > 0 && html`<section aria-labelledby="pending-title">
        <h2 id="pending-title">Oldest in flight</h2>
        <${Table} caption="Oldest messages in flight" columns=${pending(at.channel)} rows=${inFlight} keyOf=${(message) => message.sequence} />
      </section>`}
      <${Why} query=${{ channel: at.channel, ...(at.group && { group: at.group }) }} />`}`;
}
