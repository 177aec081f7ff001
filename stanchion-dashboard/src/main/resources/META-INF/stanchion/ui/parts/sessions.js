// Who has logged in from a browser, and the end of a session.
import { useState } from "../vendor/preact.mjs";
import { ask, path, useAnswer } from "../app/server.js";
import { tell } from "../app/toasts.js";
import { duration } from "../app/format.js";
import { Answered, Failure, html, State } from "./html.js";
import { Table } from "./table.js";

function columns(end) {
  return [
    { title: "Who", of: (row) => row.user },
    { title: "Role", of: (row) => row.role },
    { title: "From", of: (row) => row.address },
    { title: "Logged in", isNumber: true, minor: true, of: (row) => `${duration(row.ageSeconds)} ago` },
    { title: "Last used", isNumber: true, minor: true, of: (row) => `${duration(row.idleSeconds)} ago` },
    { title: "Ends in", isNumber: true, minor: true, of: (row) => duration(row.leftSeconds) },
    { title: "Act", isTight: true, of: (row) => (row.isOwn ? html`<${State} kind="off">yours<//>` : html`<button type="button" class="danger quiet" onClick=${() => end(row)}>End session</button>`) },
  ];
}

export function Sessions() {
  const answer = useAnswer("sessions");
  const [problem, setProblem] = useState();
  const end = async (row) => {
    try {
      const { requestId } = await ask(path("sessions", row.id), { method: "DELETE" });
      tell(`The session of ${row.user} from ${row.address} has ended.`, { requestId });
    } catch (refusal) {
      setProblem(refusal);
    }
    answer.ask();
  };
  return html`${problem && html`<${Failure} problem=${problem} />`}
    <${Answered} answer=${answer} rows=${2}>
      ${(value) => value.items.length > 0
        ? html`<${Table} caption="Sessions" columns=${columns(end)} rows=${value.items} keyOf=${(row) => row.id} />`
        : html`<p class="empty">Nobody has logged in from a browser.</p>`}
    <//>`;
}
