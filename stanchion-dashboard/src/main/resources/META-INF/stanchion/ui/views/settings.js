// What holds for a channel, and which rule says so.
import { useLook } from "../app/live.js";
import { path, useAnswer } from "../app/server.js";
import { link } from "../app/router.js";
import { Answered, CopyAs, html } from "../parts/html.js";
import { Settings } from "../parts/settings.js";

export function View({ route, session }) {
  useLook();
  const [, channel] = route.path;
  const where = `${path("channels", channel)}/settings`;
  const answer = useAnswer(where);
  return html`<p class="up"><a data-key="Escape" href=${link(["channels", channel])}>${channel}</a></p>
    <h1 tabindex="-1">Settings</h1>
    <${Answered} answer=${answer} rows=${6}>${(value) => html`<${Settings} value=${value} />`}<//>
    <p class="minor">The configuration file and the flags are the only places to change them; SIGHUP reads policies again.</p>
    <${CopyAs} where=${where} session=${session} command="bin/stanchion admin policies" />`;
}
