// One channel: who listens, how far they are, and what is wrong.
import { useMemo } from "../vendor/preact.mjs";
import { useLook, useTopic } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { go, link, placeOf } from "../app/router.js";
import { ago, count, duration, rate, shell, size } from "../app/format.js";
import { Answered, Awaited, Command, CopyAs, Empty, html, Name, StateOf } from "../parts/html.js";
import { Table } from "../parts/table.js";
import { ChangeButton } from "../parts/plan.js";
import { Actions } from "../parts/sheet.js";
import { Removals } from "../parts/channelchanges.js";
import { Why, whyTopic } from "../parts/why.js";
import { PublishButton } from "../parts/publish.js";

function columns(channel) {
  return [
    { title: "Position", of: (row) => html`<a href=${link(placeOf(channel, row))}><${Name}>${row.kind === "subscription" ? (row.members[0]?.clientId ?? row.name) : row.name}<//></a>` },
    { title: "State", of: (row) => html`<${StateOf} row=${row} />` },
    { title: "Kind", isTight: true, minor: true, of: (row) => (row.kind === "group" ? `group of ${count(row.members.length)}` : row.kind) },
    { title: "Unsent", isNumber: true, of: (row) => count(row.unsent) },
    { title: "In flight", isNumber: true, of: (row) => count(row.inFlight) },
    { title: "Behind", isNumber: true, isTime: true, minor: true, of: (row) => duration(row.lagSeconds) },
    { title: "Acks", isNumber: true, minor: true, of: (row) => rate(row.ackedPerSecond) },
  ];
}

function Publishers({ publishers, now }) {
  return html`<section aria-labelledby="publishers-title">
    <h2 id="publishers-title">Publishers of the last five minutes</h2>
    ${publishers.length > 0
      ? html`<ul class="plain">${publishers.map((each) => html`<li><a href=${link(["clients", each.clientId])}>${each.clientId}</a> <span class="minor">${ago(each.last, now)}</span></li>`)}</ul>`
      : html`<p class="empty">Nobody has published.</p>`}
  </section>`;
}

export function View({ route, session }) {
  const [, channel] = route.path;
  const topic = `positions:${encodeURIComponent(channel)}`;
  useLook([topic, whyTopic({ channel })]);
  const positions = useTopic(topic);
  const facts = useAnswer(path("channels", channel));
  const where = path("channels", channel);
  const name = shell(channel);
  const shown = useMemo(() => columns(channel), [channel]);
  return html`<p class="up"><a data-key="Escape" href="#/channels">Channels</a></p>
    <h1 tabindex="-1">${channel}</h1>
    <${Answered} answer=${facts} rows=${1}>
      ${(value) => html`<dl class="facts">
        <div><dt>Messages</dt><dd>${count(value.messages)}</dd></div>
        <div><dt>Size</dt><dd>${size(value.bytes)}</dd></div>
        <div><dt>Sequences</dt><dd>${value.messages > 0 ? `${count(value.firstSequence)} to ${count(value.lastSequence)}` : "none"}</dd></div>
        <div><dt>Subscriptions</dt><dd>${count(value.subscriptions)}</dd></div>
      </dl>`}
    <//>
    <p class="buttons">
      <a class="button" href=${link(["channels", channel, "messages"])}>Messages</a>
      <a class="button" data-key="t" href=${link(["channels", channel, "messages"], { tail: "1" })}>Live tail</a>
      <a class="button" href=${link(["channels", channel, "settings"])}>Settings</a>
    </p>
    <${Actions}>
      <${PublishButton} session=${session} channel=${channel} />
      <${ChangeButton} session=${session} role="operator" done=${facts.ask} change=${{
        title: `Pause ${channel}`, button: "Pause all deliveries", method: "POST", where: `${where}/pause`,
        body: {}, command: `bin/stanchion admin pause ${name}`,
      }}>Pause all<//>
      <${ChangeButton} session=${session} role="operator" done=${facts.ask} change=${{
        title: `Resume ${channel}`, button: "Resume deliveries", method: "POST", where: `${where}/resume`,
        command: `bin/stanchion admin resume ${name}`,
      }}>Resume all<//>
      <${Removals} channel=${channel} session=${session} purged=${facts.ask} deleted=${() => go(["channels"])} />
    <//>
    <section aria-labelledby="positions-title">
      <h2 id="positions-title">Positions</h2>
      <${Awaited} topic=${positions} rows=${3} />
      ${positions?.items?.length > 0 && html`<${Table}
        caption="Positions"
        columns=${shown}
        rows=${positions.items}
        keyOf=${(row) => `${row.kind} ${row.name}`}
        open=${(row) => go(placeOf(channel, row))}
      />`}
      ${positions?.items?.length === 0 && html`<${Empty} title="Messages are kept, and nobody listens">
        <${Command} text=${`bin/stanchion listen ${name} --queue orders --durable orders --from first`} />
      <//>`}
    </section>
    <${Why} query=${{ channel }} />
    <${Answered} answer=${facts} rows=${1}>${(value) => html`<${Publishers} publishers=${value.publishers ?? []} now=${value.asOf} />`}<//>
    <${CopyAs} where=${where} session=${session} command=${`bin/stanchion admin describe ${name}`} />`;
}
