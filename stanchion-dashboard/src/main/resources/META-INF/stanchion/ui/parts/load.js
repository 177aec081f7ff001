// How busy the event loops are, and how full the disk is.
import { useAnswer } from "../app/server.js";
import { duration, size } from "../app/format.js";
import { useAgain, useBefore } from "./again.js";
import { Answered, html, State } from "./html.js";

/** The share of a core that each loop has needed between two answers, in percent. */
export function shares(before, now) {
  const seconds = before ? (Date.parse(now.asOf) - Date.parse(before.asOf)) / 1000 : 0;
  return now.loops.map(({ name, processorSeconds }) => {
    const earlier = before?.loops.find((loop) => loop.name === name);
    const share = earlier && seconds > 0 ? (100 * (processorSeconds - earlier.processorSeconds)) / seconds : undefined;
    return { name, share: share === undefined ? undefined : Math.max(0, Math.min(100, Math.round(share))) };
  });
}

const DAY = 24 * 3600;

/** Nobody plans further ahead. */
const YEARS = 1000 * DAY;

/**
 * How much the stored bytes have grown between the first and the last look of an hour, in bytes of a
 * day. Undefined if less than a minute was seen.
 *
 * hour: of the overview
 */
export function growth(hour = []) {
  const [first, last] = [hour[0], hour.at(-1)];
  const seconds = first ? (Date.parse(last.time) - Date.parse(first.time)) / 1000 : 0;
  return seconds < 60 ? undefined : { perDay: ((last.bytes - first.bytes) * DAY) / seconds, seconds };
}

/** How fast messages fill the disk, as far as somebody has looked. */
function Growth({ disk }) {
  const overview = useAnswer("overview");
  const { perDay, seconds } = growth(overview.value?.hour) ?? {};
  useAgain(overview.ask, perDay === undefined);
  if (perDay === undefined) {
    return html`<div><dt>Growth</dt><dd class="minor">known after a minute</dd></div>`;
  }
  const room = (Math.max(0, disk.freeBytes - disk.reserveBytes) / perDay) * DAY;
  return html`<div><dt>Growth</dt><dd>
    ${perDay > 0 ? `${size(perDay)} a day` : "none"} <span class="minor">as in the last ${duration(seconds)}${perDay > 0 ? `; room for ${room > YEARS ? "years" : duration(room)}` : ""}</span>
  </dd></div>`;
}

function Disk({ disk }) {
  const isLow = disk.freeBytes < disk.reserveBytes;
  return html`<div><dt>Disk</dt><dd>
    <meter min="0" max=${disk.totalBytes} high=${disk.totalBytes - disk.reserveBytes} value=${disk.totalBytes - disk.freeBytes} aria-label="Disk in use"></meter>
    ${size(disk.freeBytes)} of ${size(disk.totalBytes)} free
    ${isLow && html` <${State} kind="bad">below the reserve of ${size(disk.reserveBytes)}: messages are refused<//>`}
  </dd></div>`;
}

function Loop({ name, share }) {
  return html`<div><dt>${name}</dt><dd><meter min="0" max="100" high="90" value=${share ?? 0} aria-label=${`Load of ${name}`}></meter> ${share === undefined ? "…" : `${share} % of a core`}</dd></div>`;
}

export function Load() {
  const answer = useAnswer("server/load");
  useAgain(answer.ask);
  const before = useBefore(answer.value);
  return html`<${Answered} answer=${answer} rows=${1}>
    ${(value) => html`<dl class="facts">
      ${shares(before, value).map((loop) => html`<${Loop} key=${loop.name} ...${loop} />`)}
      ${value.disk ? html`<${Disk} disk=${value.disk} /><${Growth} disk=${value.disk} />` : html`<div><dt>Disk</dt><dd>not used by this store</dd></div>`}
    </dl>`}
  <//>`;
}
