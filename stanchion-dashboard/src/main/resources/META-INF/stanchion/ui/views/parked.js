// What could nobody process?
import { useState } from "../vendor/hooks.mjs";
import { useLook } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { link } from "../app/router.js";
import { count, moment, shell, size } from "../app/format.js";
import { Answered, Command, Empty, html, Table } from "../parts/html.js";
import { ChangeButton } from "../parts/plan.js";

const SUFFIX = ".parked";

/** The channels that have parked messages. */
function Overview() {
  const answer = useAnswer(`channels?${new URLSearchParams({ q: SUFFIX, limit: 200 })}`);
  const columns = [
    { title: "Channel", of: (row) => {
      const name = row.name.slice(0, -SUFFIX.length);
      return html`<a href=${link(["parked"], { channel: name })}>${name}</a>`;
    } },
    { title: "Kept", isNumber: true, of: (row) => count(row.messages) },
    { title: "Size", isNumber: true, of: (row) => size(row.bytes) },
  ];
  return html`<${Answered} answer=${answer} rows=${3}>
    ${(value) => {
      const rows = value.items.filter((row) => row.name.endsWith(SUFFIX));
      return rows.length > 0
        ? html`<${Table} caption="Channels with parked messages" columns=${columns} rows=${rows} keyOf=${(row) => row.name} />`
        : html`<${Empty} title="Nothing is parked">
            <p>A message is parked when a policy limits how often it is delivered:</p>
            <${Command} text="bin/stanchion server --policy 'tickets:*=max_deliveries:5'" />
          <//>`;
    }}
  <//>`;
}

function OfChannel({ channel, session }) {
  const where = path("channels", channel, "parked");
  const answer = useAnswer(`${where}?limit=100`);
  const [chosen, setChosen] = useState(new Set());
  const choose = (sequence, isChosen) => setChosen((before) => {
    const after = new Set(before);
    isChosen ? after.add(sequence) : after.delete(sequence);
    return after;
  });
  const columns = [
    { title: "Choose", of: (row) => html`<input type="checkbox" aria-label=${`Choose ${row.sequence}`} checked=${chosen.has(row.sequence)} onChange=${(event) => choose(row.sequence, event.target.checked)} />` },
    { title: "Message", isNumber: true, of: (row) => html`<a href=${link(["channels", channel, "messages"], { from: `seq:${row.originalSequence}` })}>${count(row.originalSequence)}</a>` },
    { title: "Position", of: (row) => row.position },
    { title: "Reason", of: (row) => row.reason },
    { title: "Attempts", isNumber: true, of: (row) => count(row.attempts) },
    { title: "Parked", minor: true, of: (row) => moment(row.parkedAt) },
    { title: "Last holder", minor: true, of: (row) => row.lastHolder || "–" },
    { title: "Size", isNumber: true, minor: true, of: (row) => size(row.size) },
  ];
  const done = () => {
    setChosen(new Set());
    answer.ask();
  };
  const body = { sequences: [...chosen].sort((one, other) => one - other) };
  const numbers = body.sequences.join(" ");
  return html`<p class="up"><a href="#/parked">Parked</a></p>
    <h2>${channel}</h2>
    <p class="buttons">
      ${chosen.size > 0 && html`
        <${ChangeButton} key=${`redrive ${numbers}`} session=${session} role="operator" done=${done} change=${{
          title: `Deliver ${count(chosen.size)} again to the position that failed`, button: "Redrive messages", method: "POST",
          where: `${where}/redrive`, body, command: `bin/stanchion admin parked redrive ${shell(channel)} ${numbers}`,
        }}>Redrive ${count(chosen.size)}<//>
        <${ChangeButton} key=${`drop ${numbers}`} session=${session} role="admin" danger done=${done} change=${{
          title: `Drop ${count(chosen.size)} parked messages`, button: "Drop messages", method: "POST",
          where: `${where}/drop`, body, command: `bin/stanchion admin parked drop ${shell(channel)} ${numbers}`,
        }}>Drop ${count(chosen.size)}<//>`}
    </p>
    <${Answered} answer=${answer} rows=${5}>
      ${(value) => value.items.length > 0
        ? html`<${Table} caption="Parked messages" columns=${columns} rows=${value.items} keyOf=${(row) => row.sequence} />
            ${value.open > value.items.length && html`<p class="minor">${count(value.items.length)} of ${count(value.open)}</p>`}`
        : html`<${Empty} title="No parked message is open" />`}
    <//>`;
}

export function View({ route, session }) {
  useLook();
  const { channel } = route.query;
  return html`<h1 tabindex="-1">Parked messages</h1>
    ${channel ? html`<${OfChannel} key=${channel} channel=${channel} session=${session} />` : html`<${Overview} />`}`;
}
