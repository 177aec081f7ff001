// Is anything wrong, and where do messages go?
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.mjs";
import { useLook, useTopic } from "../app/live.js";
import { useAnswer } from "../app/server.js";
import { count, duration, rate, size } from "../app/format.js";
import { link, parkedOf, placeOf } from "../app/router.js";
import { Awaited, Command, CopyAs, Empty, html, later, Name, Sentence, Skeleton, State, WORDS } from "../parts/html.js";

const Halt = later(() => import("../parts/halt.js").then((module) => module.Halt));

/** The rates of the last hour, asked once; live ones are added at the end. */
function useHour(overview) {
  const past = useAnswer("overview").value?.hour ?? [];
  const [recent, setRecent] = useState([]);
  useEffect(() => {
    if (overview?.rates) {
      setRecent((before) => [...before, { rates: overview.rates, ...overview.totals }].slice(-120));
    }
  }, [overview]);
  return [...past, ...recent];
}

/** A small line of the last hour. */
function Spark({ values, label }) {
  if (values.length < 2) {
    return html`<span class="spark"></span>`; // the line has its place before there is one
  }
  const most = Math.max(...values, 1e-9);
  const points = values.map((value, i) => `${((i / (values.length - 1)) * 100).toFixed(1)},${(23 - (value / most) * 22).toFixed(1)}`);
  return html`<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label=${label}>
    <polygon points=${`0,24 ${points.join(" ")} 100,24`} />
    <polyline points=${points.join(" ")} />
  </svg>`;
}

function Totals() {
  const overview = useTopic("overview")?.value;
  const hour = useHour(overview);
  return overview ? html`<${Cards} overview=${overview} hour=${hour} />` : html`<${Skeleton} rows=${1} />`;
}

function Cards({ overview, hour }) {
  const { totals, rates } = overview;
  const cards = [
    ["In", rates && rate(rates.inMessages), (point) => point.rates.inMessages],
    ["Out", rates && rate(rates.outMessages), (point) => point.rates.outMessages],
    ["Data in", rates && `${size(rates.inBytes)}/s`, (point) => point.rates.inBytes],
    ["Clients", count(totals.clients), (point) => point.clients],
    ["Stored", size(totals.bytes), (point) => point.bytes],
    ["Commit, 99 %", rates && duration(rates.commitP99Seconds), (point) => point.rates.commitP99Seconds],
  ];
  return html`<dl class="totals">
    ${cards.map(([name, value, of]) => html`<div>
      <dt>${name}</dt>
      <dd>${value ?? "–"}<${Spark} values=${hour.map(of)} label=${`${name}, last hour`} /></dd>
    </div>`)}
  </dl>`;
}

// The picture: publishers, channels, and who gets their messages, with links between.

/** How long messages may wait before the picture shows it in red, in seconds; as in the server. */
const LATE = 5;

/** Whether messages wait for it although somebody is there who could take them. */
export function isStuck(position) {
  const isOff = position.state === "paused" || position.state === "offline";
  return !isOff && position.lagSeconds > LATE && position.unsent + position.inFlight > 0;
}

/** Channels in an order that does not change with each tick: what stands still, then by name. */
export function inOrder(channels) {
  const isStill = (channel) => channel.positions.some(isStuck);
  return channels.toSorted((one, other) => isStill(other) - isStill(one) || (one.name < other.name ? -1 : 1));
}

/** Who publishes, in the order of the channels, so that few links cross. */
export function publishersOf(channels) {
  return [...new Set(channels.flatMap((channel) => channel.publishers.map((each) => each.clientId)))];
}

/** How wide a link is: by the logarithm of its rate. */
export function width(perSecond) {
  return Math.min(9, 1.5 + 1.9 * Math.log10(1 + (perSecond ?? 0)));
}

/** The links between the nodes of a picture. */
export function linksOf(channels) {
  return channels.flatMap((channel) => [
    ...channel.publishers.map((each) => ({
      from: `p ${each.clientId}`,
      to: `c ${channel.name}`,
      kind: channel.inPerSecond > 0 ? "flows" : "rests",
      width: width(channel.inPerSecond / channel.publishers.length),
    })),
    ...channel.positions.map((each) => ({
      from: `c ${channel.name}`,
      to: `g ${each.id}`,
      position: each.id,
      kind: isStuck(each) ? "stuck" : each.state === "offline" || each.state === "paused" ? "off" : each.sentPerSecond > 0 ? "flows" : "rests",
      width: isStuck(each) ? 2.5 : width(each.sentPerSecond),
      label: each.lagSeconds > LATE && each.unsent + each.inFlight > 0 ? duration(each.lagSeconds) : undefined,
    })),
  ]);
}

