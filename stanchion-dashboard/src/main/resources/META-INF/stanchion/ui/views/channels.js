// All channels, the worst first.
import { useLook, useTopic } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { go, link, parkedOf, refine } from "../app/router.js";
import { count, duration, rate, shell, size } from "../app/format.js";
import { Awaited, Command, CopyAs, Empty, html, Name, Near, State } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { Filter, More } from "../parts/list.js";
import { PublishButton } from "../parts/publish.js";

const ROWS = 50;

export function lag(row) {
  if (parkedOf(row.name)) {
    return row.lagMessages > 0
      ? html`<${State} kind="warn"><a href=${link(["parked"], { channel: parkedOf(row.name) })}>${count(row.lagMessages)} parked</a><//>`
      : html`<${State} kind="good">nothing parked<//>`;
  }
  return row.positions === 0
    ? html`<${State} kind="off">nobody listens<//>`
    : row.lagMessages > 0 && row.lagSeconds > 1
      ? html`<${State} kind="warn">${count(row.lagMessages)}, ${duration(row.lagSeconds)}<//>`
      : html`<${State} kind="good">up to date<//>`;
}

const COLUMNS = [
  { title: "Channel", sort: "name", of: (row) => html`<a href=${link(["channels", row.name])}><${Name}>${row.name}<//></a>` },
  { title: "Behind", sort: "lagMessages", of: lag },
  { title: "In", isNumber: true, of: (row) => rate(row.inPerSecond) },
  { title: "Messages", sort: "messages", isNumber: true, of: (row) => count(row.messages) },
  { title: "Size", sort: "bytes", isNumber: true, minor: true, of: (row) => size(row.bytes) },
  { title: "Last", sort: "lastSequence", isNumber: true, minor: true, of: (row) => count(row.lastSequence) },
  { title: "Subscriptions", sort: "subscriptions", isNumber: true, minor: true, of: (row) => count(row.subscriptions) },
];

/** A filter that finds nothing: perhaps a name is mistyped. */
function NoHit({ q }) {
  const near = useAnswer(path("channels", q)).problem?.near ?? [];
  return html`<${Empty} title=${`No channel has “${q}” in its name`}>
    ${near.length > 0 && html`<p>Did you mean this?</p><${Near} names=${near} />`}
    <button type="button" onClick=${() => refine({ q: "" })}>Show all channels</button>
  <//>`;
}

export function View({ route, session }) {
  const { q = "", sort = "-lagMessages", after = "" } = route.query;
  const view = { sort, limit: ROWS, ...(q && { q }), ...(after && { after }) };
  const where = `channels?${new URLSearchParams(view)}`;
  useLook(["channels"], view);
  const channels = useTopic("channels");
  return html`<h1 tabindex="-1">Channels</h1>
    <div class="bar"><${Filter} q=${q} label="Filter" /><${PublishButton} session=${session} channel="" /></div>
    <${Awaited} topic=${channels} rows=${8} />
    ${channels?.items?.length > 0 && html`
      <${Table}
        caption="Channels"
        columns=${COLUMNS}
        rows=${channels.items}
        keyOf=${(row) => row.name}
        sort=${sort}
        onSort=${(next) => refine({ sort: next, after: "" })}
        open=${(row) => go(["channels", row.name])}
      />
      <${More} where=${where} shown=${channels.items.length} total=${channels.total} isFirst=${after === ""} />`}
    ${channels?.items?.length === 0 && (q
      ? html`<${NoHit} key=${q} q=${q} />`
      : html`<${Empty} title="There is no channel yet">
          <p>The first message makes one:</p>
          <${Command} text=${"bin/stanchion publish tickets:created '{\"id\":\"t1\"}'"} />
        <//>`)}
    <${CopyAs} where=${where} session=${session} command=${`bin/stanchion admin channels${q && ` --match ${shell(q)}`}`} />`;
}
