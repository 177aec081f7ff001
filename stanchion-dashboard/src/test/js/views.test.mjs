import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";

process.env.TZ = "UTC"; // times are shown in the zone of the viewer
globalThis.location = { href: "http://localhost:8222/ui/", hash: "" };
globalThis.document = { addEventListener() {}, hidden: true };
globalThis.setInterval = () => 0;
const ui = "../../main/resources/META-INF/stanchion/ui";
const { curve, inOrder, isStuck, labelHeight, linksOf, publishersOf, width } = await import(`${ui}/views/flow.js`);
const { DrawnRows, kept } = await import(`${ui}/parts/table.js`);
const { nextRow, PLACES } = await import(`${ui}/app/keys.js`);
const { connection } = await import(`${ui}/app/live.js`);
const { placeFor } = await import(`${ui}/parts/move.js`);
const { remember } = await import(`${ui}/parts/ring.js`);
const { catchUp } = await import(`${ui}/views/position.js`);
const { curl } = await import(`${ui}/app/server.js`);
const { parts, stateOf } = await import(`${ui}/parts/html.js`);
const { whyOf } = await import(`${ui}/parts/halt.js`);
const { differences, leaves } = await import(`${ui}/parts/diff.js`);
const { advanced, isOpen, stepOf } = await import(`${ui}/parts/search.js`);
const { hex, withParked } = await import(`${ui}/parts/message.js`);
const { startOf } = await import(`${ui}/views/messages.js`);
const { ranked } = await import(`${ui}/views/parked.js`);
const { byChannel, filterOf } = await import(`${ui}/parts/parkedactions.js`);
const { summed } = await import(`${ui}/parts/plan.js`);
const { added, isHarmless } = await import(`${ui}/app/toasts.js`);
const { growth, shares } = await import(`${ui}/parts/load.js`);
const { expressionOf, keyIn } = await import(`${ui}/parts/keytable.js`);
const { positionOf, programOf, publishRates } = await import(`${ui}/views/clients.js`);
const { whyTopic } = await import(`${ui}/parts/why.js`);
const { targetOf } = await import(`${ui}/views/server.js`);
const { present } = await import(`${ui}/views/findings.js`);
const { lastPublish, noneOf } = await import(`${ui}/views/channels.js`);
const { bodyOf, commandOf } = await import(`${ui}/parts/publish.js`);
const { policyRows } = await import(`${ui}/parts/settings.js`);
const { isOver } = await import(`${ui}/parts/jobs.js`);
const { link, parkedOf, placeOf } = await import(`${ui}/app/router.js`);

const position = (id, more = {}) => ({
  id, state: "up-to-date", lagSeconds: 0, unsent: 0, inFlight: 0, sentPerSecond: 0, clients: [], ...more,
});
const channel = (name, positions = [], publishers = []) => ({
  name, inPerSecond: 9, positions, publishers: publishers.map((clientId) => ({ clientId })),
});

test("a client publishes as much as two answers differ, and counts from 0 when it has connected again", () => {
  const client = (id, published, since = "12:00") => ({ id, published, since });
  const before = [client("a", 100), client("b", 7), client("c", 900)];
  const now = [client("a", 160), client("b", 7), client("c", 30, "12:05"), client("new", 5)];
  assert.deepEqual([...publishRates(before, now, 3)], [["a", 20], ["b", 0], ["c", 10]]);
  assert.deepEqual([...publishRates(undefined, now, 3)], []);
  assert.deepEqual([...publishRates(before, now, 0)], []);
});

test("the growth of a day is that of what was seen, and nobody guesses from less than a minute", () => {
  const look = (time, bytes) => ({ time: `2026-01-05T12:${time}Z`, bytes });
  assert.equal(growth([]), undefined);
  assert.equal(growth([look("00:00", 0), look("00:59", 900)]), undefined);
  assert.deepEqual(growth([look("00:00", 1000), look("01:00", 9), look("30:00", 4000)]), { perDay: 144_000, seconds: 1800 });
  assert.deepEqual(growth([look("00:00", 4000), look("10:00", 1000)]), { perDay: -432_000, seconds: 600 });
});

test("findings are counted by severity, the worst first, without those that nobody has", () => {
  assert.deepEqual(present({ note: 2, error: 1, warning: 0 }), [
    { name: "error", text: "1 error" },
    { name: "note", text: "2 notes" },
  ]);
  assert.deepEqual(present(undefined), []);
});

