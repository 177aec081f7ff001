// What can be done to what a view shows. On a small screen it comes from below, when it is asked for.
import { html } from "./html.js";

/**
 * Buttons in a row, or behind one button on a small screen: the style sheet decides. A dialog that one
 * of them opens is in the sheet, so the sheet stays as long as the dialog.
 */
export function Actions({ children }) {
  return html`<button type="button" class="primary opens-sheet" popovertarget="actions">Actions</button>
    <div id="actions" class="sheet" popover="auto" role="group" aria-label="Actions">${children}</div>`;
}
