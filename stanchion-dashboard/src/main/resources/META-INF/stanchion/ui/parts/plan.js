// A change: the server's own plan first, and what runs is that plan or nothing.
import { useEffect, useRef, useState } from "../vendor/hooks.mjs";
import { ask, Problem } from "../app/server.js";
import { count, size } from "../app/format.js";
import { Command, Failure, html, Skeleton } from "./html.js";
import { RoleButton } from "./rolebutton.js";

/** A native dialog that gives the focus back when it closes. */
export function Dialog({ title, close, children }) {
  const element = useRef();
  useEffect(() => {
    const opener = document.activeElement;
    element.current.showModal();
    return () => opener?.isConnected && opener.focus();
  }, []);
  return html`<dialog ref=${element} aria-labelledby="dialog-title" onClose=${close}>
    <h2 id="dialog-title">${title}</h2>
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

function Effects({ plan }) {
  const shown = EFFECTS.filter(([name]) => plan.effects?.[name] > 0);
  const clients = plan.effects?.clientsAffected ?? [];
  return html`<p class="lead">${plan.summary}</p>
    ${shown.length > 0 &&
    html`<ul class="effects">
      ${shown.map(([name, text, as = count]) => html`<li><strong>${as(plan.effects[name])}</strong> ${text}</li>`)}
    </ul>`}
    ${clients.length > 0 && html`<p>Clients affected: ${clients.slice(0, 10).join(", ")}${clients.length > 10 && ` and ${clients.length - 10} more`}</p>`}
    ${(plan.warnings ?? []).map((warning) => html`<p class="notice warn">${warning.text}</p>`)}`;
}

function asDryRun(where) {
  return `${where}${where.includes("?") ? "&" : "?"}dry_run=true`;
}

/**
 * Asks for the plan of a change, shows it, and runs it.
 *
 * change: {title, button, method, where, body, confirm, command}; confirm is a text that must be
 * typed if bytes are lost.
 */
export function Change({ change, close, done }) {
  const [plan, setPlan] = useState();
  const [problem, setProblem] = useState();
  const [moved, setMoved] = useState(false);
  const [typed, setTyped] = useState("");
  const [isBusy, setBusy] = useState(false);
  const { method, body } = change;
  useEffect(() => {
    ask(asDryRun(change.where), { method, body }).then(setPlan, setProblem);
  }, []);
  const run = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const result = await ask(change.where, { method, body, state: plan.state });
      close();
      done?.(result);
    } catch (failure) {
      setBusy(false);
      if (failure.status === 412 && failure.plan) {
        setPlan(failure.plan);
        setMoved(true);
      } else {
        setProblem(failure instanceof Problem ? failure : new Problem({ title: String(failure) }));
      }
    }
  };
  const losesBytes = plan?.effects?.messagesRemoved > 0;
  const again = plan?.effects?.redelivered > 0;
  const isTyped = !losesBytes || !change.confirm || typed === change.confirm;
  return html`<${Dialog} title=${change.title} close=${close}>
    ${problem && html`<${Failure} problem=${problem} />`}
    ${!plan && !problem && html`<${Skeleton} rows=${2} />`}
    ${moved && html`<p class="notice warn">The state has changed meanwhile. This is the plan of now.</p>`}
    ${plan && html`<${Effects} plan=${plan} />`}
    ${plan?.refusal && html`<p class="notice bad">${plan.refusal}</p>`}
    ${plan && losesBytes && change.confirm && html`<label>
      To confirm, type <strong>${change.confirm}</strong>
      <input value=${typed} onInput=${(event) => setTyped(event.target.value)} autocomplete="off" />
    </label>`}
    ${change.command && html`<${Command} text=${change.command} />`}
    <div class="buttons">
      <button type="button" autofocus onClick=${close}>Cancel</button>
      ${plan && !plan.refusal && html`<button
        type="button"
        class=${losesBytes ? "danger" : "primary"}
        disabled=${isBusy || !isTyped}
        onClick=${run}
      >${again && change.again ? change.again(plan.effects.redelivered) : change.button}</button>`}
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
