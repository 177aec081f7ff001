// What is in a channel: history, search and live tail, without being a client.
import { useEffect, useState } from "../vendor/hooks.mjs";
import { useLook } from "../app/live.js";
import { address, mayAs, path, useAnswer } from "../app/server.js";
import { link, refine } from "../app/router.js";
import { count, moment, shell, size } from "../app/format.js";
import { Answered, Command, Empty, Failure, html, State, Table } from "../parts/html.js";
import { Dialog } from "../parts/plan.js";
import { JsonTree } from "../parts/jsontree.js";
import { PublishButton } from "../parts/publish.js";

const ROWS = 50;
const MOST_TAILED = 1000;
const PREVIEW = 120;

/** The bytes of a message. */
function bytesOf(message) {
  return message.dataBase64 !== undefined
    ? Uint8Array.from(atob(message.dataBase64), (letter) => letter.charCodeAt(0))
    : new TextEncoder().encode(message.data ?? "");
}

function preview(message) {
  const text = message.data ?? `${message.dataBase64 ? "binary: " : ""}${message.dataBase64 ?? ""}`;
  return text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text;
}

function parsed(message) {
  try {
    return message.data === undefined ? undefined : { value: JSON.parse(message.data) };
  } catch (malformed) {
    return undefined;
  }
}

/** Bytes as a hex dump of 16 a line. */
export function hex(bytes) {
  const lines = [];
  for (let at = 0; at < Math.min(bytes.length, 16384); at += 16) {
    const part = [...bytes.slice(at, at + 16)];
    const numbers = part.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const letters = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
    lines.push(`${at.toString(16).padStart(6, "0")}  ${numbers.padEnd(47)}  ${letters}`);
  }
  return lines.join("\n");
}

function Body({ message }) {
  const json = parsed(message);
  const [as, setAs] = useState(json ? "tree" : message.data !== undefined ? "text" : "hex");
  const kinds = [json && "tree", message.data !== undefined && "text", "hex"].filter(Boolean);
  return html`<div class="tabs" role="group" aria-label="Form">
      ${kinds.map((kind) => html`<button type="button" aria-pressed=${as === kind} onClick=${() => setAs(kind)}>${kind}</button>`)}
    </div>
    <div class="payload" tabindex="0">
      ${as === "tree" && json ? html`<${JsonTree} value=${json.value} />`
        : as === "text" ? html`<pre>${message.data}</pre>`
        : html`<pre>${hex(bytesOf(message))}</pre>`}
    </div>`;
}

const STATES = { unsent: "off", "in-flight": "warn", settled: "good" };

function One({ channel, sequence, session, close }) {
  const answer = useAnswer(path("channels", channel, "messages", String(sequence)));
  return html`<${Dialog} title=${`${channel} ${sequence}`} close=${close}>
    <${Answered} answer=${answer} rows=${4}>
      ${(message) => html`
        <dl class="facts">
          <div><dt>Stored</dt><dd>${moment(message.time)}</dd></div>
          <div><dt>Size</dt><dd>${size(message.size)}</dd></div>
          ${message.reply && html`<div><dt>Reply</dt><dd><code>${message.reply}</code></dd></div>`}
        </dl>
        <${Body} message=${message} />
        ${message.data !== undefined && html`<p class="buttons"><${PublishButton} session=${session} channel=${channel} data=${message.data}>Edit and publish again<//></p>`}
        <h3>Who got it</h3>
        ${(message.deliveries ?? []).length > 0
          ? html`<ul class="deliveries">${message.deliveries.map((each) => html`<li>
              <${State} kind=${STATES[each.state]}>${each.state}<//> ${each.group ?? each.durable ?? `subscription ${each.subscriptionId}`}
              ${each.holder && html`, held by ${each.holder}`}${each.attempts > 1 && html`, ${count(each.attempts)} attempts`}
            </li>`)}</ul>`
          : html`<p class="empty">No position knows it.</p>`}
        <${Command} text=${`curl -H "Authorization: Bearer $TOKEN" ${shell(address(`${path("channels", channel, "messages", String(sequence))}`))}`} />`}
    <//>
    <div class="buttons"><button type="button" autofocus onClick=${close}>Close</button></div>
  <//>`;
}

const columns = (channel) => [
  { title: "Sequence", isNumber: true, of: (row) => html`<a href=${link(["channels", channel, "messages", String(row.sequence)])}>${count(row.sequence)}</a>` },
  { title: "Stored", minor: true, of: (row) => moment(row.time) },
  { title: "Size", isNumber: true, minor: true, of: (row) => size(row.size) },
  { title: "Data", of: (row) => html`<code class="preview">${preview(row)}</code>` },
];