/** A curve from the right side of one box to the left side of another. */
export function curve(from, to) {
  const middle = (from.right + to.left) / 2;
  const round = (value) => Math.round(value * 10) / 10;
  return `M${round(from.right)} ${round(from.y)}C${round(middle)} ${round(from.y)} ${round(middle)} ${round(to.y)} ${round(to.left)} ${round(to.y)}`;
}

/** Where each node is, relative to the board. */
function measured(board) {
  const origin = board.getBoundingClientRect();
  const places = new Map();
  for (const node of board.querySelectorAll("[data-node]")) {
    const box = node.getBoundingClientRect();
    places.set(node.dataset.node, {
      left: box.left - origin.left,
      right: box.right - origin.left,
      y: box.top - origin.top + box.height / 2,
    });
  }
  return places;
}

/** A label stands in the middle of a link that falls or rises, and above a flat one, which it would hide. */
export function labelHeight(from, to) {
  const middle = (from + to) / 2;
  return Math.abs(to - from) < 24 ? middle - 12 : middle;
}

function drawn(board, links) {
  const places = measured(board);
  return links
    .filter(({ from, to }) => places.has(from) && places.has(to))
    .map((each) => {
      const [from, to] = [places.get(each.from), places.get(each.to)];
      return { ...each, d: curve(from, to), x: (from.right + to.left) / 2, room: to.left - from.right, y: labelHeight(from.y, to.y) };
    });
}

/**
 * What a link says, on a ground of its own, so that the line does not cross the letters. Where there
 * is no room for two units of time, it has one.
 */
function Label({ x, y, room, label }) {
  const widthOf = (text) => 3 + 3.8 * text.length;
  const text = 2 * widthOf(label) < room ? label : label.split(" ").slice(0, 2).join(" ");
  const half = widthOf(text);
  return html`<rect x=${x - half} y=${y - 9} width=${2 * half} height="18" rx="4" />
    <text x=${x} y=${y + 4} text-anchor="middle">${text}</text>`;
}

function Links({ board, links, halt }) {
  const [lines, setLines] = useState([]);
  const shown = useRef("[]");
  const wanted = useRef(links);
  wanted.current = links;
  const draw = () => {
    if (!board.current) {
      return; // the view has been left
    }
    const next = drawn(board.current, wanted.current);
    const text = JSON.stringify(next);
    if (text !== shown.current) {
      shown.current = text;
      setLines(next);
    }
  };
  useLayoutEffect(draw, [links]);
  useEffect(() => {
    const resized = new ResizeObserver(draw);
    resized.observe(board.current);
    return () => resized.disconnect();
  }, []);
  return html`<svg class="links" aria-hidden="true">
    ${lines.map((each) => html`<g key=${`${each.from} ${each.to}`} class=${each.kind}>
      <path d=${each.d} stroke-width=${each.width} />
      ${each.position && html`<path class="hit" d=${each.d} onClick=${() => halt(each.position)}><title>Why, and pause</title></path>`}
      ${each.kind === "flows" && html`<path class="drops" d=${each.d} stroke-width=${Math.max(1.5, each.width / 2)} />`}
    </g>`)}
    ${lines.filter((each) => each.label).map((each) => html`<g key=${`label ${each.to}`} class=${each.kind}><${Label} ...${each} /></g>`)}
  </svg>`;
}

/** What happens to the messages of a channel that nobody listens to. */
function Unread({ channel }) {
  if (channel.positions.length > 0) {
    return "";
  }
  const origin = parkedOf(channel.name);
  return origin ? html` · <a href=${link(["parked"], { channel: origin })}>parked messages</a>` : " · nobody listens";
}

function Channel({ channel }) {
  return html`<li data-node=${`c ${channel.name}`} class=${channel.positions.some(isStuck) ? "node bad" : "node"}>
    <a href=${link(["channels", channel.name])}><${Name}>${channel.name}<//></a>
    <span class="minor">${rate(channel.inPerSecond)} · ${count(channel.messages)} kept<${Unread} channel=${channel} /></span>
  </li>`;
}

