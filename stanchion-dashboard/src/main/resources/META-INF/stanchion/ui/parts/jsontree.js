// JSON as a tree that opens where one looks.
import { html } from "./html.js";

const MOST_CHILDREN = 200;

export function JsonTree({ value, name, depth = 0 }) {
  if (value === null || typeof value !== "object") {
    return html`<div class="leaf">${label(name)}<span class=${`json-${value === null ? "null" : typeof value}`}>${JSON.stringify(value)}</span></div>`;
  }
  const entries = Object.entries(value);
  const brackets = Array.isArray(value) ? `[ ${entries.length} ]` : `{ ${entries.length} }`;
  return html`<details class="tree" open=${depth < 3}>
    <summary>${label(name)}<span class="minor">${brackets}</span></summary>
    <div class="children">
      ${entries.slice(0, MOST_CHILDREN).map(([key, child]) => html`<${JsonTree} key=${key} name=${key} value=${child} depth=${depth + 1} />`)}
      ${entries.length > MOST_CHILDREN && html`<div class="minor">and ${entries.length - MOST_CHILDREN} more</div>`}
    </div>
  </details>`;
}

function label(name) {
  return name === undefined ? null : html`<span class="json-key">${name}</span>: `;
}
