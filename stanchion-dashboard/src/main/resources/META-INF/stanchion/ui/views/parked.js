// What could nobody process? The parked messages of all channels, and what to do with them.
import { useEffect, useState } from "../vendor/preact.mjs";
import { useLook } from "../app/live.js";
import { ask, useAnswer } from "../app/server.js";
import { link, refine } from "../app/router.js";
import { count, moment, shell } from "../app/format.js";
import { Answered, Command, CopyAs, Empty, Failure, html, Name } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { Job } from "../parts/jobs.js";
import { filterOf, ParkedActions } from "../parts/parkedactions.js";

const ROWS = 100;

/** The API counts so many channels at most. */
const MOST_CHANNELS = 100;

/** Whether the numbers are those of all, so that a change of all is what a person sees. */
function isCountable(value, channel) {
  return Boolean(channel) || (value.isWhole && Object.keys(value.facets.channels).length < MOST_CHANNELS);
}

const keyOf = (row) => `${row.channel} ${row.sequence}`;

/** The values of a facet with their numbers, the most first. */
export function ranked(facet) {
  return Object.entries(facet ?? {}).sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1));
}

function Facet({ title, member, facet, chosen }) {
  return html`<div>
    <h3>${title}</h3>
    <ul class="chips" aria-label=${title}>
      ${ranked(facet).map(([value, number]) => html`<li><button type="button" aria-pressed=${chosen === value} onClick=${() => refine({ [member]: chosen === value ? "" : value })}>${value} <span class="minor">${count(number)}</span></button></li>`)}
    </ul>
  </div>`;
}

function columnsOf(chosen, choose) {
  return [
    { title: "Choose", isTight: true, of: (row) => html`<input type="checkbox" aria-label=${`Choose ${row.originalSequence} of ${row.channel}`} checked=${chosen.has(keyOf(row))} onChange=${(event) => choose([row], event.target.checked)} />` },
    { title: "Message", isNumber: true, of: (row) => html`<a href=${link(["channels", `${row.channel}.parked`, "messages", String(row.sequence)])}>${count(row.originalSequence)}</a>` },
    { title: "Channel", of: (row) => html`<a href=${link(["channels", row.channel])}><${Name}>${row.channel}<//></a>` },
    { title: "Position", of: (row) => html`<${Name}>${row.position}<//>` },
    { title: "Reason", isTight: true, of: (row) => row.reason },
    { title: "Parked", isTight: true, minor: true, of: (row) => moment(row.parkedAt).slice(0, -4) },
    { title: "Last holder", minor: true, of: (row) => row.lastHolder || "–" },
  ];
}

/** The first page with its numbers, and the pages behind it that a person has asked for. */
function usePages(where) {
  const answer = useAnswer(where);
  const [more, setMore] = useState({ items: [] });
  useEffect(() => setMore({ items: [] }), [answer.value]);
  const next = more.next ?? (more.isEnd ? undefined : answer.value?.next);
  const goOn = () =>
    ask(`${where}&after=${encodeURIComponent(next)}`).then(
      (page) => setMore((before) => ({ items: [...before.items, ...page.items], next: page.next, isEnd: !page.next })),
      (problem) => setMore((before) => ({ ...before, problem })),
    );
  return { answer, items: [...(answer.value?.items ?? []), ...more.items], next, goOn, problem: more.problem };
}

function NothingParked({ isFiltered }) {
  return isFiltered
    ? html`<${Empty} title="No parked message fits"><button type="button" onClick=${() => refine({ channel: "", position: "", reason: "" })}>Show all</button><//>`
    : html`<${Empty} title="Nothing is parked">
        <p>A message is parked when a policy limits how often it is delivered:</p>
        <${Command} text="bin/stanchion server --policy 'tickets:*=max_deliveries:5'" />
      <//>`;
}

/** How much is shown, and of how much the numbers are. */
function Extent({ shown, value, isCounted, next, goOn }) {
  return html`<p class="buttons">
    <span class="minor">${count(shown)} of ${count(value.total)}${!value.isWhole && " or more: the numbers are of the first 2,000"}${!isCounted && ". Choose a channel to act on all of its messages"}</span>
    ${next && html`<button type="button" onClick=${goOn}>Show more</button>`}
  </p>`;
}

export function View({ route, session }) {
  useLook();
  const { channel = "", position = "", reason = "" } = route.query;
  const query = { channel, position, reason };
  const filter = { ...(channel && { channel }), ...filterOf(query) };
  const where = `parked?${new URLSearchParams({ limit: ROWS, ...filter })}`;
  const { answer, items, next, goOn, problem } = usePages(where);
  const [chosen, setChosen] = useState(new Map());
  const [jobs, setJobs] = useState([]);
  useEffect(() => setChosen(new Map()), [where]);
  const choose = (rows, isChosen) => setChosen((before) => {
    const after = new Map(before);
    rows.forEach((row) => (isChosen ? after.set(keyOf(row), row) : after.delete(keyOf(row))));
    return after;
  });
  const done = () => {
    setChosen(new Map());
    answer.ask();
  };
  const began = (last, results) => {
    setJobs((before) => [...before, ...results.map((result) => result.id)]);
    done();
  };
  return html`<h1 tabindex="-1">Parked messages</h1>
    ${channel && html`<p class="up"><a data-key="Escape" href="#/parked">All channels</a></p>`}
    ${jobs.map((id) => html`<${Job} key=${id} id=${id} session=${session} done=${answer.ask} />`)}
    <${Answered} answer=${answer} rows=${5}>
      ${(value) => value.total === 0
        ? html`<${NothingParked} isFiltered=${Boolean(channel || position || reason)} />`
        : html`<div class="facets">
              <${Facet} title="By channel" member="channel" facet=${value.facets.channels} chosen=${channel} />
              <${Facet} title="By position" member="position" facet=${value.facets.positions} chosen=${position} />
              <${Facet} title="By reason" member="reason" facet=${value.facets.reasons} chosen=${reason} />
            </div>
            <${ParkedActions}
              chosen=${[...chosen.values()]}
              channels=${Object.keys(value.facets.channels)}
              total=${isCountable(value, channel) ? value.total : 0}
              query=${query} session=${session} done=${done} began=${began}
            />
            <p class="buttons">
              ${chosen.size < items.length && html`<button type="button" onClick=${() => choose(items, true)}>Choose all ${count(items.length)} below</button>`}
              ${chosen.size > 0 && html`<button type="button" onClick=${() => setChosen(new Map())}>Choose none</button>`}
            </p>
            <${Table} caption="Parked messages" columns=${columnsOf(chosen, choose)} rows=${items} keyOf=${keyOf} />
            ${problem && html`<${Failure} problem=${problem} />`}
            <${Extent} shown=${items.length} value=${value} isCounted=${isCountable(value, channel)} next=${next} goOn=${goOn} />`}
    <//>
    <${CopyAs} where=${where} session=${session} command=${`bin/stanchion admin parked list${channel && ` ${shell(channel)}`}`} />`;
}
