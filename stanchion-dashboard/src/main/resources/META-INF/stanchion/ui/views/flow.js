// Is anything wrong, and where do messages go?
import { useEffect, useState } from "../vendor/hooks.mjs";
import { useLook, useTopic } from "../app/live.js";
import { useAnswer } from "../app/server.js";
import { count, duration, rate, size } from "../app/format.js";
import { Awaited, Command, Empty, html, Skeleton } from "../parts/html.js";
import { CopyAs } from "../parts/copyas.js";
import { FlowMap } from "../parts/flowmap.js";
import { Sentence } from "../parts/sentence.js";
import { Spark } from "../parts/spark.js";

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

export function View({ server, session }) {
  useLook(["flow"]);
  const overview = useTopic("overview")?.value;
  const flow = useTopic("flow");
  const at = `-u nats://${location.hostname}:4222 -c ${server?.clusterId}`;
  const isEmpty = flow?.items?.length === 0;
  return html`<h1 tabindex="-1">Flow</h1>
    ${overview ? html`<${Totals} overview=${overview} />` : html`<${Skeleton} rows=${1} />`}
    ${overview?.standstills?.length > 0 && html`<section aria-labelledby="still-title">
      <h2 id="still-title">What stands still</h2>
      ${overview.standstills.map((finding) => html`<${Sentence} key=${finding.id} finding=${finding} />`)}
    </section>`}
    ${flow?.unavailable && html`<${Awaited} topic=${flow} />`}
    ${flow?.items?.length > 0 && html`<section aria-labelledby="flow-title">
      <h2 id="flow-title">Where messages go</h2>
      <p class="narrow"><a href="#/channels">All ${count(flow.total)} channels</a></p>
      <${FlowMap} channels=${flow.items} total=${flow.total} />
    </section>`}
    ${isEmpty && html`<${Empty} title="Nothing was published yet">
      <p>Listen in one terminal, and publish in another:</p>
      <${Command} text=${`bin/stanchion listen tickets:created ${at}`} />
      <${Command} text=${`bin/stanchion publish tickets:created '{"id":"t1"}' ${at}`} />
    <//>`}
    <${CopyAs} where="flow" session=${session} />`;
}