function Position({ position, halt }) {
  const [kind, word] = WORDS[position.state];
  const waits = position.unsent + position.inFlight;
  return html`<li data-node=${`g ${position.id}`} class=${isStuck(position) ? "node bad" : "node"}>
    <a href=${link(placeOf(position.channel, position))}><${Name}>${position.kind === "subscription" ? position.clientId : position.name}<//></a>
    <button type="button" class="quiet halt" aria-label=${`Why messages wait for ${position.name} of ${position.channel}, and pause`} onClick=${() => halt(position)}>Why</button>
    <${State} kind=${isStuck(position) ? "bad" : kind}>${word}<//>
    <span class="minor">${[waits > 0 && position.lagSeconds > LATE && `${count(waits)} wait`, position.clients.join(", ") || "nobody connected"].filter(Boolean).join(" · ")}</span>
  </li>`;
}

/** channels: of the topic "flow"; total: how many channels there are. */
function FlowMap({ channels, total, halt }) {
  const board = useRef();
  const ordered = inOrder(channels);
  const publishers = publishersOf(ordered);
  const positions = ordered.flatMap((channel) => channel.positions);
  const more = ordered.reduce((sum, channel) => sum + channel.morePositions, 0);
  return html`<div class="map" ref=${board}>
    <${Links} board=${board} links=${linksOf(ordered)} halt=${(id) => halt(positions.find((each) => each.id === id))} />
    <div><h3>Publishers</h3>
      <ul>${publishers.map((id) => html`<li key=${id} data-node=${`p ${id}`} class="node"><a href=${link(["clients", id])}><${Name}>${id}<//></a></li>`)}</ul>
      ${publishers.length === 0 && html`<p class="minor">Nobody has published in the last five minutes.</p>`}
    </div>
    <div><h3>Channels</h3>
      <ul>${ordered.map((channel) => html`<${Channel} key=${channel.name} channel=${channel} />`)}</ul>
      ${total > ordered.length && html`<p><a href="#/channels">and ${count(total - ordered.length)} quiet ones</a></p>`}
    </div>
    <div><h3>Groups and members</h3>
      <ul>${positions.map((each) => html`<${Position} key=${each.id} position=${each} halt=${halt} />`)}</ul>
      ${more > 0 && html`<p><a href="#/groups">and ${count(more)} more</a></p>`}
    </div>
  </div>`;
}

function Standstills() {
  const standstills = useTopic("overview")?.value?.standstills ?? [];
  return standstills.length > 0 && html`<section aria-labelledby="still-title">
    <h2 id="still-title">What stands still</h2>
    ${standstills.map((finding) => html`<${Sentence} key=${finding.id} finding=${finding} />`)}
  </section>`;
}

/** What is known now of the position that a person has asked about; as it was, if it is not shown any more. */
function latest(flow, position) {
  return flow?.items?.flatMap((channel) => channel.positions).find((each) => each.id === position.id) ?? position;
}

export function View({ server, session }) {
  useLook(["flow"]);
  const flow = useTopic("flow");
  const [halted, setHalted] = useState();
  const goOn = useCallback(() => setHalted(undefined), []);
  const at = `-u nats://${location.hostname}:4222 -c ${server?.clusterId}`;
  const isEmpty = flow?.items?.length === 0;
  return html`<h1 tabindex="-1">Flow</h1>
    <${Totals} />
    <${Standstills} />
    ${flow?.unavailable && html`<${Awaited} topic=${flow} />`}
    ${flow?.items?.length > 0 && html`<section aria-labelledby="flow-title">
      <h2 id="flow-title">Where messages go</h2>
      <p class="narrow"><a href="#/channels">All ${count(flow.total)} channels</a></p>
      <${FlowMap} channels=${flow.items} total=${flow.total} halt=${setHalted} />
    </section>`}
    ${halted && html`<${Halt} key=${halted.id} position=${latest(flow, halted)} session=${session} close=${goOn} />`}
    ${isEmpty && html`<${Empty} title="Nothing was published yet">
      <p>Listen in one terminal, and publish in another:</p>
      <${Command} text=${`bin/stanchion listen tickets:created ${at}`} />
      <${Command} text=${`bin/stanchion publish tickets:created '{"id":"t1"}' ${at}`} />
    <//>`}
    <${CopyAs} where="flow" session=${session} />`;
}
