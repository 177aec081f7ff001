// What every view is made of: elements, states of loading and failure, and small signs.
import { h, useEffect, useState } from "../vendor/preact.mjs";
import htm from "../vendor/htm.module.js";
import { clock } from "../app/format.js";
import { link } from "../app/router.js";
import { curl } from "../app/server.js";

export const html = htm.bind(h);

/** A name that breaks behind its separators, and not in the middle of a word. */
export function Name({ children: text }) {
  return html`<span class="name">${parts(String(text)).flatMap((part, i) => (i > 0 ? [h("wbr"), part] : [part]))}</span>`;
}

/** The parts of a name between which it may break. */
export function parts(name) {
  return name.split(/(?<=[:./_@-])(?=[^:./_@-])/);
}

let sheet;

/** Fetches the style sheet of all that the first view does not show, once. */
export function styled() {
  sheet ??= new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL("../views.css", import.meta.url).href;
    link.onload = resolve;
    link.onerror = () => {
      sheet = undefined; // it is fetched again with the next view
      reject(new Error("the style sheet has not come"));
    };
    document.head.append(link);
  });
  return sheet;
}

/**
 * A part whose module is fetched when it is first shown. If it cannot be fetched, its close is called.
 *
 * load: returns a promise of the component
 */
export function later(load) {
  return function Later(props) {
    const [Part, setPart] = useState();
    useEffect(() => {
      Promise.all([load(), styled()]).then(([part]) => setPart(() => part), props.close);
    }, []);
    return Part && html`<${Part} ...${props} />`;
  };
}

/** Turns true a moment after it is first shown, so that fast answers show no skeleton. */
function useSoon(milliseconds) {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), milliseconds);
    return () => clearTimeout(timer);
  }, []);
  return isDue;
}

/** The shape of what is being loaded. */
export function Skeleton({ rows = 5 }) {
  if (!useSoon(150)) {
    return null;
  }
  return html`<div class="skeleton" role="status" aria-label="Loading">
    ${Array.from({ length: rows }, () => html`<div></div>`)}
  </div>`;
}

/** Channels whose names are like the one that was asked for. */
export function Near({ names }) {
  return html`<p class="buttons">${names.map((name) => html`<a href=${link(["channels", name])}>Open ${name}</a>`)}</p>`;
}

/** What failed, why, and what helps. */
export function Failure({ problem, retry }) {
  return html`<div class="notice bad" role="alert">
    <p><strong>${problem.title}</strong>${problem.detail && html`: ${problem.detail}`}</p>
    ${problem.remedy && html`<p>${problem.remedy}</p>`}
    ${problem.near?.length > 0 && html`<${Near} names=${problem.near} />`}
    ${retry && html`<button type="button" onClick=${retry}>Try again</button>`}
  </div>`;
}

/** Shows an answer in whatever state it is; old data stays while a new question fails. */
export function Answered({ answer, rows, children }) {
  return html`${answer.problem && html`<${Failure} problem=${answer.problem} retry=${answer.ask} />`}
  ${answer.problem && answer.value?.asOf && html`<p class="minor">As of ${clock(answer.value.asOf)}:</p>`}
  ${answer.value ? children(answer.value) : !answer.problem && html`<${Skeleton} rows=${rows} />`}`;
}

/** Shows that a live topic has not come yet, or why the server cannot show it; otherwise nothing. */
export function Awaited({ topic, rows }) {
  if (topic?.unavailable) {
    return html`<${Failure} problem=${{ title: "Not available", detail: topic.unavailable }} />`;
  }
  return topic ? "" : html`<${Skeleton} rows=${rows} />`;
}

/** A state: an icon and a word in a colour, never the colour alone. */
export function State({ kind, children }) {
  const icons = { good: "●", bad: "▲", warn: "◆", off: "○" };
  return html`<span class=${`state ${kind}`}
    ><span aria-hidden="true">${icons[kind]}</span> ${children}</span
  >`;
}

/** Nothing to show, and how that changes. */
export function Empty({ title, children }) {
  return html`<div class="empty"><p class="lead">${title}</p>${children}</div>`;
}

/** A command with a button that copies it. */
export function Command({ text }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  // Without HTTPS a browser gives a page no clipboard.
  const canCopy = Boolean(navigator.clipboard);
  return html`<div class="command">
    <code>${text}</code>
    ${canCopy &&
    html`<button type="button" class="quiet" onClick=${copy}>${isCopied ? "Copied" : "Copy"}</button>`}
  </div>`;
}

/** Shows the request of a view as curl, and as a command if there is one. */
export function CopyAs({ where, session, command }) {
  return html`<details class="copyas">
    <summary>Copy as a command</summary>
    ${command && html`<${Command} text=${command} />`}
    <${Command} text=${curl(where, session)} />
  </details>`;
}

/** The states of positions in the API, as people read them. */
export const WORDS = {
  paused: ["warn", "paused"],
  offline: ["off", "offline"],
  stalled: ["bad", "stalled"],
  absent: ["bad", "does not answer"],
  behind: ["warn", "behind"],
  "up-to-date": ["good", "up to date"],
};

/** The state of a position with its members, as the lists of the API say it in a word. */
export function stateOf(row) {
  const members = row.members ?? [];
  if (row.pause) {
    return "paused";
  }
  if (members.length === 0 || members.every((member) => member.isOffline)) {
    return "offline";
  }
  if (members.every((member) => member.isStalled)) {
    return "stalled";
  }
  if (members.some((member) => member.isAbsent || member.isFailing)) {
    return "absent";
  }
  return row.unsent > 0 ? "behind" : "up-to-date";
}

export function StateWord({ state }) {
  const [kind, word] = WORDS[state] ?? ["off", state];
  return html`<${State} kind=${kind}>${word}<//>`;
}

/** What a position does now, in a word. */
export function StateOf({ row }) {
  return html`<${StateWord} state=${stateOf(row)} />`;
}

/** How much a finding matters, as people read it. */
export const SEVERITIES = { error: ["bad", "error"], warning: ["warn", "warning"], note: ["off", "note"] };

/** A finding: what is wrong, since when, and what helps. */
export function Sentence({ finding, children }) {
  const [kind, word] = SEVERITIES[finding.severity];
  return html`<article class=${`finding ${kind}`}>
    <p><${State} kind=${kind}>${word}<//> ${finding.sentence}</p>
    <p class="minor">${finding.remedy}</p>
    <p class="buttons">
      <span class="minor">${finding.kind} · since ${clock(finding.since)}</span>
      ${finding.channels?.map((name) => html`<a href=${link(["channels", name])}>Open <${Name}>${name}<//></a>`)} ${children}
    </p>
  </article>`;
}
