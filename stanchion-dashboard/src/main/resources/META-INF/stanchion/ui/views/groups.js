// Who is behind, over all channels.
import { useLook, useTopic } from "../app/live.js";
import { go, link, placeOf, refine } from "../app/router.js";
import { count, duration, rate } from "../app/format.js";
import { Awaited, Command, CopyAs, Empty, html, Name, StateWord } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { Filter, More } from "../parts/list.js";

const ROWS = 50;

const COLUMNS = [
  { title: "Group or durable", sort: "name", of: (row) => html`<a href=${link(placeOf(row.channel, row))}><${Name}>${row.kind === "subscription" ? row.clientId : row.name}<//></a>` },
  { title: "Channel", sort: "channel", of: (row) => html`<a href=${link(["channels", row.channel])}><${Name}>${row.channel}<//></a>` },
  { title: "State", sort: "state", of: (row) => html`<${StateWord} state=${row.state} />` },
  { title: "Behind", sort: "lagSeconds", isNumber: true, isTime: true, of: (row) => (row.unsent + row.inFlight > 0 ? duration(row.lagSeconds) : "–") },
  { title: "Unsent", sort: "unsent", isNumber: true, of: (row) => count(row.unsent) },
  { title: "In flight", sort: "inFlight", isNumber: true, of: (row) => count(row.inFlight) },
  { title: "Acks", isNumber: true, minor: true, of: (row) => rate(row.ackedPerSecond) },
  { title: "Members", sort: "members", isNumber: true, minor: true, of: (row) => count(row.members) },
];

export function View({ route, session }) {
  const { q = "", sort = "-lagSeconds", after = "" } = route.query;
  const view = { sort, limit: ROWS, ...(q && { q }), ...(after && { after }) };
  useLook(["positions"], view);
  const positions = useTopic("positions");
  return html`<h1 tabindex="-1">Groups</h1>
    <${Filter} q=${q} label="Group, durable or channel" />
    <${Awaited} topic=${positions} rows=${8} />
    ${positions?.items?.length > 0 && html`
      <${Table}
        caption="Groups, durables and subscriptions"
        columns=${COLUMNS}
        rows=${positions.items}
        keyOf=${(row) => row.id}
        sort=${sort}
        onSort=${(next) => refine({ sort: next, after: "" })}
        open=${(row) => go(placeOf(row.channel, row))}
      />
      <${More} where=${`positions?${new URLSearchParams(view)}`} shown=${positions.items.length} total=${positions.total} isFirst=${after === ""} />`}
    ${positions?.items?.length === 0 && (q
      ? html`<${Empty} title=${`No group, durable or channel has “${q}” in its name`}><button type="button" onClick=${() => refine({ q: "", after: "" })}>Show all</button><//>`
      : html`<${Empty} title="Nobody listens">
          <p>A queue group shares the messages of a channel among its members:</p>
          <${Command} text="bin/stanchion listen tickets:created --queue orders --durable orders" />
        <//>`)}
    <${CopyAs} where=${`positions?${new URLSearchParams(view)}`} session=${session} />`;
}
