// Tables of every view. Rows keep their places while somebody points at them.
import { h, useRef } from "../vendor/preact.mjs";
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

/** The class of the cells of a column. */
function classOf(column) {
  return [column.isNumber && "number", column.isTight && "tight", column.isWide && "wide", column.minor && "minor", column.isSpare && "spare", column.isTime && "time"].filter(Boolean).join(" ");
}

/**
 * Draws rows, and keeps what it has drawn: live data bring the rows that have changed, and the others
 * are the same objects as before.
 *
 * draw: makes the element of a row
 */
export class DrawnRows {
  #columns;
  #drawn = new Map();

  of(rows, columns, keyOf, draw) {
    const before = this.#columns === columns ? this.#drawn : new Map();
    this.#columns = columns;
    this.#drawn = new Map();
    return rows.map((row) => {
      const key = keyOf(row);
      const known = before.get(key);
      const element = known?.row === row ? known.element : draw(row, key);
      this.#drawn.set(key, { row, element });
      return element;
    });
  }
}

function Heading({ column, sort, onSort }) {
  const direction = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : undefined;
  if (!column.sort || !onSort) {
    return html`<th scope="col" class=${classOf(column)}>${column.title}</th>`;
  }
  const next = direction === "descending" ? column.sort : `-${column.sort}`;
  return html`<th scope="col" class=${classOf(column)} aria-sort=${direction}>
    <button type="button" class="sort" onClick=${() => onSort(next)}>
      ${column.title}${direction && html`<span aria-hidden="true">${direction === "ascending" ? "↑" : "↓"}</span>`}
    </button>
  </th>`;
}

/**
 * A table with a caption for screen readers. Columns: {title, of(row), isNumber, isTight, isWide,
 * sort, minor, isSpare, isTime}; a tight one is as wide as its content, a wide one takes the room that
 * is left, on one line, a spare one is there only if there is room, and one of times that go on keeps
 * its width. Rows that are the same as before are not drawn again while the columns are the same, too.
 */
export function Table({ caption, columns, rows, sort, onSort, keyOf, open }) {
  const body = useRef();
  const drawn = useRef();
  const opener = useRef();
  drawn.current ??= new DrawnRows();
  opener.current = open;
  const shown = useKept(body, rows, sort, keyOf);
  const classes = columns.map(classOf);
  const draw = (row, key) => html`<tr key=${key} class=${open ? "opens" : ""} tabindex="-1" onClick=${open && ((event) => {
    if (!event.target.closest("a,button")) opener.current(row);
  })}>${columns.map((column, i) => h("td", { class: classes[i], "data-title": column.title }, column.of(row)))}</tr>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${`Table: ${caption}`}>
    <table>
      <caption class="unseen">${caption}</caption>
      <thead><tr>${columns.map((column) => html`<${Heading} column=${column} sort=${sort} onSort=${onSort} />`)}</tr></thead>
      <tbody ref=${body}>${drawn.current.of(shown, columns, keyOf, draw)}</tbody>
    </table>
  </div>`;
}
