// A small line of the last hour.
import { html } from "./html.js";

export function Spark({ values, label }) {
  if (values.length < 2) {
    return html`<span class="spark"></span>`; // the line has its place before there is one
  }
  const most = Math.max(...values, 1e-9);
  const points = values.map((value, i) => `${((i / (values.length - 1)) * 100).toFixed(1)},${(23 - (value / most) * 22).toFixed(1)}`);
  return html`<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label=${label}>
    <polygon points=${`0,24 ${points.join(" ")} 100,24`} />
    <polyline points=${points.join(" ")} />
  </svg>`;
}
