// What is running here, and what was done to it.
import { useLook } from "../app/live.js";
import { mayAs, useAnswer } from "../app/server.js";
import { duration, moment } from "../app/format.js";
import { Answered, html, State, Table } from "../parts/html.js";

const POLICIES = [
  { title: "Channels", of: (row) => row.channels },
  { title: "For", of: (row) => row.group || row.durable || "all" },
  { title: "Setting", of: (row) => html`<code>${row.key}: ${row.value}</code>` },
  { title: "Set by", minor: true, of: (row) => (row.file ? `${row.file}:${row.line}` : row.flag) },
];

const AUDIT = [
  { title: "Time", of: (row) => moment(row.time) },
  { title: "Who", of: (row) => row.user || row.role },
  { title: "What", of: (row) => `${row.action} ${row.target}` },
  { title: "Result", of: (row) => html`<${State} kind=${row.status < 400 ? "good" : "bad"}>${row.status}<//>` },
  { title: "From", minor: true, of: (row) => row.address },
];

export function View({ session }) {
  useLook();
  const server = useAnswer("server");
  const policies = useAnswer("policies");
  const audit = useAnswer(mayAs(session, "admin") ? "audit" : undefined);
  return html`<h1 tabindex="-1">Server</h1>
    <${Answered} answer=${server} rows=${3}>
      ${(value) => html`<dl class="facts">
        <div><dt>Cluster ID</dt><dd>${value.clusterId}</dd></div>
        <div><dt>Version</dt><dd>${value.version}</dd></div>
        <div><dt>Store</dt><dd>${value.store}</dd></div>
        <div><dt>Role</dt><dd>${value.role}</dd></div>
        <div><dt>Up for</dt><dd>${duration(value.uptimeSeconds)}</dd></div>
        <div><dt>Runtime</dt><dd>${value.runtime}</dd></div>
        <div><dt>Server ID</dt><dd><code>${value.serverId}</code></dd></div>
      </dl>`}
    <//>
    <section aria-labelledby="policies-title">
      <h2 id="policies-title">Policies</h2>
      <${Answered} answer=${policies} rows=${2}>
        ${(value) => value.policies.length > 0
          ? html`<${Table} caption="Policies" columns=${POLICIES} rows=${value.policies} keyOf=${(row) => `${row.channels} ${row.group} ${row.durable} ${row.key}`} />`
          : html`<p class="empty">No policy is set. Messages are sent again without limit.</p>`}
      <//>
    </section>
    <section aria-labelledby="audit-title">
      <h2 id="audit-title">Audit</h2>
      ${mayAs(session, "admin")
        ? html`<${Answered} answer=${audit} rows=${3}>
            ${(value) => value.items.length > 0
              ? html`<${Table} caption="Audit" columns=${AUDIT} rows=${value.items} keyOf=${(row) => row.number} />`
              : html`<p class="empty">Nothing was changed since the start.</p>`}
          <//>`
        : html`<p class="empty">The audit needs the role admin.</p>`}
    </section>`;
}
