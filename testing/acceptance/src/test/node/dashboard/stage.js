// The dashboard without a server: its files from the sources, and answers that are always the same.
// So a picture of a view depends on the page alone.
const fs = require("node:fs");
const path = require("node:path");

const ORIGIN = "http://stanchion.test";
const NOW = "2026-01-05T12:00:00.000Z";
const TYPES = { html: "text/html", css: "text/css", js: "text/javascript", mjs: "text/javascript", svg: "image/svg+xml" };

/** A time so many seconds before now. */
const before = (seconds) => new Date(Date.parse(NOW) - seconds * 1000).toISOString();

const stalled = {
  id: "f1", kind: "stalled", severity: "error", about: "mailer", channels: ["tickets:created"], since: before(252),
  sentence: "tickets:created: mailer is stalled: 20 of 20 in flight, oldest unacknowledged 4 m 12 s, held by mailer-1.",
  remedy: "The handler does not acknowledge message 41: see the log of mailer-1.", facts: {},
};

const parkedGrows = {
  id: "f2", kind: "parked-grows", severity: "warning", about: "orders:created", channels: ["orders:created", "orders:created.parked"], since: before(400),
  sentence: "20 more messages of orders:created are parked than 10 minutes ago, most of group:payments; 23 are now.",
  remedy: "See the reasons: bin/stanchion admin parked list orders:created. Mend the handler, then redrive or drop them.", facts: {},
};

const orphan = {
  id: "f3", kind: "orphan-durable", severity: "note", about: "tickets:updated", channels: ["tickets:updated"], since: before(90_000),
  sentence: "tickets:updated: the durable audit of reports-1 was not used for 9 d.",
  remedy: "Delete it if nobody comes back.", facts: {},
};

const position = (channel, name, more) => ({
  id: `${channel} group:${name}`, channel, kind: "group", name, state: "up-to-date", lagSeconds: 0, unsent: 0, inFlight: 0,
  sentPerSecond: 40, ackedPerSecond: 40, members: 2, clients: [`${name}-1`, `${name}-2`], ...more,
});

const stuck = position("tickets:created", "mailer:mailer", {
  state: "stalled", lagSeconds: 252, unsent: 1143, inFlight: 20, sentPerSecond: 0, ackedPerSecond: 0, members: 1, clients: ["mailer-1"],
});

const flows = [
  { name: "tickets:created", messages: 1204, inPerSecond: 40, positions: [position("tickets:created", "orders:orders"), stuck], publishers: ["tickets-1", "tickets-2"] },
  { name: "orders:created", messages: 310, inPerSecond: 8, positions: [position("orders:created", "payments:payments", { sentPerSecond: 8 })], publishers: ["orders-1"] },
  { name: "orders:created.parked", messages: 3, inPerSecond: 0, positions: [], publishers: [] },
].map((each) => ({ ...each, lastSequence: each.messages, isLate: false, morePositions: 0, publishers: each.publishers.map((clientId) => ({ clientId, last: before(1) })) }));

const member = (clientId, inFlight, isStalled) => ({
  clientId, subscriptionId: inFlight, inFlight, maxInFlight: 20, oldestInFlight: inFlight > 0 ? 41 : 0, ackWaitSeconds: 30,
  isOffline: false, isAbsent: false, isStalled, isFailing: false, address: "10.0.0.9:50122", connection: 9, acknowledgements: 40,
  ackedPerSecond: 0, sentAgain: 160,
});

const group = {
  name: "mailer:mailer", kind: "group", isDurable: true, nextSequence: 61, unsent: 1143, inFlight: 20, lagSeconds: 252, sentPerSecond: 0,
  ackedPerSecond: 0, members: [member("mailer-1", 20, true)],
  pending: [41, 42, 43].map((sequence) => ({ sequence, attempts: 9, holder: "mailer-1", subscriptionId: 20, dueInSeconds: sequence - 38 })),
};

const why = {
  channel: "tickets:created", wrong: true, asOf: NOW,
  reasons: [{ code: "stalled", wrong: true, sentence: stalled.sentence, remedy: stalled.remedy, facts: {} }],
};

const rates = (at) => ({ inMessages: 40 + 8 * Math.sin(at), inBytes: 4000, outMessages: 80 + 9 * Math.cos(at), commitP99Seconds: 0.004 });
const totals = { clients: 7, subscriptions: 9, channels: 3, messages: 1517, bytes: 421_000, inMessages: 1517, inBytes: 1, outMessages: 2, outBytes: 2 };
const hour = Array.from({ length: 60 }, (_, at) => ({ time: before(60 * (59 - at)), rates: rates(at), clients: 5 + (at % 3), bytes: 7000 * at }));