test("a message is published by the same body and command as a person has filled in", () => {
  assert.deepEqual(bodyOf({ data: "x", reply: "", count: 1 }), { data: "x" });
  assert.deepEqual(bodyOf({ data: "x", reply: "to.me", count: 5 }), { data: "x", reply: "to.me", count: 5 });
  assert.equal(commandOf("a b", { data: "it's", reply: "", count: 5 }), `bin/stanchion publish 'a b' 'it'\\''s' -n 5`);
  assert.equal(commandOf("", { data: "", reply: "", count: 1 }), "bin/stanchion publish CHANNEL DATA");
  assert.equal(commandOf("a", { data: "x", reply: "to.me", count: 1 }), undefined);
});

test("what stands still comes first, and the rest keeps its place by name", () => {
  const still = position("g", { state: "stalled", lagSeconds: 60, inFlight: 20 });
  const channels = [channel("b"), channel("z", [still]), channel("a")];
  assert.deepEqual(inOrder(channels).map((each) => each.name), ["z", "a", "b"]);
  assert.deepEqual(publishersOf([channel("a", [], ["p", "q"]), channel("b", [], ["q"])]), ["p", "q"]);
});

test("who is paused or away does not stand still, and who waits for a moment neither", () => {
  const waiting = { lagSeconds: 60, unsent: 5 };
  assert.equal(isStuck(position("g", { ...waiting, state: "stalled" })), true);
  assert.equal(isStuck(position("g", { ...waiting, state: "paused" })), false);
  assert.equal(isStuck(position("g", { ...waiting, state: "offline" })), false);
  assert.equal(isStuck(position("g", { lagSeconds: 2, unsent: 5, state: "behind" })), false);
});

test("links say by kind and width what goes over them", () => {
  const still = position("still", { state: "stalled", lagSeconds: 252, inFlight: 20 });
  const [into, out] = linksOf([channel("c", [still], ["p"])]);
  assert.deepEqual(into, { from: "p p", to: "c c", kind: "flows", width: width(9) });
  assert.deepEqual(out, { from: "c c", to: "g still", position: "still", kind: "stuck", width: 2.5, label: "4 m 12 s" });
  assert.equal(linksOf([channel("c", [position("g")])])[0].kind, "rests");
  assert.equal(width(0), 1.5);
  assert.ok(width(1000) > width(10) && width(1e9) <= 9);
  assert.equal(curve({ right: 10, y: 5 }, { left: 30, y: 15 }), "M10 5C20 5 20 15 30 15");
});

test("a label stands above a flat link, and on one that falls or rises", () => {
  assert.equal(labelHeight(100, 90), 83);
  assert.equal(labelHeight(100, 160), 130);
});

test("rows keep their places while somebody points at them", () => {
  const rows = ["b", "new", "a"].map((name) => ({ name }));
  assert.deepEqual(kept(rows, ["a", "gone", "b"], (row) => row.name).map((row) => row.name), ["a", "b", "new"]);
});

test("j and k go through rows and stop at the ends", () => {
  assert.equal(nextRow(-1, 3, "j"), 0);
  assert.equal(nextRow(2, 3, "j"), 2);
  assert.equal(nextRow(-1, 3, "k"), 2);
  assert.equal(nextRow(0, 3, "k"), -1);
  assert.equal(nextRow(-1, 0, "j"), -1);
});

test("the header says how old the data are", () => {
  assert.deepEqual(connection("live"), ["good", "live"]);
  assert.deepEqual(connection(7), ["warn", "7 s behind"]);
  assert.deepEqual(connection("lost"), ["bad", "lost, retrying"]);
});

test("a place to move to is the same for the API and the command", () => {
  assert.deepEqual(placeFor("first"), { body: { to: "first" }, option: "--to first" });
  assert.deepEqual(placeFor("sequence", "41"), { body: { to: { sequence: 41 } }, option: "--to 41" });
  assert.deepEqual(placeFor("by", "-100"), { body: { to: { by: -100 } }, option: "--to=-100" });
  assert.deepEqual(placeFor("by", "5"), { body: { to: { by: 5 } }, option: "--to=+5" });
  assert.match(placeFor("time", "2026-12-01T10:00:00").option, /^--to 2026-1[12]-\d\dT.*Z$/);
});

