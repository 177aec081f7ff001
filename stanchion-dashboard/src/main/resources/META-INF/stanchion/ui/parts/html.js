// What every view is made of: elements, states of loading and failure, and small signs.
import { h } from "../vendor/preact.mjs";
import { useEffect, useRef, useState } from "../vendor/hooks.mjs";
import htm from "../vendor/htm.module.js";

export const html = htm.bind(h);

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

/** What failed, why, and what helps. */
export function Failure({ problem, retry }) {
  return html`<div class="notice bad" role="alert">
    <p><strong>${problem.title}</strong>${problem.detail && html`: ${problem.detail}`}</p>
    ${problem.remedy && html`<p>${problem.remedy}</p>`}
    ${retry && html`<button type="button" onClick=${retry}>Try again</button>`}
  </div>`;
}

/** Shows an answer in whatever state it is; old data stays while a new question fails. */
export function Answered({ answer, rows, children }) {
  return html`${answer.problem && html`<${Failure} problem=${answer.problem} retry=${answer.ask} />`}
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

/**
 * Keeps rows in their places while somebody points at them or has the focus in them; new rows come
 * at the end.
 */
export function kept(rows, order, keyOf) {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  const known = order.filter((key) => byKey.has(key));
  const isKnown = new Set(known);
  return [...known.map((key) => byKey.get(key)), ...rows.filter((row) => !isKnown.has(keyOf(row)))];
}

function useKept(body, rows, sort, keyOf) {
  const order = useRef({ sort, keys: [] });
  const isHeld = order.current.sort === sort && body.current?.matches(":hover, :focus-within");
  const shown = isHeld ? kept(rows, order.current.keys, keyOf) : rows;
  order.current = { sort, keys: shown.map(keyOf) };
  return shown;
}

/**
 * A table with a caption for screen readers. Columns: {title, of(row), isNumber, isTight, sort,
 * minor}; a tight one is as wide as its content.
 */
export function Table({ caption, columns, rows, sort, onSort, keyOf, open }) {
  const body = useRef();
  const shown = useKept(body, rows, sort, keyOf);
  const head = (column) => {
    const direction = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : undefined;
    const name = [column.isNumber && "number", column.minor && "minor"].filter(Boolean).join(" ");
    if (!column.sort || !onSort) {
      return html`<th scope="col" class=${name}>${column.title}</th>`;
    }
    const next = direction === "descending" ? column.sort : `-${column.sort}`;
    return html`<th scope="col" class=${name} aria-sort=${direction}>
      <button type="button" class="sort" onClick=${() => onSort(next)}>
        ${column.title}<span aria-hidden="true">${direction === "ascending" ? " ↑" : direction ? " ↓" : ""}</span>
      </button>
    </th>`;
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${`Table: ${caption}`}>
    <table>
      <caption class="unseen">${caption}</caption>
      <thead><tr>${columns.map(head)}</tr></thead>
      <tbody ref=${body}>
        ${shown.map(
          (row) => html`<tr key=${keyOf(row)} class=${open ? "opens" : ""} tabindex="-1" onClick=${open && ((event) => {
            if (!event.target.closest("a,button")) open(row);
          })}>
            ${columns.map((column) => html`<td
              class=${[column.isNumber && "number", column.isTight && "tight", column.minor && "minor"].filter(Boolean).join(" ")}
              data-title=${column.title}
            >${column.of(row)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
