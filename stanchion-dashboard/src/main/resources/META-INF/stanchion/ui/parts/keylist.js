// What keys do, and the switch that turns them off.
import { useState } from "../vendor/preact.mjs";
import { areOn, PLACES, turn } from "../app/keys.js";
import { html } from "./html.js";

const OTHERS = [
  ["/", "find a channel"],
  ["j k", "next and previous row"],
  ["Enter", "open the row"],
  ["Esc", "close, or go up"],
  ["[ ]", "message before and after"],
  ["d", "compare the message with another"],
  ["w", "why messages wait here"],
  ["t", "live tail of the channel"],
  ["y", "copy the link of this view"],
  ["space", "pause and resume live data"],
  ["?", "show these keys"],
];

export function Keys({ close }) {
  const [isOn, setOn] = useState(areOn);
  const rows = [...PLACES.map((place) => [`g ${place.key}`, `go to ${place.name}`]), ...OTHERS];
  const turned = (event) => {
    turn(event.target.checked);
    setOn(event.target.checked);
  };
  return html`<aside class="keys" aria-label="Keys">
    <dl>${rows.map(([key, text]) => html`<div><dt>${key.split(" ").map((each) => html`<kbd>${each}</kbd> `)}</dt><dd>${text}</dd></div>`)}</dl>
    <p class="buttons">
      <label class="check"><input type="checkbox" checked=${isOn} onChange=${turned} /> Use keys</label>
      <button type="button" onClick=${close}>Close</button>
    </p>
  </aside>`;
}
