// One message: its content in several forms, who got it, and what differs from another one.
import { useState } from "../vendor/preact.mjs";
import { address, curl, path, useAnswer } from "../app/server.js";
import { link, refine } from "../app/router.js";
import { count, moment, shell, size } from "../app/format.js";
import { differences } from "./diff.js";
import { Answered, Command, html, State } from "./html.js";
import { JsonTree } from "./jsontree.js";
import { Dialog } from "./plan.js";
import { PublishButton } from "./publish.js";

const PREVIEW = 120;
const MOST_DIFFERENCES = 200;

/** The bytes of a message. */
function bytesOf(message) {
  return message.dataBase64 !== undefined
    ? Uint8Array.from(atob(message.dataBase64), (letter) => letter.charCodeAt(0))
    : new TextEncoder().encode(message.data ?? "");
}

export function preview(message) {
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

const STATES = { unsent: "off", "in-flight": "warn", settled: "good", parked: "bad" };

/** How the list of parked messages names a position. */
function nameOf(delivery) {
  return delivery.group ? `group:${delivery.group}` : `durable:${delivery.durable}`;
}

/** Marks what was parked among what is settled: a parked message is settled for its position. */
export function withParked(deliveries, parked, sequence) {
  const reasons = new Map(
    parked.filter((each) => each.originalSequence === sequence).map((each) => [each.position, each.reason]),
  );
  return deliveries.map((each) =>
    each.state === "settled" && reasons.has(nameOf(each)) ? { ...each, state: "parked", reason: reasons.get(nameOf(each)) } : each,
  );
}

function Deliveries({ channel, message }) {
  const parked = useAnswer(`${path("channels", channel)}/parked?limit=100`);
  const all = withParked(message.deliveries ?? [], parked.value?.items ?? [], message.sequence);
  return html`<h3>Who got it</h3>
    ${all.length > 0
      ? html`<ul class="deliveries">${all.map((each) => html`<li>
          <${State} kind=${STATES[each.state]}>${each.state}<//> ${each.group ?? each.durable ?? `subscription ${each.subscriptionId}`}
          ${each.holder && html`, held by ${each.holder}`}${each.attempts > 1 && html`, ${count(each.attempts)} attempts`}${each.reason && html`: ${each.reason}`}
        </li>`)}</ul>`
      : html`<p class="empty">No position knows it.</p>`}`;
}

/** Where a message differs from another of the channel. */
function Difference({ channel, message, other }) {
  const answer = useAnswer(path("channels", channel, "messages", other));
  const show = (value) => (value === undefined ? html`<span class="minor">missing</span>` : html`<code>${typeof value === "string" ? value : JSON.stringify(value)}</code>`);
  return html`<section class="difference" aria-label=${`Difference from ${other}`}>
    <form class="filter" onSubmit=${(event) => {
      event.preventDefault();
      refine({ diff: event.target.elements.other.value });
    }}>
      <label>Compared with <input name="other" type="number" min="1" required defaultValue=${other} key=${other} /></label>
      <button type="submit">Compare</button>
    </form>
    <${Answered} answer=${answer} rows=${2}>
      ${(before) => {
        if (before.data === undefined || message.data === undefined) {
          return html`<p class="empty">One of both is not text.</p>`;
        }
        const found = differences(before.data, message.data);
        return found.length === 0
          ? html`<p class="empty">Both have the same content.</p>`
          : html`<div class="scroll"><table>
              <caption class="unseen">Differences</caption>
              <thead><tr><th scope="col">Where</th><th scope="col">${other}</th><th scope="col">${message.sequence}</th></tr></thead>
              <tbody>${found.slice(0, MOST_DIFFERENCES).map((each) => html`<tr key=${each.path}><td data-title="Where"><code>${each.path}</code></td><td data-title=${other}>${show(each.before)}</td><td data-title=${message.sequence}>${show(each.after)}</td></tr>`)}</tbody>
            </table></div>
            ${found.length > MOST_DIFFERENCES && html`<p class="minor">${MOST_DIFFERENCES} of ${count(found.length)}</p>`}`;
      }}
    <//>
  </section>`;
}

function Copies({ where, message, session }) {
  const [isOpen, setOpen] = useState(false);
  return html`<details onToggle=${(event) => setOpen(event.target.open)}>
    <summary>Copy as JSON or curl</summary>
    ${isOpen && html`<${Command} text=${JSON.stringify(message)} /><${Command} text=${curl(where, session)} />`}
  </details>`;
}

/** query: of the address, which says with which message this one is compared. */
export function Message({ channel, sequence, query, session, close }) {
  const number = Number(sequence);
  const where = path("channels", channel, "messages", sequence);
  const answer = useAnswer(where);
  const to = (other) => link(["channels", channel, "messages", String(other)], query);
  const other = query.diff;
  return html`<${Dialog} title=${`${channel} ${sequence}`} close=${close}>
    <p class="buttons">
      ${number > 1 && html`<a class="button" data-key="[" href=${to(number - 1)}>Before</a>`}
      <a class="button" data-key="]" href=${to(number + 1)}>After</a>
      <button type="button" data-key="d" aria-pressed=${Boolean(other)} onClick=${() => refine({ diff: other ? "" : String(Math.max(1, number - 1)) })}>Difference</button>
    </p>
    <${Answered} answer=${answer} rows=${4}>
      ${(message) => html`
        <dl class="facts">
          <div><dt>Stored</dt><dd>${moment(message.time)}</dd></div>
          <div><dt>Size</dt><dd>${size(message.size)}</dd></div>
          <div><dt>Publisher</dt><dd class="minor">not kept by the protocol</dd></div>
          ${message.reply && html`<div><dt>Reply</dt><dd><code>${message.reply}</code></dd></div>`}
        </dl>
        ${other ? html`<${Difference} channel=${channel} message=${message} other=${other} />` : html`<${Body} key=${sequence} message=${message} />`}
        <p class="buttons">
          <a class="button" download=${`${channel.replaceAll(/[^\w.-]/g, "_")}-${sequence}`} href=${address(`${where}/raw`)}>Download</a>
          ${message.data !== undefined && html`<${PublishButton} session=${session} channel=${channel} data=${message.data} copy=${message.sequence}>Edit and publish again<//>`}
        </p>
        <${Deliveries} channel=${channel} message=${message} />
        <${Command} text=${`bin/stanchion admin peek ${shell(channel)} --from ${sequence} --limit 1`} />
        <${Copies} where=${where} message=${message} session=${session} />`}
    <//>
    <div class="buttons"><button type="button" autofocus onClick=${close}>Close</button></div>
  <//>`;
}
