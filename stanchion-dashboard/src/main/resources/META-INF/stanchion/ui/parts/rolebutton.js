// A button that works only for a role, and says so to others. The server decides in any case.
import { mayAs } from "../app/server.js";
import { html } from "./html.js";

export function RoleButton({ session, role, name = "", type = "button", isBusy, onClick, children }) {
  const may = mayAs(session, role) && !session.readOnly;
  const why = session?.readOnly ? "The server is in read-only mode" : `Needs the role ${role}`;
  return html`<button
    type=${type}
    class=${name}
    disabled=${!may || isBusy}
    title=${may ? undefined : why}
    onClick=${onClick}
  >${children}</button>`;
}
