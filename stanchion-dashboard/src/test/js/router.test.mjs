import assert from "node:assert/strict";
import test from "node:test";
import { link, moduleOf, parse, placeOfRoute } from "../../main/resources/META-INF/stanchion/ui/app/router.js";

test("a link is read as it was made, whatever a name has in it", () => {
  for (const name of ["tickets:created", "a/b", "<script>", "50 %", "q?x#y", "ü&=+"]) {
    const made = link(["channels", name, "messages"], { q: name, from: "seq:1" });
    assert.deepEqual(parse(made), { path: ["channels", name, "messages"], query: { q: name, from: "seq:1" } });
  }
});

test("every address has its view and its place in the navigation", () => {
  const places = {
    "#/": ["flow", ""],
    "#/channels/a%2Fb/messages/41": ["messages", "channels"],
    "#/channels/a/groups/g": ["position", "groups"],
    "#/connections": ["connections", "clients"],
    "#/publish": ["publish", "channels"],
    "#/publish/tickets%3Acreated?copy=41": ["publish", "channels"],
    "#/nothing": ["missing", "nothing"],
  };
  for (const [hash, expected] of Object.entries(places)) {
    const { path } = parse(hash);
    assert.deepEqual([moduleOf(path), placeOfRoute(path)], expected, hash);
  }
});

test("empty values are left out of a link", () => {
  assert.equal(link(["channels"], { q: "", after: undefined, sort: "name" }), "#/channels?sort=name");
  assert.equal(link([]), "#/");
});

test("a hash by hand does not break the page", () => {
  assert.deepEqual(parse(""), { path: [], query: {} });
  assert.deepEqual(parse("#/channels/%zz"), { path: ["channels", "%zz"], query: {} });
  assert.deepEqual(parse("#channels//x?"), { path: ["channels", "x"], query: {} });
});
