// Publish a message as an administrator.
import { useState } from "../vendor/preact.mjs";
import { ask, curl, path, useAnswer } from "../app/server.js";
import { link } from "../app/router.js";
import { tell } from "../app/toasts.js";
import { count, shell } from "../app/format.js";
import { Command, Failure, html } from "./html.js";
import { Dialog } from "./plan.js";
import { RoleButton } from "./rolebutton.js";

/** As many as the API takes at once. */
const MOST_TIMES = 1000;

/** How many names of channels are offered. */
const OFFERED = 12;

function problemOfJson(text) {
  try {
    JSON.parse(text);
    return undefined;
  } catch (malformed) {
    return malformed.message;
  }
}

/** What the API is asked for; what is not filled in is left out. */
export function bodyOf({ data, reply, count: times }) {
  return { data, ...(reply && { reply }), ...(times > 1 && { count: times }) };
}

/** The command that does the same; there is none with a reply subject. */
export function commandOf(channel, { data, reply, count: times }) {
  const repeat = times > 1 ? ` -n ${times}` : "";
  return reply ? undefined : `bin/stanchion publish ${shell(channel || "CHANNEL")} ${shell(data || "DATA")}${repeat}`;
}

/** A field for a channel, which offers those whose names contain what is typed. */
function ChannelField({ value, change }) {
  const where = `channels?${new URLSearchParams({ limit: OFFERED, sort: "name", fields: "name", q: value })}`;
  const offered = useAnswer(where).value?.items ?? [];
  return html`<label>Channel <input required list="known-channels" value=${value} onInput=${(event) => change(event.target.value)} autocomplete="off" /></label>
    <datalist id="known-channels">${offered.map(({ name }) => html`<option key=${name} value=${name}></option>`)}</datalist>`;
}

/** Whether a text that begins like JSON is none, with the reason. */
function flawOf(data) {
  return /^\s*[[{]/.test(data) && problemOfJson(data);
}

/**
 * What is published where, and how often.
 *
 * done: gets the channel, what has happened and the ID of the request, when a message is stored; fields: further ones; out:
 * returns the ways out of the form for a channel
 */
export function PublishForm({ session, channel: given = "", data: first = "", done, fields, out }) {
  const [channel, setChannel] = useState(given);
  const [message, setMessage] = useState({ data: first, reply: "", count: 1 });
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState();
  const where = `${path("channels", channel || "CHANNEL")}/messages`;
  const body = bodyOf(message);
  const set = (name, of = (field) => field.value) => (event) => setMessage({ ...message, [name]: of(event.target) });
  const submit = async (event) => {
    event.preventDefault();
    setProblem(undefined);
    setBusy(true);
    try {
      const { sequence, requestId } = await ask(where, { method: "POST", body });
      done(channel, message.count > 1 ? `${count(message.count)} messages are stored, the last one as ${count(sequence)}.` : `Stored as message ${count(sequence)}.`, requestId);
    } catch (refusal) {
      setProblem(refusal);
    } finally {
      setBusy(false);
    }
  };
  const { data } = message;
  const wrong = flawOf(data);
  const command = commandOf(channel, message);
  return html`${problem && html`<${Failure} problem=${problem} />`}
    <form onSubmit=${submit}>
      <p class="filter">
        <${ChannelField} value=${channel} change=${setChannel} />
        <label>Reply subject <input value=${message.reply} onInput=${set("reply")} placeholder="none" autocomplete="off" /></label>
        <label>How often <input type="number" min="1" max=${MOST_TIMES} required value=${message.count} onInput=${set("count", (field) => Number(field.value))} /></label>
      </p>
      <p><label class="wide">Data <textarea rows="6" value=${data} onInput=${set("data")}></textarea></label></p>
      ${wrong && html`<p class="notice warn">It begins like JSON and is none: ${wrong}</p>`}
      ${fields}
      <details>
        <summary>Copy as a command</summary>
        ${command && html`<${Command} text=${command} />`}
        <${Command} text=${curl(where, session, { method: "POST", body })} />
      </details>
      <div class="buttons">
        ${out(channel)}
        <${RoleButton} session=${session} role="operator" type="submit" name="primary" isBusy=${isBusy}>${message.count > 1 ? `Publish ${count(message.count)} messages` : "Publish message"}<//>
      </div>
    </form>`;
}

function Publish({ session, channel, data, copy, close }) {
  const [isOpen, setKeepOpen] = useState(false);
  const [result, setResult] = useState();
  const done = (where, what, requestId) => {
    if (isOpen) {
      setResult(what);
    } else {
      close();
      tell(`${where}: ${what}`, { requestId });
    }
  };
  return html`<${Dialog} title="Publish a message" close=${close}>
    ${result && html`<p class="notice" role="status">${result}</p>`}
    <${PublishForm} session=${session} channel=${channel} data=${data} done=${done}
      fields=${html`<p><label class="check"><input type="checkbox" checked=${isOpen} onChange=${(event) => setKeepOpen(event.target.checked)} /> Keep open</label></p>`}
      out=${(where) => html`<a class="button quiet" href=${link(["publish", ...(where ? [where] : [])], { copy })}>Open as a page</a>
        <button type="button" onClick=${close}>Cancel</button>`}
    />
  <//>`;
}

export function PublishButton({ session, channel, data, copy, children = "Publish" }) {
  const [isOpen, setOpen] = useState(false);
  return html`<${RoleButton} session=${session} role="operator" onClick=${() => setOpen(true)}>${children}<//>
    ${isOpen && html`<${Publish} session=${session} channel=${channel} data=${data} copy=${copy} close=${() => setOpen(false)} />`}`;
}
