// What could nobody process?
import { useState } from "../vendor/hooks.mjs";
import { useLook } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { link, refine } from "../app/router.js";
import { count, moment, shell, size } from "../app/format.js";
import { Answered, Command, Empty, html, Table } from "../parts/html.js";
import { CopyAs } from "../parts/copyas.js";
import { Job } from "../parts/jobs.js";
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

/** How many parked messages have each value of a member, the most first. */
export function facets(rows, member) {
  const counts = new Map();
  rows.forEach((row) => counts.set(row[member], (counts.get(row[member]) ?? 0) + 1));
  return [...counts].sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
}

/** A filter of the API from the name of a position: group:orders, durable:CLIENT/NAME, client:CLIENT. */
export function filterOf({ position, reason }) {
  const colon = position?.indexOf(":") ?? -1;
  return {
    ...(colon > 0 && { [position.slice(0, colon)]: position.slice(colon + 1) }),
    ...(reason && { reason }),
  };
}

function Facets({ rows, query }) {
  const chip = (member, [value, number]) => html`<li><button type="button" aria-pressed=${query[member] === value} onClick=${() => refine({ [member]: query[member] === value ? "" : value })}>${value} <span class="minor">${count(number)}</span></button></li>`;
  return html`<ul class="chips" aria-label="By position">${facets(rows, "position").map((each) => chip("position", each))}</ul>
    <ul class="chips" aria-label="By reason">${facets(rows, "reason").map((each) => chip("reason", each))}</ul>`;
}

function columnsOf(channel, chosen, choose) {
  return [
    { title: "Choose", of: (row) => html`<input type="checkbox" aria-label=${`Choose ${row.sequence}`} checked=${chosen.has(row.sequence)} onChange=${(event) => choose(row.sequence, event.target.checked)} />` },
    { title: "Message", isNumber: true, of: (row) => html`<a href=${link(["channels", channel, "messages", String(row.originalSequence)])}>${count(row.originalSequence)}</a>` },
    { title: "Position", of: (row) => row.position },
    { title: "Reason", of: (row) => row.reason },
    { title: "Attempts", isNumber: true, of: (row) => count(row.attempts) },
    { title: "Parked", minor: true, of: (row) => moment(row.parkedAt) },
    { title: "Last holder", minor: true, of: (row) => row.lastHolder || "–" },
    { title: "Size", isNumber: true, minor: true, of: (row) => size(row.size) },
  ];
}

function Actions({ channel, chosen, query, session, done, setJob }) {
  const where = path("channels", channel, "parked");
  const sequences = [...chosen].sort((one, other) => one - other);
  const numbers = sequences.join(" ");
  const filter = filterOf(query);
  const options = Object.entries(filter).map(([name, value]) => ` --${name} ${shell(value)}`).join("");
  const began = (result) => {
    setJob(result.id);
    done();
  };
  return html`<p class="buttons">
    ${chosen.size > 0 && html`
      <${ChangeButton} key=${`redrive ${numbers}`} session=${session} role="operator" done=${done} change=${{
        title: `Deliver ${count(chosen.size)} again to the position that failed`, button: "Redrive messages", method: "POST",
        where: `${where}/redrive`, body: { sequences }, command: `bin/stanchion admin parked redrive ${shell(channel)} ${numbers}`,
      }}>Redrive ${count(chosen.size)}<//>
      <${ChangeButton} key=${`drop ${numbers}`} session=${session} role="admin" danger done=${done} change=${{
        title: `Drop ${count(chosen.size)} parked messages`, button: "Drop messages", method: "POST",
        where: `${where}/drop`, body: { sequences }, command: `bin/stanchion admin parked drop ${shell(channel)} ${numbers}`,
      }}>Drop ${count(chosen.size)}<//>`}
    <${ChangeButton} key=${`all ${options}`} session=${session} role="operator" done=${began} change=${{
      title: options ? "Redrive all that fit the filter" : "Redrive all parked messages", button: "Redrive messages", method: "POST",
      where: `${where}/redrive`, body: { all: true, ...filter }, command: `bin/stanchion admin parked redrive ${shell(channel)}${options || " --all"}`,
    }}>${options ? "Redrive all of the filter" : "Redrive all"}<//>
  </p>`;
}

function OfChannel({ channel, query, session }) {
  const where = `${path("channels", channel, "parked")}?limit=100`;
  const answer = useAnswer(where);
  const [chosen, setChosen] = useState(new Set());
  const [job, setJob] = useState();
  const choose = (sequence, isChosen) => setChosen((before) => {
    const after = new Set(before);
    isChosen ? after.add(sequence) : after.delete(sequence);
    return after;
  });
  const done = () => {
    setChosen(new Set());
    answer.ask();
  };
  const fits = (row) => (!query.position || row.position === query.position) && (!query.reason || row.reason === query.reason);
  return html`<p class="up"><a data-key="Escape" href="#/parked">Parked</a></p>
    <h2>${channel}</h2>
    ${job && html`<${Job} key=${job} id=${job} session=${session} done=${answer.ask} />`}
    <${Answered} answer=${answer} rows=${5}>
      ${(value) => value.items.length > 0
        ? html`<${Facets} rows=${value.items} query=${query} />
            <${Actions} channel=${channel} chosen=${chosen} query=${query} session=${session} done=${done} setJob=${setJob} />
            <${Table} caption="Parked messages" columns=${columnsOf(channel, chosen, choose)} rows=${value.items.filter(fits)} keyOf=${(row) => row.sequence} />
            ${value.open > value.items.length && html`<p class="minor">The oldest ${count(value.items.length)} of ${count(value.open)}</p>`}`
        : html`<${Empty} title="No parked message is open" />`}
    <//>
    <${CopyAs} where=${where} session=${session} command=${`bin/stanchion admin parked list ${shell(channel)}`} />`;
}

export function View({ route, session }) {
  useLook();
  const { channel } = route.query;
  return html`<h1 tabindex="-1">Parked messages</h1>
    ${channel ? html`<${OfChannel} key=${channel} channel=${channel} query=${route.query} session=${session} />` : html`<${Overview} />`}`;
}