const parked = (channel, sequence, reason) => ({
  channel, sequence, position: "group:payments:payments", reason, attempts: 5, parkedAt: before(60 * sequence), originalSequence: 40 + sequence,
  storedAt: before(9000), lastHolder: "payments-1", size: 148,
});

const client = (id, more) => ({
  id, protocol: 1, since: before(5400), lastHeard: before(12), connects: 1, isOffline: false, address: "10.0.0.7:51234", connection: 7, language: "java",
  libraryVersion: "2.20.4", subscriptions: 1, inFlight: 0, published: 1204, ...more,
});

const message = (sequence) => ({ sequence, time: before(2000 - sequence), size: 62, data: JSON.stringify({ id: `t${sequence}`, price: 20, seats: [{ row: 1, seat: sequence }] }) });

const list = (items) => ({ items, total: items.length, asOf: NOW });

/** The answers of the API by the beginning of their paths. */
const ANSWERS = {
  session: { loggedIn: true, user: "ops", role: "admin", readOnly: false },
  "server/load": { loops: [{ name: "nats-loop-0", processorSeconds: 812.5 }], disk: { totalBytes: 2e11, freeBytes: 6e10, reserveBytes: 1e9 }, asOf: NOW },
  server: {
    clusterId: "ticketing", serverId: "GZ3A7QW2", name: "ticketing", version: "1.0.0", runtime: "java25", started: before(86_400), role: "standalone",
    isReady: true, readOnly: false, store: "FILE", uptimeSeconds: 86_400, asOf: NOW,
  },
  overview: { totals, rates: rates(0), standstills: [stalled], findings: 1, hour, asOf: NOW },
  parked: {
    items: [parked("orders:created", 1, "5 attempts"), parked("orders:created", 2, "5 attempts"), parked("orders:cancelled", 1, "by an operator")],
    isWhole: true, total: 3,
    facets: { channels: { "orders:created": 2, "orders:cancelled": 1 }, positions: { "group:payments:payments": 3 }, reasons: { "5 attempts": 2, "by an operator": 1 } },
  },
  clients: list([
    client("mailer-1", { inFlight: 20 }),
    client("orders-1", { refused: 3, refusedFrom: "10.0.0.12:40122", language: "node", libraryVersion: "1.4.12", connectionName: "orders-service" }),
    client("payments-1", { connects: 23, since: before(4), language: "go", libraryVersion: "1.42.0" }),
  ]),
  "channels/tickets%3Acreated/messages/41": {
    ...message(41), deliveries: [{ group: "orders:orders", state: "settled" }, { group: "mailer:mailer", state: "in-flight", attempts: 9, holder: "mailer-1" }],
  },
  "findings?kind=duplicate-id,random-id-durable,wrong-cluster-id&limit=25": { findings: [], total: 0, bySeverity: { error: 0, warning: 0, note: 0 }, checks: [] },
  findings: { findings: [stalled, parkedGrows, orphan], total: 3, bySeverity: { error: 1, warning: 1, note: 1 }, checks: ["stalled", "parked-grows", "orphan-durable"], asOf: NOW },
  why,
  policies: { policies: [{ channels: "orders:*", group: "", durable: "", key: "max_deliveries", value: "5", file: "server.conf", line: 12 }] },
  "server/configuration": {
    settings: [
      { key: "max_payload", flag: "", value: "1048576", default: "1048576", isSet: false, place: "", needsRestart: false },
      { key: "streaming.id", flag: "--cluster-id", value: "ticketing", default: "test-cluster", isSet: true, place: "server.conf:3:3", needsRestart: true },
      { key: "streaming.store", flag: "--store", value: "FILE", default: "MEMORY", isSet: true, place: "command line", needsRestart: true },
    ],
    asOf: NOW,
  },
  "/varz": { host: "0.0.0.0", port: 4222, connections: 7, max_connections: 65_536, max_payload: 1_048_576, mem: 140e6, cpu: 3, cores: 2, slow_consumers: 0 },
  "/streaming/storez": { limits: { max_channels: 100, max_msgs: 1_000_000, max_bytes: 1_024_000_000, max_age: 0 }, total_msgs: 1517, total_bytes: 421_000 },
  jobs: list([]),
  sessions: list([]),
  audit: { items: [{ number: 1, time: before(60), user: "ops", role: "admin", action: "pause", target: "/api/v1/channels/tickets:created/pause", status: 200, address: "10.0.0.9" }] },
  "channels/tickets%3Acreated/messages": { items: [41, 42, 43, 44, 45].map(message), firstSequence: 1, lastSequence: 45, examined: 5 },
  "channels/tickets%3Acreated/groups/mailer%3Amailer/keys": {
    isOrdered: true, items: [{ sequence: 41, waiting: 12, holder: "mailer-1" }, { sequence: 43, waiting: 2, holder: "mailer-1" }], total: 2, waiting: 14,
    maxWaiting: 1000, held: 0, asOf: NOW,
  },
  "channels/tickets%3Acreated/groups/mailer%3Amailer": { ...group, asOf: NOW },
  "channels/tickets%3Acreated/settings": { limits: {}, policies: [{ key: "key", value: "$.id", group: "mailer" }], asOf: NOW },
  "channels/tickets%3Acreated/parked": { items: [], open: 0 },
};

