// Redrive or drop parked messages: those that were chosen, or all of a filter, of one channel or many.
import { path } from "../app/server.js";
import { count, counted, shell } from "../app/format.js";
import { html } from "./html.js";
import { ChangeButton } from "./plan.js";
import { Actions } from "./sheet.js";

/** A filter of the API from the name of a position: group:orders, durable:CLIENT/NAME, client:CLIENT. */
export function filterOf({ position, reason }) {
  const colon = position?.indexOf(":") ?? -1;
  return {
    ...(colon > 0 && { [position.slice(0, colon)]: position.slice(colon + 1) }),
    ...(reason && { reason }),
  };
}

const of = (channel, ...rest) => path("channels", channel, "parked", ...rest);

/** The sequences of chosen messages by their channels. */
export function byChannel(rows) {
  const channels = new Map();
  for (const { channel, sequence } of rows) {
    channels.set(channel, [...(channels.get(channel) ?? []), sequence].sort((one, other) => one - other));
  }
  return [...channels];
}

/** Commands stand one below the other, and a person sees the first few of many. */
function commands(lines) {
  return lines.slice(0, 3).join("\n") + (lines.length > 3 ? `\n# and ${lines.length - 3} more channels` : "");
}

function Chosen({ rows, session, done }) {
  const groups = byChannel(rows);
  const change = (verb) => ({
    method: "POST",
    steps: groups.map(([channel, sequences]) => ({ where: of(channel, verb), body: { sequences } })),
    command: commands(groups.map(([channel, sequences]) => `bin/stanchion admin parked ${verb} ${shell(channel)} ${sequences.join(" ")}`)),
  });
  const key = JSON.stringify(groups);
  return html`<${ChangeButton} key=${`redrive ${key}`} session=${session} role="operator" done=${done} change=${{
      ...change("redrive"), title: `Deliver ${counted(rows.length, "message")} again to the position that failed`, button: "Redrive messages",
    }}>Redrive ${count(rows.length)}<//>
    <${ChangeButton} key=${`drop ${key}`} session=${session} role="admin" danger done=${done} change=${{
      ...change("drop"), title: `Drop ${counted(rows.length, "parked message")}`, button: "Drop messages",
    }}>Drop ${count(rows.length)}<//>`;
}

function All({ channels, total, query, session, began }) {
  const filter = filterOf(query);
  const parameters = new URLSearchParams({ all: true, ...filter });
  const options = Object.entries(filter).map(([name, value]) => ` --${name} ${shell(value)}`).join("") || " --all";
  const line = (verb) => commands(channels.map((channel) => `bin/stanchion admin parked ${verb} ${shell(channel)}${options}`));
  const what = query.position || query.reason || query.channel ? `all ${count(total)} of the filter` : `all ${count(total)}`;
  const key = JSON.stringify([channels, options]);
  return html`<${ChangeButton} key=${`redrive ${key}`} session=${session} role="operator" done=${began} change=${{
      title: `Redrive ${what}`, button: "Redrive messages", method: "POST", command: line("redrive"),
      steps: channels.map((channel) => ({ where: of(channel, "redrive"), body: { all: true, ...filter } })),
    }}>Redrive ${what}<//>
    <${ChangeButton} key=${`drop ${key}`} session=${session} role="admin" danger done=${began} change=${{
      title: `Drop ${what}`, button: "Drop messages", method: "DELETE", command: line("drop"), confirm: channels.length === 1 ? channels[0] : "drop",
      steps: channels.map((channel) => ({ where: `${of(channel)}?${parameters}` })),
    }}>Drop ${what}<//>`;
}

/**
 * chosen: rows that were chosen; channels: those that the filter fits, and total how many messages it
 * fits; began: gets the jobs that do it
 */
export function ParkedActions({ chosen, channels, total, query, session, done, began }) {
  if (chosen.length === 0 && total === 0) {
    return "";
  }
  return html`<${Actions}>
    ${chosen.length > 0
      ? html`<${Chosen} rows=${chosen} session=${session} done=${done} />`
      : html`<${All} channels=${channels} total=${total} query=${query} session=${session} began=${began} />`}
  <//>`;
}
