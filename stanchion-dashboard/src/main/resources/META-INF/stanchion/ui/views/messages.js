// What is in a channel: history, search and live tail, without being a client.
import { useEffect, useMemo, useState } from "../vendor/preact.mjs";
import { useLook } from "../app/live.js";
import { address, mayAs, path } from "../app/server.js";
import { go, link, refine } from "../app/router.js";
import { count, counted, moment, shell, size } from "../app/format.js";
import { Command, CopyAs, Empty, Failure, html, Skeleton } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { Message, preview } from "../parts/message.js";
import { stepOf, useSearch } from "../parts/search.js";

const MOST_TAILED = 1000;

/** How long messages of a tail wait for others, in milliseconds. */
const SHOWN_TOGETHER = 250;

const columns = (channel) => [
  { title: "Sequence", isNumber: true, of: (row) => html`<a href=${link(["channels", channel, "messages", String(row.sequence)])}>${count(row.sequence)}</a>` },
  { title: "Stored", isTight: true, minor: true, of: (row) => moment(row.time) },
  { title: "Size", isNumber: true, minor: true, of: (row) => size(row.size) },
  { title: "Data", isWide: true, of: (row) => html`<code class="preview">${preview(row)}</code>` },
];

/** Messages as they come, the newest first; a ring of the last thousand. */
function useTail(channel, isOn, { contains, path: where, equals }) {
  const [state, setState] = useState({ rows: [], skipped: 0 });
  useEffect(() => {
    if (!isOn) {
      return undefined;
    }
    setState({ rows: [], skipped: 0 });
    const filter = new URLSearchParams({ wait: true, ...(contains && { contains }), ...(where && { path: where, equals: equals ?? "" }) });
    const source = new EventSource(address(`${path("channels", channel)}/tail?${filter}`));
    // Messages are shown together: a page that draws 200 rows for each message does nothing else.
    let waiting = [];
    let timer;
    const show = () => {
      const newest = waiting.toReversed();
      waiting = [];
      timer = undefined;
      setState((before) => ({ ...before, isMissing: false, rows: [...newest, ...before.rows].slice(0, MOST_TAILED) }));
    };
    source.addEventListener("message", (event) => {
      waiting.push(JSON.parse(event.data));
      timer ??= setTimeout(show, SHOWN_TOGETHER);
    });
    source.addEventListener("skipped", (event) => {
      const { skipped } = JSON.parse(event.data);
      setState((before) => ({ ...before, skipped: before.skipped + skipped }));
    });
    source.addEventListener("waiting", () => setState((before) => ({ ...before, isMissing: true })));
    return () => source.close();
  }, [channel, isOn, contains, where, equals]);
  return state;
}

/** How far a search is, and how it goes on. */
function Progress({ search }) {
  const { found, isRunning } = search;
  const all = found.lastSequence - found.firstSequence + 1;
  return html`<p class="buttons">
    <span class="minor" role="status">Examined ${count(found.examined)} of ${count(all)}, ${counted(found.items.length, "hit")}${isRunning ? " …" : ""}</span>
    ${isRunning && html`<button type="button" onClick=${search.stop}>Stop</button>`}
    ${!isRunning && found.next && html`<button type="button" onClick=${search.goOn}>Search on</button>`}
  </p>`;
}

/** What there is if nothing is in the range that was asked for. */
function Near({ found, isSearch }) {
  if (!(found.lastSequence > 0)) {
    return html`<${Empty} title="The channel has no message" />`;
  }
  return html`<${Empty} title=${isSearch ? "No message fits" : "No message in this range"}>
    <p>${count(found.firstSequence)} to ${count(found.lastSequence)} exist.</p>
    <p class="buttons">
      <button type="button" onClick=${() => refine({ from: `seq:${found.firstSequence}`, direction: "" })}>Go to ${count(found.firstSequence)}</button>
      <button type="button" onClick=${() => refine({ from: "last", direction: "" })}>Go to ${count(found.lastSequence)}</button>
      ${isSearch && html`<button type="button" onClick=${() => refine({ contains: "", path: "", equals: "" })}>Show all messages</button>`}
    </p>
  <//>`;
}

