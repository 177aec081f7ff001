// Why messages do not arrive, in the sentences of the server, which come with the other live data.
import { useTopic } from "../app/live.js";
import { shell } from "../app/format.js";
import { Awaited, Command, html, State } from "./html.js";

/** The live topic with the reasons of a channel, or of one group, durable or client of it. */
export function whyTopic({ channel, group }) {
  return ["why", [channel, group].filter(Boolean).map(encodeURIComponent).join("/")].join(":");
}

/** Why messages wait, or that none does. */
export function Reasons({ reasons }) {
  return reasons.length > 0
    ? reasons.map((reason) => html`<article key=${reason.sentence} class=${reason.wrong ? "finding bad" : "finding"}>
        <p><${State} kind=${reason.wrong ? "bad" : "good"}>${reason.code}<//> ${reason.sentence}</p>
        ${reason.remedy && html`<p class="minor">${reason.remedy}</p>`}
      </article>`)
    : html`<p class="empty">Nothing keeps messages from it.</p>`;
}

/** Every reason why messages do not flow. A view that shows it looks at its topic. */
export function Why({ query }) {
  const topic = useTopic(whyTopic(query));
  return html`<section aria-labelledby="why-title">
    <h2 id="why-title" tabindex="-1" data-key="w" onClick=${(event) => event.currentTarget.focus()}>Why</h2>
    <${Awaited} topic=${topic} rows=${2} />
    ${topic?.value && html`<${Reasons} reasons=${topic.value.reasons} />`}
    <${Command} text=${`bin/stanchion why ${shell(query.channel)}${query.group ? ` ${shell(query.group)}` : ""}`} />
  </section>`;
}
