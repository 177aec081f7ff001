// Work of the server that goes on after its answer: how far it is, and how to end it.
import { useEffect, useState } from "../vendor/preact.mjs";
import { ask, path, useAnswer } from "../app/server.js";
import { count, counted } from "../app/format.js";
import { Failure, html, State } from "./html.js";
import { RoleButton } from "./rolebutton.js";

const EVERY_MS = 1000;

const KINDS = { running: "warn", cancelling: "warn", done: "good", cancelled: "off", stopped: "bad", failed: "bad" };

export function isOver(job) {
  return job !== undefined && job.state !== "running" && job.state !== "cancelling";
}

function Progress({ job }) {
  return html`<${State} kind=${KINDS[job.state]}>${job.state}<//> ${job.kind} of ${job.channel}: ${count(job.done)} of ${counted(job.total, "message")}${job.refused > 0 && html`, ${count(job.refused)} refused`}${job.parkedAgain > 0 && html`, ${count(job.parkedAgain)} parked again`}
    <progress max=${Math.max(1, job.total)} value=${job.done + job.refused} aria-label="Progress"></progress>
    ${job.sentence && html`<p class="minor">${job.sentence}</p>`}`;
}

/** One job, asked about until it is over. */
export function Job({ id, session, done }) {
  const answer = useAnswer(path("jobs", id));
  const [problem, setProblem] = useState();
  const job = answer.value;
  useEffect(() => {
    if (isOver(job)) {
      done?.();
      return undefined;
    }
    const timer = setInterval(answer.ask, EVERY_MS);
    return () => clearInterval(timer);
  }, [isOver(job)]);
  const cancel = () => ask(path("jobs", id), { method: "DELETE" }).then(answer.ask, setProblem);
  return html`<div class="notice" role="status">
    ${(problem ?? answer.problem) && html`<${Failure} problem=${problem ?? answer.problem} />`}
    ${job && html`<${Progress} job=${job} />`}
    ${job && !isOver(job) && html`<p class="buttons"><${RoleButton} session=${session} role="operator" onClick=${cancel}>End job<//></p>`}
  </div>`;
}

/** The jobs that the caller may see. */
export function Jobs({ session }) {
  const answer = useAnswer("jobs");
  const jobs = answer.value?.items ?? [];
  return html`${answer.problem && html`<${Failure} problem=${answer.problem} retry=${answer.ask} />`}
    ${jobs.map((job) => html`<${Job} key=${job.id} id=${job.id} session=${session} />`)}
    ${answer.value && jobs.length === 0 && html`<p class="empty">No job has run in the last hour.</p>`}`;
}
