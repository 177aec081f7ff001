// Why messages do not arrive, in the sentences of the server.
import { useAnswer } from "../app/server.js";
import { shell } from "../app/format.js";
import { Answered, Command, html, State } from "./html.js";

/** Every reason why messages do not flow, as the server says it. */
export function Why({ query }) {
  const answer = useAnswer(`why?${new URLSearchParams(query)}`);
  return html`<section aria-labelledby="why-title">
    <h2 id="why-title" tabindex="-1" data-key="w" onClick=${(event) => event.currentTarget.focus()}>Why</h2>
    <${Answered} answer=${answer} rows=${2}>
      ${(value) => value.reasons.map((reason) => html`<article class="finding">
        <p><${State} kind=${reason.wrong ? "bad" : "good"}>${reason.code}<//> ${reason.sentence}</p>
        ${reason.remedy && html`<p class="minor">${reason.remedy}</p>`}
      </article>`)}
    <//>
    <button type="button" class="quiet" onClick=${answer.ask}>Ask again</button>
    <${Command} text=${`bin/stanchion why ${shell(query.channel)}${query.group ? ` ${shell(query.group)}` : ""}`} />
  </section>`;
}

