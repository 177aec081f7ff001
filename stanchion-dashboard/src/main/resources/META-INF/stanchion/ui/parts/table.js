// Tables of every view. Rows keep their places while somebody points at them.
import { useRef } from "../vendor/preact.mjs";
import { html } from "./html.js";

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
        ${column.title}${direction && html`<span aria-hidden="true">${direction === "ascending" ? "↑" : "↓"}</span>`}
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
