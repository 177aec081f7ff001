// A change: the server's own plan first, and what runs is that plan or nothing.
import { useEffect, useRef, useState } from "../vendor/preact.mjs";
import { ask, Problem } from "../app/server.js";
import { tell } from "../app/toasts.js";
import { count, size } from "../app/format.js";
import { Command, Failure, html, Skeleton } from "./html.js";
import { RoleButton } from "./rolebutton.js";

/** A native dialog that gives the focus back when it closes, and closes the sheet that it was opened from. */
export function Dialog({ title, close, children }) {
  const element = useRef();
  useEffect(() => {
    const opener = document.activeElement;
    element.current.showModal();
    return () => {
      if (opener?.isConnected) {
        opener.focus();
        opener.closest(":popover-open")?.hidePopover();
      }
    };
  }, []);
  return html`<dialog ref=${element} aria-label=${title} onClose=${close}>
    <h2>${title}</h2>
    ${children}
  </dialog>`;
}

const EFFECTS = [
  ["redelivered", "delivered again"],
  ["skipped", "skipped"],
  ["forgottenInFlight", "in flight forgotten"],
  ["messagesRemoved", "messages removed"],
  ["bytesRemoved", "removed", size],
  ["positionsRemoved", "positions removed"],
];

/** The numbers of several plans together. */
export function summed(plans) {
  const sum = Object.fromEntries(
    EFFECTS.map(([name]) => [name, plans.reduce((all, plan) => all + (plan.effects?.[name] ?? 0), 0)]),
  );
  const clientsAffected = [...new Set(plans.flatMap((plan) => plan.effects?.clientsAffected ?? []))];
  return { ...sum, clientsAffected };
}

function Effects({ plans, effects }) {
  const shown = EFFECTS.filter(([name]) => effects[name] > 0);
  const clients = effects.clientsAffected;
  return html`${plans.map((plan) => html`<p class="lead">${plan.summary}</p>`)}
    ${shown.length > 0 &&
    html`<ul class="effects">
      ${shown.map(([name, text, as = count]) => html`<li><strong>${as(effects[name])}</strong> ${text}</li>`)}
    </ul>`}
    ${plans.flatMap((plan) => plan.changes ?? []).map((change) => html`<p><code>${change}</code></p>`)}
    ${clients.length > 0 && html`<p>Clients affected: ${clients.slice(0, 10).join(", ")}${clients.length > 10 && ` and ${clients.length - 10} more`}</p>`}
    ${plans.flatMap((plan) => plan.warnings ?? []).map((warning) => html`<p class="notice warn">${warning.text}</p>`)}
    ${plans.filter((plan) => plan.refusal).map((plan) => html`<p class="notice bad">${plan.refusal}</p>`)}`;
}

function asDryRun(where) {
  return `${where}${where.includes("?") ? "&" : "?"}dry_run=true`;
}

/** What was done, for a note: a job says by itself how far it is. */
function note(results) {
  const done = results.filter((result) => result.summary);
  if (done.length > 0) {
    const { undo, requestId } = done.at(-1);
    tell(done.map((result) => result.summary).join(" "), { undo: results.length === 1 ? undo : undefined, requestId });
  }
}

/**
 * Asks for the plan of a change, shows it, and runs it.
 *
 * change: {title, button, method, where, body, confirm, command}; confirm is a text that must be
 * typed if bytes are lost. A change that consists of several has steps of {where, body} instead; its
 * plans are shown together, and run one after the other. done gets the last result, and all. The
 * dialog stays with the change that it was opened for: what offers it may offer another meanwhile.
 */
export function Change({ change: offered, close, done }) {
  const [change] = useState(offered);
  const [plans, setPlans] = useState();
  const [problem, setProblem] = useState();
  const [moved, setMoved] = useState(false);
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const results = useRef([]);
  const { method } = change;
  const steps = change.steps ?? [change];
  useEffect(() => {
    Promise.all(steps.map(({ where, body }) => ask(asDryRun(where), { method, body }))).then(setPlans, setProblem);
  }, []);
  const leave = () => {
    close();
    if (results.current.length > 0) {
      done?.(results.current.at(-1), results.current);
    }
  };
  const run = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      for (let at = results.current.length; at < steps.length; at++) {
        results.current.push(await ask(steps[at].where, { method, body: steps[at].body, state: plans[at].state }));
      }
      leave();
      note(results.current);
    } catch (failure) {
      setBusy(false);
      const at = results.current.length;
      if (failure.status === 412 && failure.plan) {
        setPlans(plans.map((plan, i) => (i === at ? failure.plan : plan)));
        setMoved(true);
      } else {
        setProblem(failure instanceof Problem ? failure : new Problem({ title: String(failure) }));
      }
    }
  };
  const open = plans?.slice(results.current.length) ?? [];
  const effects = summed(open);
  const losesBytes = effects.messagesRemoved > 0;
  const isTyped = !losesBytes || !change.confirm || typed === change.confirm;
  const mayRun = plans && !open.some((plan) => plan.refusal);
  return html`<${Dialog} title=${change.title} close=${leave}>
    ${problem && html`<${Failure} problem=${problem} />`}
    ${!plans && !problem && html`<${Skeleton} rows=${2} />`}
    ${results.current.length > 0 && html`<p class="notice">${count(results.current.length)} of ${count(steps.length)} are done.</p>`}
    ${moved && html`<p class="notice warn">The state has changed meanwhile. This is the plan of now.</p>`}
    ${plans && html`<${Effects} plans=${open} effects=${effects} />`}
    ${plans && losesBytes && change.confirm && html`<label>
      To confirm, type <strong>${change.confirm}</strong>
      <input value=${typed} onInput=${(event) => setTyped(event.target.value)} autocomplete="off" />
    </label>`}
    ${change.command && html`<${Command} text=${change.command} />`}
    <div class="buttons">
      <button type="button" autofocus onClick=${leave}>Cancel</button>
      ${mayRun && html`<button
        type="button"
        class=${losesBytes ? "danger" : "primary"}
        disabled=${isBusy || !isTyped}
        onClick=${run}
      >${effects.redelivered > 0 && change.again ? change.again(effects.redelivered) : change.button}</button>`}
    </div>
  <//>`;
}

/** A button for a change. */
export function ChangeButton({ session, role, change, done, danger, children }) {
  const [isOpen, setOpen] = useState(false);
  return html`<${RoleButton}
      session=${session}
      role=${role}
      name=${danger ? "danger quiet" : ""}
      onClick=${() => setOpen(true)}
    >${children}<//>
    ${isOpen && html`<${Change} change=${change} close=${() => setOpen(false)} done=${done} />`}`;
}
