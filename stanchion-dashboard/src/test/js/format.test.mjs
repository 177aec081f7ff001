import assert from "node:assert/strict";
import test from "node:test";
import { ago, count, counted, duration, rate, shell, size } from "../../main/resources/META-INF/stanchion/ui/app/format.js";

test("numbers are grouped, and a noun follows the number", () => {
  assert.equal(count(1234567), "1,234,567");
  assert.equal(count(undefined), "0");
  assert.equal(counted(1, "message"), "1 message");
  assert.equal(counted(2, "message"), "2 messages");
  assert.equal(rate(0.25), "0.3/s");
  assert.equal(rate(12345.6), "12,346/s");
});

test("sizes have three digits at least where they are short", () => {
  assert.equal(size(0), "0 B");
  assert.equal(size(1023), "1,023 B");
  assert.equal(size(1536), "1.5 KiB");
  assert.equal(size(200 * 1024 * 1024), "200 MiB");
  assert.equal(size(5e15), "4,547 TiB");
});

test("a duration has its two largest units", () => {
  assert.equal(duration(0), "0 s");
  assert.equal(duration(0.0042), "4 ms");
  assert.equal(duration(59.6), "1 m");
  assert.equal(duration(252), "4 m 12 s");
  assert.equal(duration(3600), "1 h");
  assert.equal(duration(3 * 86400 + 7200), "3 d 2 h");
  assert.equal(duration(-5), "0 s");
  assert.equal(duration(undefined), "0 s");
});

test("an age goes by the server's clock", () => {
  assert.equal(ago("2026-01-01T00:00:00.5Z", "2026-01-01T00:01:10.5Z"), "1 m 10 s ago");
});

test("an argument of a command is quoted where a shell would read it differently", () => {
  assert.equal(shell("tickets:created"), "tickets:created");
  assert.equal(shell("a b"), "'a b'");
  assert.equal(shell("it's $HOME"), `'it'\\''s $HOME'`);
  assert.equal(shell(""), "''");
});
