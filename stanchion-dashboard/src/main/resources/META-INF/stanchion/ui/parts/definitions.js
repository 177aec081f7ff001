// Channels and positions as a file: to another server, or from one.
import { useState } from "../vendor/preact.mjs";
import { address } from "../app/server.js";
import { Command, Failure, html } from "./html.js";
import { Change } from "./plan.js";
import { RoleButton } from "./rolebutton.js";

export function Definitions({ session, server }) {
  const [body, setBody] = useState();
  const [problem, setProblem] = useState();
  const read = async (event) => {
    const [file] = event.target.elements.file.files;
    event.preventDefault();
    try {
      setBody(JSON.parse(await file.text()));
      setProblem(undefined);
    } catch (malformed) {
      setProblem({ title: `${file.name} is not JSON`, detail: malformed.message, remedy: "Choose a file that an export has made." });
    }
  };
  return html`<p>Channels, durables and durable groups with their positions, without messages.</p>
    ${problem && html`<${Failure} problem=${problem} />`}
    <p class="buttons"><a class="button" download=${`${server?.clusterId ?? "stanchion"}-definitions.json`} href=${address("definitions")}>Export definitions</a></p>
    <form class="filter" onSubmit=${read}>
      <label>A file of an export <input name="file" type="file" accept="application/json,.json" required /></label>
      <${RoleButton} session=${session} role="admin" type="submit">Show the plan of an import<//>
    </form>
    <${Command} text="bin/stanchion admin export --definitions --to definitions.json" />
    ${body && html`<${Change} close=${() => setBody(undefined)} change=${{
      title: "Import definitions", button: "Import what is missing", method: "PUT", where: "definitions", body,
      command: "bin/stanchion admin import definitions.json",
    }} />`}`;
}
