// What positions have in common wherever they are shown.
import { html, State } from "./html.js";

/** The states of the API, as people read them. */
export const WORDS = {
  paused: ["warn", "paused"],
  offline: ["off", "offline"],
  stalled: ["bad", "stalled"],
  absent: ["bad", "does not answer"],
  behind: ["warn", "behind"],
  "up-to-date": ["good", "up to date"],
};

/** The state of a position with its members, as the lists of the API say it in a word. */
export function stateOf(row) {
  const members = row.members ?? [];
  if (row.pause) {
    return "paused";
  }
  if (members.length === 0 || members.every((member) => member.isOffline)) {
    return "offline";
  }
  if (members.every((member) => member.isStalled)) {
    return "stalled";
  }
  if (members.some((member) => member.isAbsent || member.isFailing)) {
    return "absent";
  }
  return row.unsent > 0 ? "behind" : "up-to-date";
}

export function StateWord({ state }) {
  const [kind, word] = WORDS[state] ?? ["off", state];
  return html`<${State} kind=${kind}>${word}<//>`;
}

/** What a position does now, in a word. */
export function StateOf({ row }) {
  return html`<${StateWord} state=${stateOf(row)} />`;
}
