// Move a position: where to, and then the plan.
import { useState } from "../vendor/preact.mjs";
import { count, shell } from "../app/format.js";
import { html } from "./html.js";
import { Change, Dialog } from "./plan.js";
import { RoleButton } from "./rolebutton.js";

const KINDS = [
  ["first", "the first message"],
  ["last", "behind the last message"],
  ["sequence", "a sequence"],
  ["time", "a time"],
  ["by", "so many messages forward, or back with -"],
];

/** The place as the API and the command have it. */
export function placeFor(kind, value) {
  switch (kind) {
    case "sequence":
      return { body: { to: { sequence: Number(value) } }, option: `--to ${value}` };
    case "by":
      return { body: { to: { by: Number(value) } }, option: `--to=${value > 0 ? "+" : ""}${Number(value)}` };
    case "time": {
      const time = new Date(value).toISOString();
      return { body: { to: { time } }, option: `--to ${time}` };
    }
    default:
      return { body: { to: kind }, option: `--to ${kind}` };
  }
}

function Where({ at, row, close, choose }) {
  const [kind, setKind] = useState("sequence");
  const submit = (event) => {
    event.preventDefault();
    choose(placeFor(kind, event.target.elements.value?.value));
  };
  return html`<${Dialog} title=${`Move ${at.name}`} close=${close}>
    <p>The next message to send is ${count(row.nextSequence)}.</p>
    <form onSubmit=${submit}>
      <div class="fields">
        <label>To <select value=${kind} onChange=${(event) => setKind(event.target.value)}>${KINDS.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></label>
        ${kind === "sequence" && html`<label>Sequence <input name="value" type="number" min="1" required defaultValue=${row.nextSequence} /></label>`}
        ${kind === "by" && html`<label>Messages <input name="value" type="number" required defaultValue="-1" /></label>`}
        ${kind === "time" && html`<label>Time <input name="value" type="datetime-local" step="1" required /></label>`}
      </div>
      <div class="buttons">
        <button type="button" onClick=${close}>Cancel</button>
        <button type="submit" class="primary">Show the plan</button>
      </div>
    </form>
  <//>`;
}

export function Move({ session, at, row, done }) {
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState();
  const close = () => {
    setOpen(false);
    setPlace(undefined);
  };
  return html`<${RoleButton} session=${session} role="operator" onClick=${() => setOpen(true)}>Move<//>
    ${isOpen && !place && html`<${Where} at=${at} row=${row} close=${close} choose=${setPlace} />`}
    ${place && html`<${Change} close=${close} done=${done} change=${{
      title: `Move ${at.name}`,
      button: "Move position",
      again: (number) => `Deliver ${count(number)} again`,
      method: "PUT",
      where: `${at.where}/position`,
      body: place.body,
      command: at.option && `bin/stanchion admin move ${shell(at.channel)} ${at.option} ${place.option}`,
    }} />`}`;
}
