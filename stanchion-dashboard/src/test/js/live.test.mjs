import assert from "node:assert/strict";
import test from "node:test";

globalThis.location = { href: "http://localhost:8222/prefix/ui/#/channels" };
globalThis.document = { addEventListener() {}, hidden: true };
const { address, mayAs, merged, path } = await import(
  "../../main/resources/META-INF/stanchion/ui/app/server.js"
);

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
  const event = { snapshot: false, set: [{ kind: "stalled", about: "group x" }], gone: [], total: 1 };
  assert.deepEqual(merged(undefined, event).items, [{ kind: "stalled", about: "group x" }]);
});

test("a role includes those below it", () => {
  assert.equal(mayAs({ role: "admin" }, "operator"), true);
  assert.equal(mayAs({ role: "viewer" }, "reader"), false);
  assert.equal(mayAs({ role: "none" }, "viewer"), false);
  assert.equal(mayAs(undefined, "viewer"), false);
});