/** The live data by the beginnings of the names of topics. */
const TOPICS = {
  overview: { value: { totals, rates: rates(1), standstills: [stalled], findings: 1, asOf: NOW } },
  findings: { items: [stalled, parkedGrows, orphan], total: 3, bySeverity: { error: 1, warning: 1, note: 1 } },
  flow: { items: flows, total: 3 },
  channels: {
    items: flows.map((each) => ({
      name: each.name, messages: each.messages, bytes: 128 * each.messages, firstSequence: 1, lastSequence: each.messages, subscriptions: 2,
      lastPublish: before(each.inPerSecond > 0 ? 1 : 90_000), positions: each.positions.length,
      parked: each.name === "tickets:created" ? 2 : 0, lagMessages: each.name === "tickets:created" ? 1163 : 0, lagSeconds: 252, inPerSecond: each.inPerSecond,
    })),
    total: 3,
  },
  group: { value: group },
  why: { value: why },
};

function startingWith(table, name) {
  return Object.entries(table).find(([start]) => name === start || name.startsWith(`${start}?`) || name.startsWith(`${start}:`))?.[1];
}

/** Replaces the stream of events of a page by one that tells each topic once. */
function tellOnce(topics) {
  globalThis.EventSource = class {
    static CLOSED = 2;

    #listeners = new Map();

    constructor(url) {
      const names = new URL(url).searchParams.get("topics")?.split(",") ?? [];
      setTimeout(() => {
        this.onopen?.();
        for (const name of names) {
          const data = Object.entries(topics).find(([start]) => name === start || name.startsWith(`${start}:`))?.[1];
          this.#listeners.get(name)?.({ data: JSON.stringify({ snapshot: true, ...(data ?? { unavailable: "not on this stage" }) }) });
        }
      }, 0);
    }

    addEventListener(name, listener) {
      this.#listeners.set(name, listener);
    }

    close() {}
  };
}

function fileOf(ui, name) {
  const body = fs.readFileSync(path.join(ui, name || "index.html"));
  const type = TYPES[name ? name.split(".").at(-1) : "html"];
  return { contentType: type, body: name ? body : body.toString().replaceAll("@build@", "build") };
}

/** A tab in which the dashboard of a project's root can be looked at. */
async function stage(browser, root, settings) {
  const ui = path.join(root, "stanchion-dashboard/src/main/resources/META-INF/stanchion/ui");
  const context = await browser.newContext({ ...settings, timezoneId: "UTC", locale: "en-GB", reducedMotion: "reduce" });
  const tab = await context.newPage();
  await tab.clock.setFixedTime(NOW);
  await tab.addInitScript(tellOnce, TOPICS);
  await tab.route(`${ORIGIN}/**`, (route) => {
    const { pathname, search } = new URL(route.request().url());
    if (pathname.startsWith("/ui/")) {
      return route.fulfill(fileOf(ui, pathname.slice("/ui/".length).replace(/^build\//, "")));
    }
    const answer = startingWith(ANSWERS, pathname.replace("/api/v1/", "") + search);
    return route.fulfill({ status: answer ? 200 : 404, json: answer ?? { title: "Not on this stage", status: 404 } });
  });
  return tab;
}

module.exports = { ORIGIN, stage };
