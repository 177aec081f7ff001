// Is anything wrong, and where do messages go?
import { useEffect, useState } from "../vendor/hooks.mjs";
import { useAnswer, useLook, useTopic } from "../app/server.js";
import { link } from "../app/router.js";
import { count, duration, rate, size } from "../app/format.js";
import { Command, Empty, html, Skeleton, State } from "../parts/html.js";
import { Spark } from "../parts/spark.js";

const MOST_CHANNELS = 30;

/** The rates of the last hour, asked once; live ones are added at the end. */
function useHour(overview) {
  const past = useAnswer("overview").value?.hour ?? [];
  const [recent, setRecent] = useState([]);
  useEffect(() => {
    if (overview?.rates) {
      setRecent((before) => [...before, { rates: overview.rates, ...overview.totals }].slice(-120));
    }
  }, [overview]);
  return [...past, ...recent];
}

function Totals({ overview }) {
  const hour = useHour(overview);
  const { totals, rates } = overview;
  const cards = [
    ["In", rates && rate(rates.inMessages), (point) => point.rates.inMessages],
    ["Out", rates && rate(rates.outMessages), (point) => point.rates.outMessages],
    ["Data in", rates && `${size(rates.inBytes)}/s`, (point) => point.rates.inBytes],
    ["Clients", count(totals.clients), (point) => point.clients],
    ["Stored", size(totals.bytes), (point) => point.bytes],
    ["Commit, 99 %", rates && duration(rates.commitP99Seconds), (point) => point.rates.commitP99Seconds],
  ];
  return html`<dl class="totals">
    ${cards.map(([name, value, of]) => html`<div>
      <dt>${name}</dt>
      <dd>${value ?? "–"}<${Spark} values=${hour.map(of)} label=${`${name}, last hour`} /></dd>
    </div>`)}
  </dl>`;
}

/** How long a channel may be behind before the picture shows it in red, in seconds. */
const LATE = 5;

/** A sentence of the server with what helps. */
export function Sentence({ finding, children }) {
  return html`<article class="finding">
    <p><${State} kind="bad">${finding.kind}<//> ${finding.sentence}</p>
    <p class="minor">${finding.remedy}</p>
    <p class="buttons">
      ${finding.channels?.map((name) => html`<a href=${link(["channels", name])}>Open ${name}</a>`)} ${children}
    </p>
  </article>`;
}

/** How wide an edge is: by the logarithm of its rate. */
function width(perSecond) {
  return Math.min(5, 1 + Math.floor(Math.log10(1 + (perSecond ?? 0))));
}

function isLate(channel) {
  return channel.lagMessages > 0 && channel.lagSeconds > LATE;
}

function Lanes({ channels, total }) {
  const most = channels.slice(0, MOST_CHANNELS);
  return html`<section aria-labelledby="flow-title">
    <h2 id="flow-title">Channels</h2>
    <ol class="lanes">
      ${most.map((channel) => html`<li key=${channel.name}>
        <span class=${`edge w${width(channel.inPerSecond)} ${channel.inPerSecond > 0 ? "flows" : ""}`} aria-hidden="true"></span>
        <span class="rate">${rate(channel.inPerSecond)}</span>
        <a href=${link(["channels", channel.name])}>${channel.name}</a>
        <span class="minor">${count(channel.messages)} messages</span>
        <span class=${`edge w${width(channel.inPerSecond)} ${isLate(channel) ? "waits" : channel.positions > 0 ? "flows" : "none"}`} aria-hidden="true"></span>
        ${channel.positions === 0
          ? html`<${State} kind="off">nobody listens<//>`
          : isLate(channel)
            ? html`<${State} kind="bad">${count(channel.lagMessages)} wait, ${duration(channel.lagSeconds)}<//>`
            : html`<${State} kind="good">up to date<//>`}
      </li>`)}
    </ol>
    ${total > most.length && html`<p><a href="#/channels">and ${count(total - most.length)} more</a></p>`}
  </section>`;
}

export function Flow({ server }) {
  useLook(["channels"], { sort: "-lagMessages", limit: MOST_CHANNELS });
  const overview = useTopic("overview")?.value;
  const channels = useTopic("channels");
  const port = server?.name && location.hostname;
  return html`<h1 tabindex="-1">Flow</h1>
    ${overview ? html`<${Totals} overview=${overview} />` : html`<${Skeleton} rows=${1} />`}
    ${overview?.standstills?.length > 0 && html`<section aria-labelledby="still-title">
      <h2 id="still-title">What stands still</h2>
      ${overview.standstills.map((finding) => html`<${Sentence} finding=${finding} />`)}
    </section>`}
    ${channels?.items.length > 0 && html`<${Lanes} channels=${channels.items} total=${channels.total} />`}
    ${channels?.items.length === 0 && html`<${Empty} title="Nothing was published yet">
      <p>Listen in one terminal, and publish in another:</p>
      <${Command} text=${`bin/stanchion listen tickets:created -u nats://${port}:4222 -c ${server?.clusterId}`} />
      <${Command} text=${`bin/stanchion publish tickets:created '{"id":"t1"}' -u nats://${port}:4222 -c ${server?.clusterId}`} />
    <//>`}`;
}
