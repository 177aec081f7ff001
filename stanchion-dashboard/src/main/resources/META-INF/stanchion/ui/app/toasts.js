// What was just changed, and the way back where there is one.
import { render, useEffect, useState } from "../vendor/preact.mjs";
import { html, later } from "../parts/html.js";
import { link } from "./router.js";
import { ask, returned } from "./server.js";

/** How long one stays if nobody points at it or has the focus in it, in milliseconds. */
const STAYS = 20_000;
const MOST = 3;

let toasts = [];
let number = 0;

/** Takes the oldest away when there are too many. */
export function added(before, toast) {
  return [...before, toast].slice(-MOST);
}

/**
 * Says what was done.
 *
 * undo: {method, path, body} of the API, as the result of a change has it; isPlain: whether the
 * request has no plan; requestId: what the audit knows the change by
 */
export function tell(text, { undo, isPlain = false, requestId } = {}) {
  put(added(toasts, { key: ++number, text, undo, isPlain, requestId }));
}

const Review = later(() => import("../parts/plan.js").then((module) => module.Change));

/** Shows the plan of a change that takes another one back and does more than that. */
function review(change) {
  const place = document.getElementById("review");
  render(html`<${Review} change=${change} close=${() => render(undefined, place)} done=${() => returned.happens()} />`, place);
}

function leave(toast) {
  put(toasts.filter((each) => each.key !== toast.key));
}

/** Whether a plan only takes back: nothing is sent again, skipped, forgotten or removed. */
export function isHarmless(plan) {
  return !Object.values(plan.effects ?? {}).some((value) => typeof value === "number" && value > 0);
}

async function takeBack({ undo, isPlain }) {
  const { method, path, body } = undo;
  const where = path.replace(/^\/api\/v1\//, "");
  const plan = isPlain ? {} : await ask(`${where}?dry_run=true`, { method, body });
  if (!isHarmless(plan)) {
    return { change: { method, where, body, title: "Undo", button: "Undo" } };
  }
  const { requestId } = await ask(where, { method, body, state: plan.state });
  returned.happens();
  return { requestId };
}

function Toast({ toast }) {
  const [isHeld, setHeld] = useState(false);
  const [problem, setProblem] = useState();
  useEffect(() => {
    if (isHeld) {
      return undefined;
    }
    const timer = setTimeout(() => leave(toast), STAYS);
    return () => clearTimeout(timer);
  }, [isHeld]);
  const undo = async () => {
    try {
      const { change, requestId } = await takeBack(toast);
      leave(toast);
      if (change) {
        review(change);
      } else {
        tell("Undone", { requestId });
      }
    } catch (refusal) {
      setProblem([refusal.title, refusal.detail].filter(Boolean).join(": "));
    }
  };
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return html`<div onMouseEnter=${hold} onMouseLeave=${release} onFocusIn=${hold} onFocusOut=${release}>
    <span>${problem ?? toast.text}</span>
    ${toast.undo && !problem && html`<button type="button" class="quiet" onClick=${undo}>Undo</button>`}
    ${toast.requestId && html`<a class="quiet" href=${link(["server", "audit"], { request: toast.requestId })}>Audit</a>`}
    <button type="button" class="quiet" aria-label="Close the note" onClick=${() => leave(toast)}>✕</button>
  </div>`;
}

/**
 * Shows the notes in the place that the frame has for them from the beginning, so that readers of
 * the screen watch it.
 */
function put(next) {
  toasts = next;
  const notes = toasts.map((toast) => html`<${Toast} key=${toast.key} toast=${toast} />`);
  render(html`${notes}`, document.getElementById("toasts"));
}
