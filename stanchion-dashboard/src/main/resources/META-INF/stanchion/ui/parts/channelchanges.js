// What an administrator does to a channel as a whole, at its page and in the list of channels.
import { useState } from "../vendor/preact.mjs";
import { path } from "../app/server.js";
import { link } from "../app/router.js";
import { shell } from "../app/format.js";
import { html } from "./html.js";
import { ChangeButton, Dialog } from "./plan.js";
import { PublishButton } from "./publish.js";

/** The buttons that remove; purged and deleted are called when that is done. */
export function Removals({ channel, session, purged, deleted }) {
  const where = path("channels", channel);
  const name = shell(channel);
  return html`<${ChangeButton} session=${session} role="admin" danger done=${purged} change=${{
      title: `Purge ${channel}`, button: "Purge messages", method: "POST", where: `${where}/purge`,
      body: { all: true }, confirm: channel, command: `bin/stanchion admin purge ${name} --all`,
    }}>Purge messages<//>
    <${ChangeButton} session=${session} role="admin" danger done=${deleted} change=${{
      title: `Delete ${channel}`, button: "Delete channel", method: "DELETE", where,
      confirm: channel, command: `bin/stanchion admin delete-channel ${name}`,
    }}>Delete channel<//>`;
}

/** The actions of a row of the list, behind one button. */
export function RowActions({ channel, session }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return html`<button type="button" class="quiet" aria-label=${`Actions for ${channel}`} onClick=${() => setOpen(true)}>⋯</button>
    ${isOpen && html`<${Dialog} title=${channel} close=${close}>
      <p class="buttons">
        <a class="button" href=${link(["channels", channel])}>Open</a>
        <a class="button" href=${link(["channels", channel, "messages"])}>Messages</a>
        <${PublishButton} session=${session} channel=${channel} />
        <${Removals} channel=${channel} session=${session} purged=${close} deleted=${close} />
      </p>
      <div class="buttons"><button type="button" autofocus onClick=${close}>Close</button></div>
    <//>`}`;
}
