import { html } from "../parts/html.js";
import { useLook } from "../app/live.js";

export function View() {
  useLook();
  return html`<h1 tabindex="-1">There is no such page</h1>
    <p><a href="#/">Go to the start</a></p>`;
}