/** Messages as they come, the newest first; a ring of the last thousand. */
function useTail(channel, isOn) {
  const [state, setState] = useState({ rows: [], skipped: 0 });
  useEffect(() => {
    if (!isOn) {
      return undefined;
    }
    setState({ rows: [], skipped: 0 });
    const source = new EventSource(address(`${path("channels", channel)}/tail`));
    source.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      setState((before) => ({ ...before, rows: [message, ...before.rows].slice(0, MOST_TAILED) }));
    });
    source.addEventListener("skipped", (event) => {
      const { skipped } = JSON.parse(event.data);
      setState((before) => ({ ...before, skipped: before.skipped + skipped }));
    });
    return () => source.close();
  }, [channel, isOn]);
  return state;
}

function History({ channel, query }) {
  const { from = "last", contains, direction = from === "last" ? "backward" : "forward" } = query;
  const where = `${path("channels", channel)}/messages?${new URLSearchParams({ from, direction, limit: ROWS, ...(contains && { contains }) })}`;
  const answer = useAnswer(where);
  return html`<${Answered} answer=${answer} rows=${8}>
    ${(value) => value.items.length > 0
      ? html`<${Table} caption=${`Messages of ${channel}`} columns=${columns(channel)} rows=${direction === "backward" ? value.items.toReversed() : value.items} keyOf=${(row) => row.sequence} />
          <p class="buttons">
            <span class="minor">${contains && `examined ${count(value.examined)}, `}${count(value.firstSequence)} to ${count(value.lastSequence)} exist</span>
            ${value.next && html`<button type="button" onClick=${() => refine({ from: value.next, direction })}>${direction === "backward" ? "Older" : "Newer"}</button>`}
          </p>`
      : html`<${Empty} title=${value.lastSequence > 0 ? "No such message in this range" : "The channel has no message"}>
          ${value.lastSequence > 0 && html`<p>${count(value.firstSequence)} to ${count(value.lastSequence)} exist.</p>
            <button type="button" onClick=${() => refine({ from: "first", contains: "" })}>Show the first</button>`}
          ${value.next && html`<button type="button" onClick=${() => refine({ from: value.next, direction })}>Search on</button>`}
        <//>`}
  <//>`;
}

export function View({ route, session }) {
  useLook();
  const [, channel, , sequence] = route.path;
  const { tail, from = "", contains = "" } = route.query;
  const mayRead = mayAs(session, "reader");
  const tailed = useTail(channel, Boolean(tail) && mayRead);
  const close = () => (location.hash = link(["channels", channel, "messages"], route.query));
  if (!mayRead) {
    return html`<p class="up"><a href=${link(["channels", channel])}>${channel}</a></p>
      <h1 tabindex="-1">Messages</h1>
      <${Failure} problem=${{ title: "Messages need the role reader", remedy: "Log in with the token of this server, or as a user." }} />
      <a href="#/login">Log in</a>`;
  }
  return html`<p class="up"><a href=${link(["channels", channel])}>${channel}</a></p>
    <h1 tabindex="-1">Messages</h1>
    <form class="filter" onSubmit=${(event) => {
      event.preventDefault();
      const { start, text } = Object.fromEntries(new FormData(event.target));
      refine({ from: /^\d+$/.test(start) ? `seq:${start}` : start, contains: text, tail: "", direction: "" });
    }}>
      <label>From <input name="start" defaultValue=${from} placeholder="last, first, 41 or time:…" /></label>
      <label>Contains <input name="text" type="search" defaultValue=${contains} /></label>
      <button type="submit">Find</button>
      <button type="button" aria-pressed=${Boolean(tail)} onClick=${() => refine({ tail: tail ? "" : "1" })}>Live</button>
    </form>
    ${tail
      ? html`${tailed.skipped > 0 && html`<p class="notice warn">${count(tailed.skipped)} messages were left out: more come than can be shown.</p>`}
          ${tailed.rows.length > 0
            ? html`<${Table} caption="New messages" columns=${columns(channel)} rows=${tailed.rows.slice(0, 200)} keyOf=${(row) => row.sequence} />`
            : html`<${Empty} title="Waiting for the next message"><${Command} text=${`bin/stanchion publish ${shell(channel)} '{"id":"t1"}'`} /><//>`}`
      : html`<${History} channel=${channel} query=${route.query} />`}
    ${sequence !== undefined && html`<${One} channel=${channel} sequence=${sequence} session=${session} close=${close} />`}`;
}
