// What lists of many rows have: a filter, and the way to the next page.
import { useState } from "../vendor/preact.mjs";
import { ask } from "../app/server.js";
import { refine } from "../app/router.js";
import { count } from "../app/format.js";
import { Failure, html } from "./html.js";

/** Finds rows by a part of their name, and by what other fields say; the texts are in the address. */
export function Filter({ q, label, children }) {
  return html`<form class="filter" onSubmit=${(event) => {
    event.preventDefault();
    refine({ ...Object.fromEntries(new FormData(event.target)), after: "" });
  }}>
    <label>${label} <input name="q" type="search" placeholder="text, or eu.*" defaultValue=${q} key=${q} /></label>
    ${children}
    <button type="submit">Find</button>
  </form>`;
}

/** Switches a condition on and off; it is in the address as name=true. */
export function Switch({ name, query, children }) {
  const isOn = query[name] === "true";
  return html`<button type="button" aria-pressed=${String(isOn)} onClick=${() => refine({ [name]: isOn ? "" : "true", after: "" })}>${children}</button>`;
}

/**
 * Says how much of a list is shown, and goes to the next page.
 *
 * where: the list in the API, which knows where its next page begins
 */
export function More({ where, shown, total, isFirst }) {
  const [problem, setProblem] = useState();
  if (shown >= total && isFirst) {
    return null;
  }
  const next = () => ask(where).then((page) => refine({ after: page.next ?? "" }), setProblem);
  return html`<p class="buttons">
      <span class="minor">${count(shown)} of ${count(total)}; narrow the search, or go on</span>
      ${!isFirst && html`<button type="button" onClick=${() => refine({ after: "" })}>First page</button>`}
      <button type="button" onClick=${next}>Next page</button>
    </p>
    ${problem && html`<${Failure} problem=${problem} />`}`;
}
