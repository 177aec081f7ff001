// A line chart over time. Its library comes when the first chart is shown.
import { useEffect, useRef, useState } from "../vendor/preact.mjs";
import { clock } from "../app/format.js";
import { html } from "./html.js";

const HEIGHT = 190;

/** The steps between the labels of an axis: whole seconds, and whole messages. */
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];
const WHOLE = Array.from({ length: 12 }, (unused, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

let library;

/** Loads uPlot with its style sheet, once. */
function plotter() {
  library ??= new Promise((resolve, reject) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL("../vendor/uplot.css", import.meta.url).href;
    sheet.onload = () => import("../vendor/uplot.mjs").then((module) => resolve(module.default), reject);
    sheet.onerror = reject;
    document.head.append(sheet);
  });
  return library;
}

/** A colour of the theme as it is now: a canvas knows no custom properties. */
function colour(element, name) {
  const probe = document.createElement("span");
  probe.className = `ink-${name}`;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function options(element, series, format) {
  const [line, ink] = [colour(element, "line"), colour(element, "minor")];
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: "12px system-ui" };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [10, 28, 0, 0], // the last label of a time is centred below the edge
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    axes: [
      { ...axis, size: 26, space: 70, incrs: SECONDS, values: (plot, values) => values.map((time) => clock(time * 1000)) },
      { ...axis, size: 64, incrs: WHOLE, values: (plot, values) => values.map(format) },
    ],
    series: [
      {},
      ...series.map(({ ink: name, isDashed }) => ({
        stroke: colour(element, name),
        width: 2,
        dash: isDashed ? [6, 4] : undefined,
        points: { show: false },
      })),
    ],
  };
}

/**
 * A chart with its numbers behind it.
 *
 * times: epoch seconds; series: [{name, ink, values, isDashed}]; format: of a value
 */
export function Chart({ title, times, series, format }) {
  const box = useRef();
  const plot = useRef();
  const [problem, setProblem] = useState(false);
  const data = [times, ...series.map((each) => each.values)];
  useEffect(() => {
    let isGone = false;
    const draw = (UPlot) => {
      if (isGone || !box.current) {
        return; // the view has been left
      }
      plot.current?.destroy();
      plot.current = new UPlot(options(box.current, series, format), data, box.current);
    };
    const redraw = () => plotter().then(draw, () => setProblem(true));
    redraw();
    const resized = new ResizeObserver(() => box.current && plot.current?.setSize({ width: box.current.clientWidth, height: HEIGHT }));
    if (box.current) {
      resized.observe(box.current);
    }
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      isGone = true;
      resized.disconnect();
      themed.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, []);
  useEffect(() => plot.current?.setData(data), [times.length, times.at(-1)]);
  return html`<figure class="chart">
    <figcaption>
      ${title}
      <span class="legend">${series.map((each) => html`<span><i class=${`ink-${each.ink} ${each.isDashed ? "dashed" : ""}`} aria-hidden="true"></i>${each.name}</span>`)}</span>
    </figcaption>
    <div ref=${box} class="plot" role="img" aria-label=${`${title}; the table has the numbers`}></div>
    ${problem && html`<p class="minor">The chart could not be loaded. The table has the numbers.</p>`}
    <${Numbers} title=${title} times=${times} series=${series} format=${format} />
  </figure>`;
}

const MOST_ROWS = 60;

function Numbers({ title, times, series, format }) {
  const [isOpen, setOpen] = useState(false);
  const rows = times.map((time, i) => i).reverse().slice(0, MOST_ROWS);
  return html`<details onToggle=${(event) => setOpen(event.target.open)}>
    <summary>Show as table</summary>
    ${isOpen && html`<div class="scroll" tabindex="0" role="region" aria-label=${`Table: ${title}`}><table>
      <caption class="unseen">${title}</caption>
      <thead><tr><th scope="col">Time</th>${series.map((each) => html`<th scope="col" class="number">${each.name}</th>`)}</tr></thead>
      <tbody>${rows.map((i) => html`<tr key=${times[i]}><td data-title="Time">${clock(times[i] * 1000)}</td>${series.map((each) => html`<td class="number" data-title=${each.name}>${format(each.values[i])}</td>`)}</tr>`)}</tbody>
    </table></div>`}
  </details>`;
}
