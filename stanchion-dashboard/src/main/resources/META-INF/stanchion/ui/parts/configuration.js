// The settings of the server's process, each with the place that sets it.
import { useState } from "../vendor/preact.mjs";
import { useAnswer } from "../app/server.js";
import { Answered, html } from "./html.js";
import { Table } from "./table.js";

/** The name of a setting: as the file has it, or else as the command line has it. */
const nameOf = (row) => row.key || row.flag;

const COLUMNS = [
  { title: "Setting", of: (row) => html`<code>${nameOf(row)}</code>` },
  { title: "Value", of: (row) => (row.value === "" ? "–" : row.value) },
  { title: "Set by", of: (row) => row.place || "default" },
  { title: "Changes", minor: true, of: (row) => (row.needsRestart ? "by a restart" : "by a reload") },
];

export function Configuration() {
  const answer = useAnswer("server/configuration");
  const [isWhole, setWhole] = useState(false);
  return html`<${Answered} answer=${answer} rows=${3}>
    ${({ settings }) => {
      const rows = isWhole ? settings : settings.filter((row) => row.isSet);
      return html`${rows.length > 0
          ? html`<${Table} caption="Configuration" columns=${COLUMNS} rows=${rows} keyOf=${(row) => `${row.key} ${row.flag}`} />`
          : html`<p class="empty">Every setting has its default.</p>`}
        <p class="buttons"><button type="button" aria-pressed=${isWhole} onClick=${() => setWhole(!isWhole)}>All ${settings.length} settings</button></p>`;
    }}
  <//>`;
}
