// Connections of the NATS protocol: all programs, also those that use no streaming.
import { useLook } from "../app/live.js";
import { useAnswer } from "../app/server.js";
import { useAgain } from "../parts/again.js";
import { count, size } from "../app/format.js";
import { Answered, CopyAs, Empty, html } from "../parts/html.js";
import { Table } from "../parts/table.js";

/** The page of NATS is beside the API, not below it. */
const WHERE = "../../connz?limit=200";

const COLUMNS = [
  { title: "Connection", isNumber: true, of: (row) => row.cid },
  { title: "From", isTight: true, of: (row) => `${row.ip}:${row.port}` },
  { title: "Name", of: (row) => row.name || "–" },
  { title: "Client", isTight: true, of: (row) => [row.lang, row.version].filter(Boolean).join(" ") || "–" },
  { title: "In", isNumber: true, of: (row) => count(row.in_msgs) },
  { title: "Out", isNumber: true, of: (row) => count(row.out_msgs) },
  { title: "Subscriptions", isNumber: true, minor: true, of: (row) => count(row.subscriptions) },
  { title: "Pending", isNumber: true, minor: true, of: (row) => size(row.pending_bytes) },
  { title: "Up for", isNumber: true, minor: true, of: (row) => row.uptime },
  { title: "Idle", isNumber: true, minor: true, of: (row) => row.idle },
];

export function View({ session }) {
  useLook();
  const answer = useAnswer(WHERE);
  useAgain(answer.ask);
  return html`<p class="up"><a data-key="Escape" href="#/clients">Clients</a></p>
    <h1 tabindex="-1">Connections</h1>
    <${Answered} answer=${answer} rows=${6}>
      ${(value) => value.connections?.length > 0
        ? html`<${Table} caption="Connections" columns=${COLUMNS} rows=${value.connections} keyOf=${(row) => row.cid} />
            ${value.total > value.connections.length && html`<p class="minor">${count(value.connections.length)} of ${count(value.total)}</p>`}`
        : html`<${Empty} title="Nobody is connected" />`}
    <//>
    <${CopyAs} where=${WHERE} session=${session} />`;
}
