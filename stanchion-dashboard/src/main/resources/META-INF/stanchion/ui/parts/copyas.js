// What a view shows, for a shell.
import { address } from "../app/server.js";
import { shell } from "../app/format.js";
import { Command, html } from "./html.js";

/** The command that asks the API for the same, with the credentials that the session has. */
export function curl(where, session, { method = "GET", body } = {}) {
  const words = ["curl -s"];
  if (method !== "GET") {
    words.push(`-X ${method} -H 'Content-Type: application/json' -d ${shell(JSON.stringify(body ?? {}))}`);
  }
  if (session?.loggedIn) {
    const port = new URL(address("")).port || "8222";
    words.push(
      session.user && session.user !== "admin-token"
        ? `-u ${shell(session.user)}`
        : `-H "Authorization: Bearer $(cat ~/.local/state/stanchion/admin-token-${port})"`,
    );
  }
  return [...words, shell(address(where))].join(" ");
}

/** Shows the request of a view as curl, and as a command if there is one. */
export function CopyAs({ where, session, command }) {
  return html`<details class="copyas">
    <summary>Copy as a command</summary>
    ${command && html`<${Command} text=${command} />`}
    <${Command} text=${curl(where, session)} />
  </details>`;
}