test("a ring forgets its oldest points, and the ring that was used longest ago", () => {
  for (let time = 1; time <= 1000; time++) {
    remember("a", { time });
  }
  assert.equal(remember("a", { time: 1000, again: true }).length, 900);
  assert.equal(remember("a", { time: 1001 }).at(-2).again, true);
  for (let i = 0; i < 8; i++) {
    remember(`other ${i}`, { time: 1 });
  }
  assert.equal(remember("a", { time: 2000 }).length, 1);
});

test("the time to catch up goes by what is sent beyond what comes", () => {
  const points = [{ time: 0, next: 0, last: 100 }, { time: 10, next: 60, last: 110 }];
  assert.equal(catchUp({ unsent: 50 }, points), "in 10 s");
  assert.equal(catchUp({ unsent: 0 }, points), "now");
  assert.equal(catchUp({ unsent: 50 }, [{ time: 0, next: 0, last: 0 }, { time: 10, next: 5, last: 10 }]), "not at this rate");
  assert.equal(catchUp({ unsent: 50 }, []), "not at this rate");
});

test("curl has the credentials of the session, and quotes what a shell would read", () => {
  assert.equal(curl("channels?q=a b", { loggedIn: false }), "curl -s 'http://localhost:8222/api/v1/channels?q=a%20b'");
  assert.match(curl("audit", { loggedIn: true, user: "ops" }), /^curl -s -u ops http/);
  assert.match(curl("audit", { loggedIn: true, user: "admin-token" }), /Bearer \$\(cat .*admin-token-8222\)/);
  assert.match(curl("x", {}, { method: "POST", body: { data: "it's" } }), /-X POST .* -d '\{"data":"it'\\''s"\}'/);
});

test("a position has one state, and a route by its kind", () => {
  const member = (more) => ({ isOffline: false, isStalled: false, isAbsent: false, isFailing: false, ...more });
  assert.equal(stateOf({ members: [] }), "offline");
  assert.equal(stateOf({ pause: {}, members: [] }), "paused");
  assert.equal(stateOf({ members: [member({ isStalled: true })] }), "stalled");
  assert.equal(stateOf({ members: [member(), member({ isFailing: true })] }), "absent");
  assert.equal(stateOf({ unsent: 1, members: [member()] }), "behind");
  assert.deepEqual(placeOf("c", { kind: "durable", clientId: "a", durableName: "b" }), ["channels", "c", "durables", "a", "b"]);
  assert.deepEqual(placeOf("c", { kind: "subscription", subscriptionId: 7 }), ["channels", "c", "subscriptions", "7"]);
});

test("the leaves of JSON have paths as the search takes them", () => {
  assert.deepEqual([...leaves({ order: { lines: [{ sku: "a" }] }, n: null })], [["$.order.lines[0].sku", "a"], ["$.n", null]]);
  assert.deepEqual([...leaves([])], [["$", []]]);
});

test("messages differ by their paths, and by lines if one is no JSON", () => {
  assert.deepEqual(differences('{"id":"a","v":1}', '{"v":2,"id":"a","new":true}'), [
    { path: "$.v", before: 1, after: 2 },
    { path: "$.new", before: undefined, after: true },
  ]);
  assert.deepEqual(differences("one\ntwo", "one\n2"), [{ path: "line 2", before: "two", after: "2" }]);
  assert.deepEqual(differences('{"a":1}', '{ "a": 1 }'), []);
});

test("a search goes on in steps until it has a page of hits, or everything", () => {
  const page = (sequences, next) => ({ items: sequences.map((sequence) => ({ sequence })), examined: 100, next, firstSequence: 1, lastSequence: 300 });
  let found = advanced({ items: [], examined: 0 }, page([3], "seq:101"));
  assert.equal(isOpen(found, true), true);
  assert.equal(isOpen(found, false), false);
  found = advanced(found, page([], undefined));
  assert.equal(found.examined, 200);
  assert.equal(isOpen(found, true), false);
  assert.equal(isOpen(advanced(found, page(Array.from({ length: 49 }, (_, i) => i), "seq:9")), true), false);
  assert.equal(String(stepOf({ path: "$.id", equals: "t1", direction: "forward" }, "first")),
    "from=first&direction=forward&limit=50&path=%24.id&equals=t1&budgetMs=200");
  assert.equal(String(stepOf({ direction: "backward" }, "last")), "from=last&direction=backward&limit=50");
});

test("a start is a sequence, a time or a word", () => {
  assert.equal(startOf(" 41 "), "seq:41");
  assert.equal(startOf("2026-12-01T10:00:00Z"), "time:2026-12-01T10:00:00Z");
  assert.equal(startOf("first"), "first");
});

test("a settled message that is parked says so for its position only", () => {
  const deliveries = [{ group: "a", state: "settled" }, { group: "b", state: "settled" }, { durable: "c/d", state: "unsent" }];
  const parked = [{ position: "group:b", originalSequence: 7, reason: "5 attempts" }, { position: "group:a", originalSequence: 8, reason: "" }];
  assert.deepEqual(withParked(deliveries, parked, 7).map((each) => each.state), ["settled", "parked", "unsent"]);
});

test("a hex dump has 16 bytes a line", () => {
  assert.equal(hex(new Uint8Array([0, 255, 65])), `000000  00 ff 41${" ".repeat(41)}..A`);
});

test("numbers of parked messages are ranked, and a position is a filter", () => {
  assert.deepEqual(ranked({ "group:a": 1, "group:c": 2, "group:b": 2 }), [["group:b", 2], ["group:c", 2], ["group:a", 1]]);
  assert.deepEqual(ranked(undefined), []);
  assert.deepEqual(filterOf({ position: "durable:c/d", reason: "x" }), { durable: "c/d", reason: "x" });
  assert.deepEqual(filterOf({}), {});
});

test("chosen messages of many channels are a step for each channel, in the order of their sequences", () => {
  const rows = [{ channel: "a", sequence: 7 }, { channel: "b", sequence: 1 }, { channel: "a", sequence: 2 }];
  assert.deepEqual(byChannel(rows), [["a", [2, 7]], ["b", [1]]]);
});

test("the plans of several steps are one sum", () => {
  const plans = [
    { effects: { redelivered: 2, clientsAffected: ["x"] } },
    { effects: { redelivered: 3, messagesRemoved: 1, clientsAffected: ["x", "y"] } },
    {},
  ];
  const { redelivered, messagesRemoved, skipped, clientsAffected } = summed(plans);
  assert.deepEqual([redelivered, messagesRemoved, skipped, clientsAffected], [5, 1, 0, ["x", "y"]]);
});

test("an undo runs at once only if its plan repeats and loses nothing", () => {
  assert.equal(isHarmless({ effects: { redelivered: 0, skipped: 0, clientsAffected: [] } }), true);
  assert.equal(isHarmless({ effects: { redelivered: 0, skipped: 3 } }), false);
  assert.equal(isHarmless({ effects: { clientsAffected: ["5"] } }), true);
  assert.equal(isHarmless({}), true);
});

test("of many notes the newest three are shown", () => {
  const notes = [1, 2, 3, 4].reduce((before, key) => added(before, { key }), []);
  assert.deepEqual(notes.map((each) => each.key), [2, 3, 4]);
});

test("the topic of reasons has names percent-encoded", () => {
  assert.equal(whyTopic({ channel: "tickets:created" }), "why:tickets%3Acreated");
  assert.equal(whyTopic({ channel: "a/b", group: "c:d" }), "why:a%2Fb/c%3Ad");
});

test("the load of a loop is what it needed between two answers", () => {
  const at = (seconds, processorSeconds) => ({ asOf: new Date(seconds * 1000).toISOString(), loops: [{ name: "a", processorSeconds }] });
  assert.deepEqual(shares(undefined, at(10, 3)), [{ name: "a", share: undefined }]);
  assert.deepEqual(shares(at(10, 3), at(14, 5)), [{ name: "a", share: 50 }]);
  assert.deepEqual(shares(at(10, 3), at(10, 3)), [{ name: "a", share: undefined }]);
});

test("a key is read from a message as the policy says", () => {
  const policies = [{ key: "delay", value: "1s" }, { key: "key", value: "$.id", group: "workers" }];
  assert.equal(expressionOf(policies, "workers:workers"), "$.id");
  assert.equal(expressionOf(policies, "others"), undefined);
  assert.equal(keyIn({ data: '{"id":7}' }, "$.id"), "7");
  assert.equal(keyIn({ data: "no JSON" }, "$.id"), undefined);
  assert.equal(keyIn({ reply: "r" }, "reply"), "r");
});

test("a client is described by what it has told", () => {
  assert.equal(programOf({ language: "java", libraryVersion: "2.20", connectionName: "orders" }), "java 2.20, orders");
  assert.equal(programOf({}), "–");
});

test("the audit names what was changed, and which entry is a plan", () => {
  assert.equal(targetOf("/api/v1/channels/a%3Ab/purge?dry_run=true"), "channels/a:b/purge (plan)");
  assert.equal(targetOf("/api/v1/channels/%zz"), "channels/%zz");
});

test("of two rules for one key the first one holds", () => {
  const rule = (value, more = {}) => ({ channels: "a:*", key: "delay", value, file: "s.conf", line: 3, ...more });
  assert.deepEqual(policyRows([rule("1s"), rule("2s"), rule("3s", { group: "g" })]).map((row) => row.rule), [
    "a:* in s.conf:3", "a:* in s.conf:3 (a rule above holds)", "a:* in s.conf:3",
  ]);
});

test("a job is over when it neither runs nor is being ended", () => {
  assert.deepEqual(["running", "cancelling", "done", "failed"].map((state) => isOver({ state })), [false, false, true, true]);
  assert.equal(isOver(undefined), false);
});

test("a subscription leads to the group or durable that it takes part in", () => {
  const row = { channel: "a", subscriptionId: 7 };
  assert.deepEqual(positionOf("me", { ...row, queueGroup: "d:g" }), ["channels", "a", "groups", "d:g"]);
  assert.deepEqual(positionOf("me", { ...row, durableName: "d" }), ["channels", "a", "durables", "me", "d"]);
  assert.deepEqual(positionOf("me", row), ["channels", "a", "subscriptions", "7"]);
});

test("a channel of parked messages names the channel that they come from", () => {
  assert.equal(parkedOf("orders:created.parked"), "orders:created");
  assert.equal(parkedOf("orders:created"), undefined);
});

test("the page shows the places of the navigation before its modules have come", () => {
  const page = fs.readFileSync(new URL(`${ui}/index.html`, import.meta.url), "utf8");
  const nav = /<nav[^]*?<\/nav>/.exec(page)[0];
  const places = [...nav.matchAll(/<a href="(.+?)">(.+?)<\/a>/g)].map(([, href, name]) => [href, name]);
  assert.deepEqual(places, PLACES.map((place) => [link(place.path), place.name]));
});

test("a name may break behind its separators only", () => {
  assert.deepEqual(parts("tickets:created.parked"), ["tickets:", "created.", "parked"]);
  assert.deepEqual(parts("a::b/"), ["a::", "b/"]);
  assert.deepEqual(parts(""), [""]);
});

test("a row that is the same object as before is not drawn again", () => {
  const drawn = new DrawnRows();
  const columns = [];
  const [same, old, now] = [{ name: "a" }, { name: "b", n: 1 }, { name: "b", n: 2 }];
  let times = 0;
  const draw = (rows, by = columns) => drawn.of(rows, by, (row) => row.name, (row) => ({ row, time: ++times }));
  const [first] = draw([same, old]);
  const second = draw([now, same]);
  assert.deepEqual(second.map((each) => each.time), [3, 1]);
  assert.equal(second[1], first);
  assert.deepEqual(draw([same], []).map((each) => each.time), [4]);
});

test("the question of a link names the group, the durable or the client that it leads to", () => {
  const channel = "tickets:created";
  assert.equal(whyOf({ channel, kind: "group", name: "g:g" }), "why?channel=tickets%3Acreated&group=g%3Ag");
  assert.equal(whyOf({ channel, kind: "durable", name: "c/d", clientId: "c", durableName: "d" }), "why?channel=tickets%3Acreated&group=d");
  assert.equal(whyOf({ channel, kind: "subscription", name: "7", clientId: "c" }), "why?channel=tickets%3Acreated&client=c");
});

test("the last publish is a time of today, or an earlier day", () => {
  assert.equal(lastPublish({}, "2026-12-01"), "never");
  assert.match(lastPublish({ lastPublish: "2026-12-01T10:00:05.000000000Z" }, "2026-12-01"), /^\d\d:00:05$/);
  assert.equal(lastPublish({ lastPublish: "2026-11-20T12:00:05.000000000Z" }, "2026-12-01"), "2026-11-20");
  assert.equal(lastPublish({ lastPublish: "2026-11-20T12:00:05.000000000Z" }, undefined), "2026-11-20");
});

test("filters that find no channel say what they ask for", () => {
  assert.equal(noneOf({}), undefined);
  assert.equal(noneOf({ q: "tick" }), "No channel has “tick” in its name");
  assert.equal(noneOf({ prefix: "a:", stuck: "true", parked: "true" }), "No channel begins with “a:” and stands still and has parked messages");
});
