// What one should know without asking.
import { useState } from "../vendor/preact.mjs";
import { useLook, useTopic } from "../app/live.js";
import { ask, path, useAnswer } from "../app/server.js";
import { tell } from "../app/toasts.js";
import { Answered, Awaited, Empty, Failure, html, Sentence } from "../parts/html.js";
import { RoleButton } from "../parts/rolebutton.js";

/** Hides a finding until it ends. */
function Dismiss({ finding, session }) {
  const [problem, setProblem] = useState();
  const where = path("findings", finding.id, "dismiss");
  const dismiss = async () => {
    try {
      await ask(where, { method: "POST" });
      tell("The finding is hidden until it ends.", { method: "POST", path: where, body: { dismissed: false } }, true);
    } catch (refusal) {
      setProblem(refusal);
    }
  };
  return html`<${RoleButton} session=${session} role="operator" name="quiet" onClick=${dismiss}>Dismiss<//>
    ${problem && html`<${Failure} problem=${problem} />`}`;
}

export function View({ session }) {
  useLook();
  const findings = useTopic("findings");
  const checks = useAnswer("findings");
  return html`<h1 tabindex="-1">Findings</h1>
    <${Awaited} topic=${findings} rows=${3} />
    ${findings?.items?.map((finding) => html`<${Sentence} key=${finding.id} finding=${finding}>
      <${Dismiss} finding=${finding} session=${session} />
    <//>`)}
    ${findings?.items?.length === 0 && html`<${Empty} title="No findings">
      <${Answered} answer=${checks} rows=${1}>${(value) => html`<p>${value.checks.length} checks ran.</p>`}<//>
    <//>`}
    <${Answered} answer=${checks} rows=${1}>
      ${(value) => html`<details><summary>What is checked</summary><ul class="checks">${value.checks.map((name) => html`<li>${name}</li>`)}</ul></details>`}
    <//>`;
}
