// What one should know without asking, the worst first.
import { useState } from "../vendor/preact.mjs";
import { useLook, useTopic } from "../app/live.js";
import { ask, path, useAnswer } from "../app/server.js";
import { refine } from "../app/router.js";
import { counted } from "../app/format.js";
import { tell } from "../app/toasts.js";
import { Answered, Awaited, CopyAs, Empty, Failure, html, Sentence, SEVERITIES } from "../parts/html.js";
import { useAgain } from "../parts/again.js";
import { More } from "../parts/list.js";
import { RoleButton } from "../parts/rolebutton.js";

/** As many as live data have. */
const ROWS = 25;

/** Hides a finding until it ends. */
function Dismiss({ finding, session, done }) {
  const [problem, setProblem] = useState();
  const where = path("findings", finding.id, "dismiss");
  const dismiss = async () => {
    try {
      const { requestId } = await ask(where, { method: "POST" });
      tell("The finding is hidden until it ends.", { undo: { method: "POST", path: where, body: { dismissed: false } }, isPlain: true, requestId });
      done();
    } catch (refusal) {
      setProblem(refusal);
    }
  };
  return html`<${RoleButton} session=${session} role="operator" name="quiet" onClick=${dismiss}>Dismiss<//>
    ${problem && html`<${Failure} problem=${problem} />`}`;
}

/** The severities that there are, with how many findings each has. */
export function present(bySeverity = {}) {
  return Object.entries(SEVERITIES).flatMap(([name, [, word]]) => (bySeverity[name] > 0 ? [{ name, text: counted(bySeverity[name], word) }] : []));
}

function Severities({ bySeverity, chosen }) {
  return html`<p class="buttons" role="group" aria-label="Severity">${present(bySeverity).map(({ name, text }) => html`<button
    type="button" key=${name} aria-pressed=${String(name === chosen)} onClick=${() => refine({ severity: name === chosen ? "" : name, after: "" })}>${text}</button>`)}</p>`;
}

export function View({ route, session }) {
  useLook();
  const { severity = "", after = "" } = route.query;
  const isNarrowed = severity !== "" || after !== "";
  const where = `findings?${new URLSearchParams({ limit: ROWS, ...(severity && { severity }), ...(after && { after }) })}`;
  const live = useTopic("findings");
  const asked = useAnswer(where);
  useAgain(asked.ask, isNarrowed);
  const findings = isNarrowed ? asked.value?.findings : live?.items;
  const total = isNarrowed ? asked.value?.total : live?.total;
  return html`<h1 tabindex="-1">Findings</h1>
    ${isNarrowed ? html`<${Answered} answer=${asked} rows=${3}>${() => ""}<//>` : html`<${Awaited} topic=${live} rows=${3} />`}
    <${Severities} bySeverity=${live?.bySeverity} chosen=${severity} />
    ${findings?.map((finding) => html`<${Sentence} key=${finding.id} finding=${finding}>
      <${Dismiss} finding=${finding} session=${session} done=${asked.ask} />
    <//>`)}
    ${findings?.length > 0 && html`<${More} where=${where} shown=${findings.length} total=${total} isFirst=${after === ""} />`}
    ${findings?.length === 0 && html`<${Empty} title=${isNarrowed ? "No more findings here" : "No findings"}>
      ${isNarrowed
        ? html`<button type="button" onClick=${() => refine({ severity: "", after: "" })}>Show all findings</button>`
        : asked.value && html`<p>${asked.value.checks.length} checks ran.</p>`}
    <//>`}
    ${asked.value && html`<details><summary>What is checked</summary><ul class="checks">${asked.value.checks.map((name) => html`<li>${name}</li>`)}</ul></details>`}
    <${CopyAs} where=${where} session=${session} command="bin/stanchion findings" />`;
}
