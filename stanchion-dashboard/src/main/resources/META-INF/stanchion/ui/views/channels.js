// All channels, the worst first.
import { useMemo } from "../vendor/preact.mjs";
import { useLook, useTopic } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { go, link, parkedOf, refine } from "../app/router.js";
import { clock, count, duration, moment, rate, shell, size } from "../app/format.js";
import { Awaited, Command, CopyAs, Empty, html, Name, Near, State } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { Filter, More, Switch } from "../parts/list.js";
import { RowActions } from "../parts/channelchanges.js";
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

/** The day of a moment, in the viewer's time zone. */
function dayOf(time) {
  return moment(time).split(" ")[0];
}

/** When the last message came: the time of today, or an earlier day. */
export function lastPublish({ lastPublish: time }, today) {
  if (!time) {
    return "never";
  }
  return dayOf(time) === today ? clock(time) : dayOf(time);
}

const columnsOf = (today, session) => [
  { title: "Channel", sort: "name", of: (row) => html`<a href=${link(["channels", row.name])}><${Name}>${row.name}<//></a>` },
  { title: "Behind", sort: "lagMessages", of: lag },
  {
    title: "Parked",
    sort: "parked",
    isNumber: true,
    of: (row) => (row.parked > 0 ? html`<a href=${link(["parked"], { channel: row.name })}>${count(row.parked)}</a>` : "–"),
  },
  { title: "In", isNumber: true, of: (row) => rate(row.inPerSecond) },
  { title: "Last publish", sort: "lastPublish", isNumber: true, minor: true, of: (row) => lastPublish(row, today) },
  { title: "Messages", sort: "messages", isNumber: true, of: (row) => count(row.messages) },
  { title: "Size", sort: "bytes", isNumber: true, minor: true, isSpare: true, of: (row) => size(row.bytes) },
  { title: "Sequences", sort: "lastSequence", isNumber: true, minor: true, isSpare: true, of: (row) => `${count(row.firstSequence)} to ${count(row.lastSequence)}` },
  { title: "Positions", sort: "positions", isNumber: true, minor: true, of: (row) => count(row.positions) },
  { title: "Act", isTight: true, of: (row) => html`<${RowActions} channel=${row.name} session=${session} />` },
];

const ALL = { q: "", prefix: "", stuck: "", parked: "", after: "" };

/** What the filters ask for, as a sentence that says there is none. */
export function noneOf({ q, prefix, stuck, parked }) {
  const wanted = [
    q && (q.includes("*") ? `fits “${q}”` : `has “${q}” in its name`),
    prefix && `begins with “${prefix}”`,
    stuck && "stands still",
    parked && "has parked messages",
  ].filter(Boolean);
  return wanted.length > 0 ? `No channel ${wanted.join(" and ")}` : undefined;
}

/** A filter that finds nothing: perhaps a name is mistyped. */
function NoHit({ filters, title }) {
  const name = filters.q || filters.prefix;
  const near = useAnswer(name && path("channels", name)).problem?.near ?? [];
  return html`<${Empty} title=${title}>
    ${near.length > 0 && html`<p>Did you mean this?</p><${Near} names=${near} />`}
    <button type="button" onClick=${() => refine(ALL)}>Show all channels</button>
  <//>`;
}

/** The parameters of the API of what the address asks for. */
function filtersOf({ q, prefix, stuck, parked }) {
  return {
    ...(q && { q }),
    ...(prefix && { prefix }),
    ...(stuck === "true" && { stuck }),
    ...(parked === "true" && { parked }),
  };
}

export function View({ route, session }) {
  const { sort = "-lagMessages", after = "" } = route.query;
  const filters = filtersOf(route.query);
  const { q = "", prefix = "" } = filters;
  const view = { sort, limit: ROWS, ...filters, ...(after && { after }) };
  const where = `channels?${new URLSearchParams(view)}`;
  useLook(["channels"], view);
  const channels = useTopic("channels");
  const now = useTopic("overview")?.value?.asOf;
  const today = now && dayOf(now);
  const columns = useMemo(() => columnsOf(today, session), [today, session]);
  const none = noneOf(filters);
  const isByName = Object.keys(filters).every((name) => name === "q");
  return html`<h1 tabindex="-1">Channels</h1>
    <div class="bar">
      <${Filter} q=${q} label="Name contains">
        <label>Begins with <input name="prefix" type="search" defaultValue=${prefix} key=${prefix} /></label>
      <//>
      <${Switch} name="stuck" query=${route.query}>Stands still<//>
      <${Switch} name="parked" query=${route.query}>Has parked<//>
      <${PublishButton} session=${session} channel="" />
    </div>
    <${Awaited} topic=${channels} rows=${8} />
    ${channels?.items?.length > 0 && html`
      <${Table}
        caption="Channels"
        columns=${columns}
        rows=${channels.items}
        keyOf=${(row) => row.name}
        sort=${sort}
        onSort=${(next) => refine({ sort: next, after: "" })}
        open=${(row) => go(["channels", row.name])}
      />
      <${More} where=${where} shown=${channels.items.length} total=${channels.total} isFirst=${after === ""} />`}
    ${channels?.items?.length === 0 && (none
      ? html`<${NoHit} key=${none} filters=${filters} title=${none} />`
      : html`<${Empty} title="There is no channel yet">
          <p>The first message makes one:</p>
          <${Command} text=${"bin/stanchion publish tickets:created '{\"id\":\"t1\"}'"} />
        <//>`)}
    <${CopyAs} where=${where} session=${session} command=${isByName && `bin/stanchion admin channels${q && ` --match ${shell(q)}`}`} />`;
}
