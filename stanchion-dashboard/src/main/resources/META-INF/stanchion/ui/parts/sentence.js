// A finding: what is wrong, since when, and what helps.
import { link } from "../app/router.js";
import { clock } from "../app/format.js";
import { html, State } from "./html.js";

/** A sentence of the server with what helps. */
export function Sentence({ finding, children }) {
  return html`<article class="finding">
    <p><${State} kind="bad">${finding.kind}<//> ${finding.sentence}</p>
    <p class="minor">${finding.remedy}</p>
    <p class="buttons">
      <span class="minor">since ${clock(finding.since)}</span>
      ${finding.channels?.map((name) => html`<a href=${link(["channels", name])}>Open ${name}</a>`)} ${children}
    </p>
  </article>`;
}
