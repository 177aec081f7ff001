// What a person does about a link of the picture: read why messages wait there, pause it, or open it.
import { path, useAnswer } from "../app/server.js";
import { link, placeOf } from "../app/router.js";
import { shell } from "../app/format.js";
import { Answered, Command, html } from "./html.js";
import { ChangeButton, Dialog } from "./plan.js";
import { Reasons } from "./why.js";

/** The name of a position of the picture. */
export function nameOf(position) {
  return position.kind === "subscription" ? position.clientId : position.name;
}

/** The question why messages wait for a position. */
export function whyOf({ channel, kind, name, clientId, durableName }) {
  const who = { group: { group: name }, durable: { group: durableName } }[kind] ?? { client: clientId };
  return `why?${new URLSearchParams({ channel, ...who })}`;
}

function option({ kind, name, subscriptionId }) {
  return kind === "subscription" ? `--subscription ${subscriptionId}` : `--${kind} ${shell(name)}`;
}

/** position: of the topic "flow" */
export function Halt({ position, session, close }) {
  const answer = useAnswer(whyOf(position));
  const place = placeOf(position.channel, position);
  const name = nameOf(position);
  const verb = position.state === "paused" ? "Resume" : "Pause";
  return html`<${Dialog} title=${`${position.channel} to ${name}`} close=${close}>
    <${Answered} answer=${answer} rows=${2}>
      ${(value) => html`<${Reasons} reasons=${value.reasons} />`}
    <//>
    <${Command} text=${`bin/stanchion why ${shell(position.channel)}${position.kind === "group" ? ` ${shell(name)}` : ""}`} />
    <div class="buttons">
      <button type="button" autofocus onClick=${close}>Close</button>
      <a class="button" href=${link(place)}>Open</a>
      <${ChangeButton} session=${session} role="operator" done=${answer.ask} change=${{
        title: `${verb} ${name}`, button: verb, method: "POST", where: `${path(...place)}/${verb.toLowerCase()}`, body: {},
        command: `bin/stanchion admin ${verb.toLowerCase()} ${shell(position.channel)} ${option(position)}`,
      }}>${verb}<//>
    </div>
  <//>`;
}
