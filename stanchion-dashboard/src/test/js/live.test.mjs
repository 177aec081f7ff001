import assert from "node:assert/strict";
import test from "node:test";

globalThis.location = { href: "http://localhost:8222/prefix/ui/#/channels" };
globalThis.document = { addEventListener() {}, hidden: true };
const { address, mayAs, path } = await import(
  "../../main/resources/META-INF/stanchion/ui/app/server.js"
);
globalThis.setInterval = () => 0;
const { behind, live, merged } = await import("../../main/resources/META-INF/stanchion/ui/app/live.js");

test("the API is below the prefix of a proxy", () => {
  assert.equal(address("channels"), "http://localhost:8222/prefix/api/v1/channels");
  assert.equal(path("channels", "a/b c"), "channels/a%2Fb%20c");
});

test("a snapshot replaces what was known", () => {
  const snapshot = { snapshot: true, items: [{ name: "b" }], total: 1 };
  assert.equal(merged({ items: [{ name: "a" }] }, snapshot), snapshot);
});

test("rows that changed, are new or are gone keep the order of the rest", () => {
  const before = { items: [{ name: "a", n: 1 }, { name: "b", n: 1 }, { name: "c", n: 1 }], total: 3 };
  const event = { snapshot: false, set: [{ name: "c", n: 2 }, { name: "d", n: 1 }], gone: ["a"], total: 3 };
  assert.deepEqual(merged(before, event), {
    snapshot: false,
    total: 3,
    items: [{ name: "b", n: 1 }, { name: "c", n: 2 }, { name: "d", n: 1 }],
  });
});

test("another order is taken over, and keys that are unknown are left out", () => {
  const before = { items: [{ name: "a" }, { name: "b" }] };
  const event = { snapshot: false, set: [], gone: [], order: ["b", "x", "a"], total: 2 };
  assert.deepEqual(merged(before, event).items, [{ name: "b" }, { name: "a" }]);
});

test("a difference without a snapshot before it is no error", () => {
  const event = { snapshot: false, set: [{ id: "f1", kind: "stalled" }], gone: [], total: 1 };
  assert.deepEqual(merged(undefined, event).items, [{ id: "f1", kind: "stalled" }]);
});

test("a role includes those below it", () => {
  assert.equal(mayAs({ role: "admin" }, "operator"), true);
  assert.equal(mayAs({ role: "viewer" }, "reader"), false);
  assert.equal(mayAs({ role: "none" }, "viewer"), false);
  assert.equal(mayAs(undefined, "viewer"), false);
});

test("a position of a list over all channels is told by its ID", () => {
  const row = (channel, n) => ({ id: `${channel} group:work`, channel, kind: "group", name: "work", n });
  const before = { items: [row("a", 1), row("b", 1)], total: 2 };
  const after = merged(before, { snapshot: false, set: [row("b", 2)], gone: ["a group:work"], total: 1 });
  assert.deepEqual(after.items, [row("b", 2)]);
});

test("data are behind when events come much later than usual", () => {
  assert.equal(behind(2.9, 1), 0);
  assert.equal(behind(3.4, 1), 3);
  assert.equal(behind(20, 10), 0);
  assert.equal(behind(26, 10), 26);
});

test("an event redraws what shows its topic, and nothing else", async () => {
  const sources = [];
  globalThis.EventSource = class {
    #listeners = new Map();
    constructor() {
      sources.push(this);
    }
    addEventListener(name, listener) {
      this.#listeners.set(name, listener);
    }
    tell(name, data) {
      this.#listeners.get(name)({ data: JSON.stringify(data) });
    }
    close() {}
  };
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  document.hidden = false;
  const told = [];
  const ends = [["state"], ["overview", "overview"], ["flow", "flow"]].map(([name, topic]) => live.listen(() => told.push(name), topic));
  assert.equal(live.state, "unasked");
  live.want(["overview", "flow"]);
  sources[0].onopen();
  told.length = 0;
  sources[0].tell("flow", { snapshot: true, items: [] });
  sources[0].tell("overview", { snapshot: true, value: {} });
  sources[0].tell("flow", { snapshot: true, items: [] });
  assert.deepEqual(told, ["flow", "overview", "flow"]);
  sources[0].onerror();
  assert.deepEqual(told.slice(3), ["state"]);
  ends.forEach((end) => end());
  document.hidden = true;
  live.pause(false);
});
