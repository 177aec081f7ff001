// End the session of a client, and perhaps refuse its ID for some minutes.
import { useState } from "../vendor/preact.mjs";
import { go } from "../app/router.js";
import { shell } from "../app/format.js";
import { path } from "../app/server.js";
import { html } from "./html.js";
import { Change, Dialog } from "./plan.js";
import { RoleButton } from "./rolebutton.js";

export function Kick({ id, session }) {
  const [isOpen, setOpen] = useState(false);
  const [minutes, setMinutes] = useState();
  const close = () => {
    setOpen(false);
    setMinutes(undefined);
  };
  const block = minutes > 0 ? { block: `${minutes}m`, disconnect: true } : {};
  const submit = (event) => {
    event.preventDefault();
    setMinutes(Number(event.target.elements.minutes.value));
  };
  return html`<${RoleButton} session=${session} role="operator" name="danger" onClick=${() => setOpen(true)}>Kick<//>
    ${isOpen && minutes === undefined && html`<${Dialog} title=${`Kick ${id}`} close=${close}>
      <p>The session ends as if heartbeats had failed. Most clients connect again at once, unless their ID is blocked.</p>
      <form onSubmit=${submit}>
        <label>Block the ID for so many minutes, 0 for none <input name="minutes" type="number" min="0" max="60" required defaultValue="0" /></label>
        <div class="buttons">
          <button type="button" onClick=${close}>Cancel</button>
          <button type="submit" class="primary">Show the plan</button>
        </div>
      </form>
    <//>`}
    ${minutes !== undefined && html`<${Change} close=${close} done=${() => go(["clients"])} change=${{
      title: minutes > 0 ? `End the session of ${id} and refuse its ID for ${minutes} minutes` : `End the session of ${id}`,
      button: minutes > 0 ? "Kick and block client" : "Kick client",
      method: "DELETE",
      where: path("clients", id),
      body: block,
      command: `bin/stanchion admin kick ${shell(id)}${minutes > 0 ? ` --block ${minutes}m --disconnect` : ""}`,
    }} />`}`;
}
