// The keys of a group that is ordered by key: which have a message out, and what waits behind them.
import { useEffect, useState } from "../vendor/preact.mjs";
import { ask, mayAs, path, useAnswer } from "../app/server.js";
import { link } from "../app/router.js";
import { count } from "../app/format.js";
import { useAgain } from "./again.js";
import { leaves } from "./diff.js";
import { Failure, html, State } from "./html.js";
import { Table } from "./table.js";

/** What orders a group: $.id, or reply; undefined if that is not known. */
export function expressionOf(policies, group) {
  const name = group.split(":").at(-1);
  return policies?.find((each) => each.key === "key" && (!each.group || each.group === group || each.group === name || each.group.includes("*")))?.value;
}

/** The key in a message, as a person reads it; undefined if it has none. */
export function keyIn(message, expression) {
  if (expression === "reply") {
    return message.reply;
  }
  try {
    const value = new Map(leaves(JSON.parse(message.data))).get(expression);
    return value === undefined ? undefined : String(value);
  } catch (noJson) {
    return undefined;
  }
}

/** The keys of messages by their sequences, for who may read messages. */
function useKeys(channel, rows, expression) {
  const [keys, setKeys] = useState({});
  const wanted = expression ? rows.map((row) => row.sequence).filter((sequence) => !(sequence in keys)) : [];
  useEffect(() => {
    const abort = new AbortController();
    for (const sequence of wanted) {
      ask(path("channels", channel, "messages", String(sequence)), { signal: abort.signal }).then(
        (message) => setKeys((before) => ({ ...before, [sequence]: keyIn(message, expression) ?? "" })),
        () => {}, // the message has gone meanwhile
      );
    }
    return () => abort.abort();
  }, [wanted.join(" ")]);
  return keys;
}

function columns(channel, keys) {
  return [
    { title: "Key", of: (row) => (keys[row.sequence] ? html`<code>${keys[row.sequence]}</code>` : html`<span class="minor">of message ${count(row.sequence)}</span>`) },
    { title: "Message", isNumber: true, of: (row) => html`<a href=${link(["channels", channel, "messages", String(row.sequence)])}>${count(row.sequence)}</a>` },
    { title: "Holder", of: (row) => row.holder || html`<${State} kind="off">waits to be sent<//>` },
    { title: "Waiting behind", isNumber: true, of: (row) => count(row.waiting) },
  ];
}

export function KeyTable({ channel, group, where, session }) {
  const answer = useAnswer(`${where}/keys`);
  const settings = useAnswer(`${path("channels", channel)}/settings`);
  const isOrdered = answer.value?.isOrdered;
  useAgain(answer.ask, isOrdered);
  const expression = expressionOf(settings.value?.policies, group);
  const table = answer.value;
  const keys = useKeys(channel, table?.items ?? [], mayAs(session, "reader") && expression);
  if (answer.problem) {
    return html`<${Failure} problem=${answer.problem} />`;
  }
  return isOrdered && html`<section aria-labelledby="keys-title">
    <h2 id="keys-title">Keys${expression && html` <code>${expression}</code>`}</h2>
    <p>${count(table.total)} ${table.total === 1 ? "key has" : "keys have"} a message out; ${count(table.waiting)} of at most ${count(table.maxWaiting)} messages wait for theirs.${table.held > 0 && html` <${State} kind="bad">${count(table.held)} held by parked messages<//>`}</p>
    ${table.items.length > 0
      ? html`<${Table} caption="Busiest keys" columns=${columns(channel, keys)} rows=${table.items} keyOf=${(row) => row.sequence} />`
      : html`<p class="empty">No message is out, so no key is busy.</p>`}
  </section>`;
}
