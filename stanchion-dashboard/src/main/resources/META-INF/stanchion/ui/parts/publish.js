// Publish a message as an administrator.
import { useState } from "../vendor/preact.mjs";
import { ask, path } from "../app/server.js";
import { count, shell } from "../app/format.js";
import { Command, Failure, html } from "./html.js";
import { Dialog } from "./plan.js";
import { RoleButton } from "./rolebutton.js";

function problemOfJson(text) {
  try {
    JSON.parse(text);
    return undefined;
  } catch (malformed) {
    return malformed.message;
  }
}

function Publish({ channel: given, data: first = "", close }) {
  const [channel, setChannel] = useState(given);
  const [data, setData] = useState(first);
  const [isOpen, setKeepOpen] = useState(false);
  const [result, setResult] = useState();
  const [problem, setProblem] = useState();
  const submit = async (event) => {
    event.preventDefault();
    setProblem(undefined);
    try {
      const answer = await ask(`${path("channels", channel)}/messages`, { method: "POST", body: { data } });
      setResult(answer);
      if (!isOpen) {
        close();
      }
    } catch (refusal) {
      setProblem(refusal);
    }
  };
  const wrong = /^\s*[[{]/.test(data) && problemOfJson(data);
  return html`<${Dialog} title="Publish a message" close=${close}>
    ${problem && html`<${Failure} problem=${problem} />`}
    ${result && html`<p class="notice" role="status">Stored as message ${count(result.sequence)}.</p>`}
    <form onSubmit=${submit}>
      <p><label>Channel <input required value=${channel} onInput=${(event) => setChannel(event.target.value)} autocomplete="off" /></label></p>
      <p><label class="wide">Data <textarea rows="6" value=${data} onInput=${(event) => setData(event.target.value)}></textarea></label></p>
      ${wrong && html`<p class="notice warn">It begins like JSON and is none: ${wrong}</p>`}
      <p><label class="check"><input type="checkbox" checked=${isOpen} onChange=${(event) => setKeepOpen(event.target.checked)} /> Keep open</label></p>
      <${Command} text=${`bin/stanchion publish ${shell(channel || "CHANNEL")} ${shell(data || "DATA")}`} />
      <div class="buttons">
        <button type="button" onClick=${close}>Cancel</button>
        <button type="submit" class="primary">Publish message</button>
      </div>
    </form>
  <//>`;
}

export function PublishButton({ session, channel, data, children = "Publish" }) {
  const [isOpen, setOpen] = useState(false);
  return html`<${RoleButton} session=${session} role="operator" onClick=${() => setOpen(true)}>${children}<//>
    ${isOpen && html`<${Publish} channel=${channel} data=${data} close=${() => setOpen(false)} />`}`;
}
