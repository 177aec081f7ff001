// Limits and policies of a channel, with the rule that gives each.
import { count, duration, size } from "../app/format.js";
import { html } from "./html.js";
import { Table } from "./table.js";

/** Where a policy is written. */
export function placeOfRule(row) {
  return row.file ? `${row.file}:${row.line}` : row.flag;
}

const none = (value, as) => (value > 0 ? as(value) : "no limit");

function limitRows({ pattern, ...limits }) {
  const rule = pattern ? `store_limits of ${pattern}` : "limits of the server";
  return [
    ["Messages", none(limits.maxMessages, count)],
    ["Size", none(limits.maxBytes, size)],
    ["Age", none(limits.maxAgeSeconds, duration)],
    ["Subscriptions", none(limits.maxSubscriptions, count)],
    ["Deleted when unused for", limits.maxInactivitySeconds > 0 ? duration(limits.maxInactivitySeconds) : "never"],
  ].map(([name, value]) => ({ name, value, rule, of: "" }));
}

/** For each key and target the first rule holds; the others are marked. */
export function policyRows(policies) {
  const seen = new Set();
  return policies.map((row) => {
    const of = row.group ? `group ${row.group}` : row.durable ? `durable ${row.durable}` : "";
    const isFirst = !seen.has(`${row.key} ${of}`);
    seen.add(`${row.key} ${of}`);
    return { name: row.key, value: row.value, of, rule: `${row.channels} in ${placeOfRule(row)}${isFirst ? "" : " (a rule above holds)"}` };
  });
}

const COLUMNS = [
  { title: "Setting", of: (row) => row.name },
  { title: "Value", of: (row) => row.value },
  { title: "For", minor: true, of: (row) => row.of || "all" },
  { title: "From", minor: true, of: (row) => row.rule },
];

export function Settings({ value }) {
  const rows = [...limitRows(value.limits), ...policyRows(value.policies)];
  return html`<${Table} caption="Limits and policies" columns=${COLUMNS} rows=${rows} keyOf=${(row) => `${row.name} ${row.of} ${row.rule}`} />
    ${value.policies.length === 0 && html`<p class="minor">No policy is set for this channel: messages are sent again without limit.</p>`}`;
}