function History({ channel, query }) {
  const search = useSearch(channel, query);
  const shown = useMemo(() => columns(channel), [channel]);
  const { found, problem, isRunning, isSearch, direction } = search;
  const isBack = direction === "backward";
  const rows = found && (isBack && !isSearch ? found.items.toReversed() : found.items);
  return html`${problem && html`<${Failure} problem=${problem} retry=${search.again} />`}
    ${!found && !problem && html`<${Skeleton} rows=${8} />`}
    ${found && isSearch && html`<${Progress} search=${search} />`}
    ${rows?.length > 0 && html`<${Table} caption=${`Messages of ${channel}`} columns=${shown} rows=${rows} keyOf=${(row) => row.sequence} open=${(row) => go(["channels", channel, "messages", String(row.sequence)], query)} />`}
    ${rows?.length > 0 && !isSearch && html`<p class="buttons">
      <span class="minor">${count(found.firstSequence)} to ${count(found.lastSequence)} exist</span>
      ${found.next && html`<button type="button" onClick=${() => refine({ from: found.next, direction })}>${isBack ? "Older" : "Newer"}</button>`}
    </p>`}
    ${rows?.length === 0 && !isRunning && !(isSearch && found.next) && html`<${Near} found=${found} isSearch=${isSearch} />`}`;
}

/** Where to begin, as the API has it: a number is a sequence. */
export function startOf(text) {
  const start = text.trim();
  if (/^\d+$/.test(start)) {
    return `seq:${start}`;
  }
  return /^\d{4}-/.test(start) ? `time:${start}` : start;
}

function Filter({ query }) {
  const { from = "", contains = "", path: where = "", equals = "", tail } = query;
  return html`<form class="filter" onSubmit=${(event) => {
    event.preventDefault();
    const { start, text, place, value } = Object.fromEntries(new FormData(event.target));
    refine({ from: startOf(start), contains: text, path: place, equals: place ? value : "", direction: "" });
  }}>
    <label>From <input name="start" defaultValue=${from} key=${from} placeholder="last, first, 41 or 2026-…" /></label>
    <label>Contains <input name="text" type="search" defaultValue=${contains} key=${contains} /></label>
    <label>JSON path <input name="place" defaultValue=${where} key=${where} placeholder="$.order.id" /></label>
    <label>equals <input name="value" defaultValue=${equals} key=${equals} /></label>
    <button type="submit">Find</button>
    <button type="button" data-key="t" aria-pressed=${Boolean(tail)} onClick=${() => refine({ tail: tail ? "" : "1" })}>Live</button>
  </form>`;
}

function Tail({ channel, tailed }) {
  const shown = useMemo(() => columns(channel), [channel]);
  return html`${tailed.skipped > 0 && html`<p class="notice warn">${count(tailed.skipped)} messages were left out: more come than can be shown.</p>`}
    ${tailed.rows.length > 0
      ? html`<${Table} caption="New messages" columns=${shown} rows=${tailed.rows.slice(0, 200)} keyOf=${(row) => row.sequence} />`
      : html`<${Empty} title=${tailed.isMissing ? "There is no such channel yet; its first message makes it, and is shown here" : "Waiting for the next message"}><${Command} text=${`bin/stanchion publish ${shell(channel)} '{"id":"t1"}'`} /><//>`}`;
}

export function View({ route, session }) {
  useLook();
  const [, channel, , sequence] = route.path;
  const { diff, ...query } = route.query;
  const mayRead = mayAs(session, "reader");
  const isTail = Boolean(query.tail) && mayRead;
  const tailed = useTail(channel, isTail, query);
  const close = () => (location.hash = link(["channels", channel, "messages"], query));
  const up = html`<p class="up"><a data-key="Escape" href=${link(["channels", channel])}>${channel}</a></p>
    <h1 tabindex="-1">Messages</h1>`;
  if (!mayRead) {
    return html`${up}
      <${Failure} problem=${{ title: "Messages need the role reader", remedy: "Log in with the token of this server, or as a user." }} />
      <a href="#/login">Log in</a>`;
  }
  const { from = "last" } = query;
  return html`${up}
    <${Filter} query=${query} />
    ${isTail ? html`<${Tail} channel=${channel} tailed=${tailed} />` : html`<${History} channel=${channel} query=${query} />`}
    <${CopyAs} where=${`${path("channels", channel)}/messages?${stepOf({ ...query, direction: query.direction || (from === "last" ? "backward" : "forward") }, from)}`} session=${session} command=${`bin/stanchion admin ${isTail ? "tail" : "peek"} ${shell(channel)}`} />
    ${sequence !== undefined && html`<${Message} key="message" channel=${channel} sequence=${sequence} query=${route.query} session=${session} close=${close} />`}`;
}
