// Publish a message, at an address of its own: #/publish/CHANNEL?copy=SEQUENCE.
import { useState } from "../vendor/preact.mjs";
import { useLook } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { link, readdress } from "../app/router.js";
import { Answered, html } from "../parts/html.js";
import { PublishForm } from "../parts/publish.js";

/** The form, filled with the data of a message if there is one to copy. */
function Form({ session, channel, message }) {
  const [result, setResult] = useState();
  const done = (where, what) => {
    setResult(`${where}: ${what}`);
    readdress(["publish", where]);
  };
  const out = (where) => html`<a class="button" href=${link(["channels", ...(where ? [where] : [])])}>${where ? `Open ${where}` : "Channels"}</a>`;
  return html`${message && message.data === undefined && html`<p class="notice warn">Message ${message.sequence} is no text, so it cannot be edited here.</p>`}
    ${result && html`<p class="notice" role="status">${result}</p>`}
    <${PublishForm} session=${session} channel=${channel} data=${message?.data} out=${out} done=${done} />`;
}

export function View({ route, session }) {
  useLook();
  const [, channel] = route.path;
  const { copy } = route.query;
  const answer = useAnswer(channel && copy ? path("channels", channel, "messages", copy) : undefined);
  return html`<p class="up"><a data-key="Escape" href=${link(["channels", ...(channel ? [channel] : [])])}>${channel ?? "Channels"}</a></p>
    <h1 tabindex="-1">Publish a message</h1>
    ${channel && copy
      ? html`<${Answered} answer=${answer} rows=${4}>${(message) => html`<${Form} session=${session} channel=${channel} message=${message} />`}<//>`
      : html`<${Form} session=${session} channel=${channel} />`}`;
}
