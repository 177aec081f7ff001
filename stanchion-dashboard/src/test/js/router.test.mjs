import assert from "node:assert/strict";
import test from "node:test";
import { link, parse } from "../../main/resources/META-INF/stanchion/ui/app/router.js";

test("a link is read as it was made, whatever a name has in it", () => {
  for (const name of ["tickets:created", "a/b", "<script>", "50 %", "q?x#y", "ü&=+"]) {
    const made = link(["channels", name, "messages"], { q: name, from: "seq:1" });
    assert.deepEqual(parse(made), { path: ["channels", name, "messages"], query: { q: name, from: "seq:1" } });
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
