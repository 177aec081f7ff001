// What is running here, and what was done to it.
import { useLook } from "../app/live.js";
import { useState } from "../vendor/preact.mjs";
import { ask, mayAs, returned, useAnswer } from "../app/server.js";
import { tell } from "../app/toasts.js";
import { refine } from "../app/router.js";
import { count, duration, moment, size } from "../app/format.js";
import { Answered, CopyAs, Failure, html, State } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { Configuration } from "../parts/configuration.js";
import { Definitions } from "../parts/definitions.js";
import { Jobs } from "../parts/jobs.js";
import { Load } from "../parts/load.js";
import { Sessions } from "../parts/sessions.js";
import { ChangeButton } from "../parts/plan.js";
import { placeOfRule } from "../parts/settings.js";

const POLICIES = [
  { title: "Channels", of: (row) => row.channels },
  { title: "For", of: (row) => row.group || row.durable || "all" },
  { title: "Setting", of: (row) => html`<code>${row.key}: ${row.value}</code>` },
  { title: "Set by", minor: true, of: placeOfRule },
];

/** The path of a change as a person reads it; the plan of a change is marked. */
export function targetOf(path) {
  const [where, query = ""] = path.replace(/^\/api\/v1\//, "").split("?");
  try {
    return `${decodeURIComponent(where)}${query.includes("dry_run=true") ? " (plan)" : ""}`;
  } catch (malformed) {
    return where;
  }
}

const AUDIT = [
  { title: "Time", isTight: true, of: (row) => moment(row.time) },
  { title: "Who", of: (row) => row.user || row.role },
  { title: "What", of: (row) => `${row.action} ${targetOf(row.target)}` },
  { title: "Result", of: (row) => html`<${State} kind=${row.status < 400 ? "good" : "bad"}>${row.status}<//>` },
  { title: "From", isTight: true, minor: true, of: (row) => row.address },
];

const READ_ONLY = "server/read-only";

/** Switches the read-only mode: nobody changes anything through the API until it is off. */
function ReadOnly({ session, server, done }) {
  const [problem, setProblem] = useState();
  const turn = async () => {
    const request = (readOnly) => ({ method: "PUT", body: { readOnly } });
    try {
      const { requestId } = await ask(READ_ONLY, request(!server.readOnly));
      tell(server.readOnly ? "Changes are allowed." : "Changes are forbidden.", { undo: { path: READ_ONLY, ...request(server.readOnly) }, isPlain: true, requestId });
      done();
    } catch (refusal) {
      setProblem(refusal);
    }
  };
  const may = mayAs(session, "admin");
  return html`${problem && html`<${Failure} problem=${problem} />`}
    <button type="button" disabled=${!may} title=${may ? undefined : "Needs the role admin"} onClick=${turn}>${server.readOnly ? "Allow changes" : "Forbid changes"}</button>`;
}

/** Has the server read its files again, as SIGHUP does. */
function Reload({ session }) {
  return html`<${ChangeButton} session=${session} role="admin" done=${() => returned.happens()} change=${{
    title: "Reload the configuration", button: "Reload configuration", method: "POST", where: "server/reload", body: {},
    command: "bin/stanchion admin reload",
  }}>Reload configuration<//>`;
}

function Facts({ value }) {
  return html`<dl class="facts">
    <div><dt>Cluster ID</dt><dd>${value.clusterId}</dd></div>
    <div><dt>Version</dt><dd>${value.version}</dd></div>
    <div><dt>Store</dt><dd>${value.store ?? "–"}</dd></div>
    <div><dt>Role</dt><dd>${value.role}</dd></div>
    <div><dt>Up for</dt><dd>${duration(value.uptimeSeconds)}</dd></div>
    <div><dt>Runtime</dt><dd>${value.runtime}</dd></div>
    <div><dt>Changes</dt><dd><${State} kind=${value.readOnly ? "warn" : "good"}>${value.readOnly ? "forbidden: read-only" : "allowed"}<//></dd></div>
    <div><dt>Server ID</dt><dd><code>${value.serverId}</code></dd></div>
  </dl>`;
}

/** The NATS part, whose page is beside the API. With servers of yours there is none. */
function Nats() {
  const answer = useAnswer("../../varz");
  return html`<${Answered} answer=${answer} rows=${2}>
    ${(value) => html`<dl class="facts">
      <div><dt>Listens on</dt><dd>${value.host}:${value.port}</dd></div>
      <div><dt>Connections</dt><dd><a href="#/connections">${count(value.connections)}</a> of ${count(value.max_connections)}</dd></div>
      <div><dt>Largest payload</dt><dd>${size(value.max_payload)}</dd></div>
      <div><dt>Memory of the process</dt><dd>${size(value.mem)}</dd></div>
      <div><dt>Processor</dt><dd>${value.cpu} % of ${count(value.cores)} cores</dd></div>
      <div><dt>Slow consumers</dt><dd>${count(value.slow_consumers)}</dd></div>
    </dl>`}
  <//>`;
}

/** The limits as they hold now. Secrets are not among them. */
function Limits() {
  const answer = useAnswer("../../streaming/storez");
  return html`<${Answered} answer=${answer} rows=${2}>
    ${(value) => html`<dl class="facts">
      <div><dt>Channels</dt><dd>${most(value.limits?.max_channels, count)}</dd></div>
      <div><dt>Messages of a channel</dt><dd>${most(value.limits?.max_msgs, count)}</dd></div>
      <div><dt>Size of a channel</dt><dd>${most(value.limits?.max_bytes, size)}</dd></div>
      <div><dt>Age</dt><dd>${most((value.limits?.max_age ?? 0) / 1e9, duration)}</dd></div>
      <div><dt>Kept now</dt><dd>${count(value.total_msgs)} messages, ${size(value.total_bytes)}</dd></div>
    </dl>`}
  <//>`;
}

function most(value, as) {
  return value > 0 ? as(value) : "no limit";
}

/** query: of the address; request is the ID of the one that a note is about. */
function AuditList({ query: { after, request } }) {
  const where = `audit?${new URLSearchParams({ limit: 50, ...(after && { after }), ...(request && { request }) })}`;
  const answer = useAnswer(where);
  return html`<${Answered} answer=${answer} rows=${3}>
    ${(value) => value.items.length > 0
      ? html`<${Table} caption="Audit" columns=${AUDIT} rows=${value.items} keyOf=${(row) => row.number} />
          <p class="buttons">
            ${after && html`<button type="button" onClick=${() => refine({ after: "" })}>Newest</button>`}
            ${value.next && html`<button type="button" onClick=${() => refine({ after: value.next })}>Older</button>`}
          </p>`
      : html`<p class="empty">${request ? `The audit has no request ${request} any more: it keeps the last thousand since the start.` : "Nothing was changed since the start."}</p>`}
  <//>`;
}

/** The audit by itself, and where a note leads. */
function AuditPage({ session, query }) {
  return html`<p class="up"><a data-key="Escape" href="#/server">Server</a></p>
    <h1 tabindex="-1">Audit</h1>
    ${mayAs(session, "admin") ? html`<${AuditList} query=${query} />` : html`<p class="empty">It needs the role admin.</p>`}
    ${query.request && html`<p class="buttons"><a class="button" href="#/server/audit">All changes</a></p>`}
    <${CopyAs} where="audit" session=${session} command="bin/stanchion admin audit" />`;
}

function Part({ id, title, session, role, children }) {
  return html`<section aria-labelledby=${`${id}-title`}>
    <h2 id=${`${id}-title`}>${title}</h2>
    ${!role || mayAs(session, role) ? children : html`<p class="empty">It needs the role ${role}.</p>`}
  </section>`;
}

export function View({ route, ...rest }) {
  useLook();
  return route.path[1] === "audit" ? html`<${AuditPage} query=${route.query} ...${rest} />` : html`<${Server} query=${route.query} ...${rest} />`;
}

function Server({ query, session, refreshSession, refreshServer }) {
  const server = useAnswer("server");
  const policies = useAnswer("policies");
  const changed = () => {
    server.ask();
    refreshSession();
    refreshServer();
  };
  return html`<h1 tabindex="-1">Server</h1>
    <${Answered} answer=${server} rows=${3}>
      ${(value) => html`<${Facts} value=${value} />
        <p class="buttons"><${ReadOnly} session=${session} server=${value} done=${changed} /> <${Reload} session=${session} /></p>`}
    <//>
    <${Part} id="load" title="Event loops and disk"><${Load} /><//>
    <${Part} id="nats" title="NATS"><${Nats} /><//>
    <${Part} id="limits" title="Limits"><${Limits} /><//>
    <${Part} id="policies" title="Policies">
      <${Answered} answer=${policies} rows=${2}>
        ${(value) => value.policies.length > 0
          ? html`<${Table} caption="Policies" columns=${POLICIES} rows=${value.policies} keyOf=${(row) => `${row.channels} ${row.group} ${row.durable} ${row.key}`} />`
          : html`<p class="empty">No policy is set. Messages are sent again without limit.</p>`}
      <//>
    <//>
    <${Part} id="configuration" title="Configuration" session=${session} role="operator"><${Configuration} /><//>
    <${Part} id="jobs" title="Jobs" session=${session} role="operator"><${Jobs} session=${session} /><//>
    <${Part} id="definitions" title="Definitions" session=${session} role="admin"><${Definitions} session=${session} server=${server.value} /><//>
    <${Part} id="sessions" title="Sessions" session=${session} role="admin"><${Sessions} /><//>
    <${Part} id="audit" title="Audit" session=${session} role="admin"><${AuditList} query=${query} /><//>
    <${CopyAs} where="server" session=${session} command="bin/stanchion admin policies" />`;
}
