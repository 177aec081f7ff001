// Uses the dashboard in Chromium as people do: node tour.js NATS_URL MONITORING_URL TOKEN FILE
// FILE is the configuration of the server.
// Prints a line for each check: "ok NAME", or "not ok NAME: why". "end" is the last line.
const fs = require("node:fs");
const { check, expect, launch, open, run, settled } = require("./browser");
const { EVIL, connect, publish, scene } = require("./scene");

const [natsUrl, monitoring, token, configuration] = process.argv.slice(2);
const page = (hash) => `${monitoring}/ui/${hash}`;
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const PAGES = {
  flow: "#/",
  channels: "#/channels",
  "channels without a hit": "#/channels?q=nothing-has-this-name",
  channel: "#/channels/tickets%3Acreated",
  "channel that is not there": "#/channels/no%3Asuch",
  "channel with markup in its name": `#/channels/${encodeURIComponent(EVIL)}`,
  groups: "#/groups?sort=-lagSeconds",
  "groups without a hit": "#/groups?q=nothing-has-this-name",
  group: "#/channels/tickets%3Acreated/groups/mailer%3Amailer",
  messages: "#/channels/tickets%3Acreated/messages",
  "messages that a search finds": "#/channels/tickets%3Acreated/messages?path=%24.id&equals=t7&from=first",
  "messages beyond the end": "#/channels/tickets%3Acreated/messages?from=seq%3A9999",
  "difference of messages": "#/channels/tickets%3Acreated/messages/41?diff=40",
  "settings of a channel": "#/channels/tickets%3Acreated/settings",
  connections: "#/connections",
  message: "#/channels/tickets%3Acreated/messages/41",
  "messages of a megabyte and of bytes": "#/channels/files%3Auploaded/messages",
  publish: "#/publish",
  "publish a copy of a message": "#/publish/tickets%3Acreated?copy=41",
  clients: "#/clients",
  client: "#/clients/mailer-1",
  parked: "#/parked",
  "parked of a channel": "#/parked?channel=tickets%3Acreated",
  findings: "#/findings",
  server: "#/server",
  login: "#/login",
  "no page": "#/nothing",
};

/** What axe finds wrong in a tab now. */
async function violationsOf(tab) {
  await tab.evaluate(`${axe};undefined`);
  return tab.evaluate(async () => (await axe.run()).violations.map((each) => `${each.id} (${each.nodes[0].html.slice(0, 100)})`));
}

async function look(browser, name, settings) {
  const tab = await open(browser, monitoring, token, settings);
  for (const [title, hash] of Object.entries(PAGES)) {
    await check(`${title}, ${name}`, async () => {
      tab.complaints.length = 0;
      await tab.goto(page(hash));
      await settled(tab);
      expect(tab.complaints.length === 0, `no complaint, not ${tab.complaints.join("; ")}`);
      const tooWide = await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(tooWide <= 0, `no horizontal scrolling, not ${tooWide} px`);
      const violations = await violationsOf(tab);
      expect(violations.length === 0, `no violation, not ${violations.join("; ")}`);
    });
  }
  await tab.context().close();
}

/** With a finding and a long name of the server, too. */
async function oneLineHeader(browser) {
  const tab = await open(browser, monitoring, token, { viewport: { width: 1000, height: 700 } });
  await check("the header is one line from 1000 px on", async () => {
    await tab.goto(page("#/"));
    await tab.locator("header").getByText(/finding/).waitFor({ timeout: 60_000 });
    for (const width of [1000, 1440]) {
      await tab.setViewportSize({ width, height: 700 });
      const height = await tab.evaluate(() => document.querySelector("header").offsetHeight);
      expect(height < 60, `one line at ${width} px, not ${height} px`);
    }
  });
  await tab.context().close();
}

/** On a small screen, what acts comes from below, and a dialog over it leaves with it. */
async function smallScreen(browser) {
  const tab = await open(browser, monitoring, token, { viewport: { width: 320, height: 640 } });
  await check("on a small screen the actions come from below, and so does a plan", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated"));
    const purge = tab.getByRole("button", { name: "Purge messages" });
    const opener = tab.getByRole("button", { name: "Actions" });
    await opener.waitFor();
    expect(!(await purge.isVisible()), "no button for a change before somebody wants one");
    await opener.click();
    const bottom = (box) => box.y + box.height;
    expect(bottom(await tab.locator(".sheet").boundingBox()) >= 639, "a sheet at the bottom");
    await purge.click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByText("of tickets:created are removed").waitFor();
    expect(bottom(await dialog.boundingBox()) >= 639, "a dialog at the bottom");
    const violations = await violationsOf(tab);
    expect(violations.length === 0, `no violation, not ${violations.join("; ")}`);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    await tab.waitForFunction(() => document.activeElement?.classList.contains("opens-sheet"));
    expect(!(await purge.isVisible()), "no sheet behind the dialog");
  });
  await tab.context().close();
}

/** A name wraps behind its separators: no part of one is on two lines. */
async function wholeNames(browser) {
  const tab = await open(browser, monitoring, token, { viewport: { width: 768, height: 900 } });
  await check("names are not broken in the middle of a word", async () => {
    for (const [hash, name] of [["#/groups", "orders-service:orders-service"], ["#/channels", "tickets:created"]]) {
      await tab.goto(page(hash));
      const cell = tab.locator("td .name", { hasText: name }).first();
      await cell.waitFor();
      const broken = await cell.evaluate((element) => {
        const lines = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
        const range = document.createRange();
        return lines.flatMap((node) => [...node.data.matchAll(/[^-]+-?/g)].map(({ 0: word, index }) => {
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          return range.getClientRects().length > 1 ? word : "";
        })).filter(Boolean);
      });
      expect(broken.length === 0, `whole words at ${hash}, not ${broken.join(" ")}`);
    }
  });
  await tab.context().close();
}

async function behave(browser, publisher) {
  const tab = await open(browser, monitoring, token, { viewport: { width: 1280, height: 900 } });

  await check("a group that stands still has its sentence", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated"));
    await tab.getByText("mailer is stalled: 20 of 20 in flight").first().waitFor();
    await tab.getByRole("link", { name: "mailer:mailer" }).click();
    await tab.getByRole("heading", { name: "mailer:mailer" }).waitFor();
    await tab.getByRole("link", { name: "mailer-1" }).first().waitFor();
  });

  await check("the picture links publishers, channels and groups, and marks what stands still", async () => {
    await tab.goto(page("#/"));
    await tab.locator(".map .node.bad").getByText("mailer").first().waitFor({ timeout: 60_000 });
    await tab.locator('[data-node="p tickets-service"]').waitFor();
    await tab.locator(".links .stuck text").first().waitFor();
    const lines = await tab.locator(".links path").count();
    expect(lines >= 4, `four links at least, not ${lines}`);
  });

  await check("a link of the picture says why messages wait there, and pauses", async () => {
    const node = tab.locator('[data-node="g tickets:created group:mailer:mailer"]');
    await node.getByRole("button", { name: /^Why messages wait/ }).click();
    const dialog = tab.getByRole("dialog", { name: "tickets:created to mailer:mailer" });
    await dialog.getByText("mailer is stalled: 20 of 20 in flight").first().waitFor();
    await dialog.getByRole("button", { name: "Pause" }).click();
    await tab.getByRole("dialog", { name: "Pause mailer:mailer" }).getByRole("button", { name: "Pause", exact: true }).click();
    await dialog.getByRole("button", { name: "Resume" }).click();
    await tab.getByRole("dialog", { name: "Resume mailer:mailer" }).getByRole("button", { name: "Resume", exact: true }).click();
    await dialog.getByRole("button", { name: "Pause" }).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });
    await tab.locator(".links .hit").first().dispatchEvent("click");
    await tab.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  });

  await check("the charts of a group have their numbers behind them", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated/groups/mailer%3Amailer"));
    await tab.locator(".chart canvas").first().waitFor({ timeout: 30_000 });
    await tab.locator(".chart summary").first().click();
    await tab.getByRole("columnheader", { name: "last sent" }).waitFor();
  });

  await check("a position moves to where a person says, after its plan", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated/groups/orders-service%3Aorders-service"));
    await tab.getByRole("button", { name: "Move" }).click();
    await tab.getByRole("spinbutton", { name: "Sequence" }).fill("41");
    await tab.getByRole("button", { name: "Show the plan" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByText("goes from 61 back to 41").waitFor();
    await dialog.getByText("--to 41").waitFor();
    await dialog.getByRole("button", { name: "Deliver 20 again" }).click();
    await dialog.waitFor({ state: "detached" });
  });

  await check("two tabs share one stream of events", async () => {
    const streams = [];
    const other = await tab.context().newPage();
    for (const each of [tab, other]) {
      each.on("request", (request) => request.url().includes("/events?") && streams.push(request.url()));
    }
    await tab.goto(page("#/groups"));
    await tab.getByRole("link", { name: "mailer:mailer" }).waitFor();
    await other.goto(page("#/groups"));
    await other.getByRole("link", { name: "mailer:mailer" }).waitFor();
    expect(streams.length === 1, `one stream, not ${streams.length}`);
    await tab.goto("about:blank");
    await other.locator("header").getByText(/live$/).waitFor();
    await other.waitForFunction(() => navigator.locks.query().then((locks) => locks.held.length === 1));
    await other.close();
  });

  await check("a name with markup is text", async () => {
    await tab.goto(page("#/channels"));
    await tab.getByRole("link", { name: EVIL }).click();
    await tab.getByRole("heading", { name: EVIL }).waitFor();
    expect((await tab.title()) === "Stanchion", `the title Stanchion, not ${await tab.title()}`);
  });

  await check("channels are narrowed to what stands still, has parked messages and begins with a text, and the address says so", async () => {
    const names = () => tab.locator("main tbody tr td:first-child").allTextContents();
    await tab.goto(page("#/channels"));
    await tab.getByRole("button", { name: "Stands still" }).click();
    await tab.waitForFunction(() => document.querySelectorAll("main tbody tr").length === 1);
    expect((await names())[0] === "tickets:created", `tickets:created alone, not ${await names()}`);
    expect(tab.url().endsWith("stuck=true"), `an address with the filter, not ${tab.url()}`);
    await tab.reload();
    await tab.locator("main tbody tr").first().waitFor();
    expect((await names()).join() === "tickets:created", `the same after a reload, not ${await names()}`);
    await tab.getByRole("button", { name: "Stands still" }).click();
    await tab.getByLabel("Begins with").fill("FILES:");
    await tab.getByLabel("Begins with").press("Enter");
    await tab.waitForFunction(() => {
      const names = [...document.querySelectorAll("main tbody tr td:first-child")].map((cell) => cell.textContent);
      return names.length > 0 && names.every((name) => name.startsWith("files:"));
    });
    await tab.goto(page("#/channels?prefix=nobody&parked=true"));
    await tab.getByText("No channel begins with “nobody” and has parked messages").waitFor();
    await tab.getByRole("button", { name: "Show all channels" }).click();
    await tab.getByRole("link", { name: "tickets:created", exact: true }).waitFor();
  });

  await check("a message is shown as a tree, and who got it", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated/messages/41"));
    await tab.getByText('"t40"').first().waitFor();
    await tab.getByText("orders-service:orders-service").waitFor();
    await tab.keyboard.press("Escape");
    await tab.waitForURL(/messages$/);
  });

  await check("a search finds by a place in JSON, and says what it has examined", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated/messages?from=first"));
    await tab.getByLabel("JSON path").fill("$.id");
    await tab.getByLabel("equals").fill("t7");
    await tab.getByRole("button", { name: "Find", exact: true }).click();
    await tab.getByText("Examined 60 of 60, 1 hit").waitFor();
    await tab.getByRole("link", { name: "8", exact: true }).waitFor();
    await tab.goto(page("#/channels/tickets%3Acreated/messages?from=seq%3A9999"));
    await tab.getByRole("button", { name: "Go to 60" }).click();
    await tab.getByRole("link", { name: "60", exact: true }).waitFor();
  });

  await check("a message is compared with another, by keys alone", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated/messages/41"));
    await tab.getByRole("heading", { name: "tickets:created 41" }).waitFor();
    await tab.keyboard.press("d");
    await tab.getByRole("dialog").getByRole("cell", { name: "$.id" }).waitFor();
    await tab.keyboard.press("]");
    await tab.getByRole("heading", { name: "tickets:created 42" }).waitFor();
    await tab.getByRole("dialog").getByRole("cell", { name: "t39" }).waitFor();
  });

  await check("a setting names the rule that gives it", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated/settings"));
    await tab.getByRole("row", { name: /Messages 1,000,000 .*limits of the server/ }).waitFor();
  });

  await check("parked messages of all channels are narrowed, and some are redriven after their plan", async () => {
    const group = `${monitoring}/api/v1/channels/tickets:created/groups/mailer:mailer`;
    const parked = await tab.request.post(`${group}/skip`, { headers: { "If-Match": "*" }, data: { sequences: [3, 4, 5], park: true, reason: "torn" } });
    expect(parked.status() === 200, `three parked messages, not ${await parked.text()}`);
    await tab.goto(page("#/parked"));
    await tab.getByRole("button", { name: "torn 3" }).click();
    await tab.waitForURL(/reason=torn/);
    await tab.getByLabel("Choose 4 of tickets:created").check();
    await tab.getByRole("button", { name: "Redrive 1" }).click();
    await tab.getByRole("dialog").getByText("bin/stanchion admin parked redrive tickets:created 2").waitFor();
    await tab.getByRole("dialog").getByRole("button", { name: "Redrive messages" }).click();
    await tab.getByText("2 of 2", { exact: true }).waitFor();
    await tab.getByRole("button", { name: /Drop all 2 of the filter/ }).click();
    await tab.getByRole("dialog").getByLabel(/To confirm/).fill("tickets:created");
    await tab.getByRole("dialog").getByRole("button", { name: "Drop messages" }).click();
    await tab.getByText("No parked message fits").waitFor();
    await tab.getByRole("button", { name: "Show all" }).click();
    await tab.getByText("Nothing is parked").waitFor();
  });

  await check("a pause says why messages wait at once, and is taken back by its note", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated/groups/orders-service%3Aorders-service"));
    await tab.getByRole("button", { name: "Pause" }).click();
    await tab.getByRole("dialog").getByRole("button", { name: "Pause", exact: true }).click();
    await tab.locator(".finding").getByText("was paused by admin-token").waitFor();
    await tab.locator(".toasts").getByRole("button", { name: "Undo" }).click();
    await tab.locator(".toasts").getByText("Undone").waitFor();
    await tab.locator(".finding").getByText("was paused by admin-token").waitFor({ state: "detached" });
    await tab.getByRole("button", { name: "Pause" }).waitFor();
  });

  await check("a client has its address, and its library as it has told it", async () => {
    await tab.goto(page("#/clients"));
    await tab.getByRole("row", { name: /mailer-1 .*127\.0\.0\.1:\d+ node \d+\.\d+/ }).waitFor();
  });

  await check("a client has what it publishes a second, and a member its address and what it acknowledges", async () => {
    const timer = setInterval(() => publish(publisher, "tickets:updated", "{}").catch(() => {}), 50);
    await tab.goto(page("#/clients"));
    await tab.getByRole("row", { name: /tickets-service .* \d\d\/s/ }).waitFor({ timeout: 20_000 });
    await tab.goto(page("#/clients/tickets-service"));
    await tab.locator("dd", { hasText: /\d\d\/s [\d,]+ in all/ }).waitFor({ timeout: 20_000 });
    clearInterval(timer);
    await tab.goto(page("#/channels/tickets%3Acreated/groups/orders-service%3Aorders-service"));
    await tab.getByRole("row", { name: /orders-1 takes messages 127\.0\.0\.1:\d+ [\d.]+\/s/ }).waitFor();
  });

  await check("the list of clients renews itself", async () => {
    await tab.goto(page("#/clients"));
    await tab.getByRole("link", { name: "mailer-1" }).waitFor();
    const late = await connect(natsUrl, "late-1");
    await tab.getByRole("link", { name: "late-1" }).waitFor();
    late.close();
    await tab.getByRole("link", { name: "late-1" }).waitFor({ state: "detached" });
  });

  await check("a client leads to its group, and a mistyped channel to the one that was meant", async () => {
    await tab.goto(page("#/clients/mailer-1"));
    await tab.getByRole("link", { name: "mailer:mailer" }).click();
    await tab.getByRole("heading", { name: "mailer:mailer" }).waitFor();
    await tab.goto(page("#/channels?q=ticets%3Acreated"));
    await tab.getByText("Did you mean this?").waitFor();
    await tab.goto(page("#/channels/ticets%3Acreated"));
    await tab.getByRole("link", { name: "Open tickets:created" }).first().click();
    await tab.getByRole("heading", { name: "tickets:created" }).waitFor();
  });

  await check("the server shows its loops, and a session that is ended is out", async () => {
    const other = await open(browser, monitoring, token);
    await other.goto(page("#/"));
    await other.getByRole("button", { name: "admin-token · admin" }).waitFor();
    await tab.goto(page("#/server"));
    await tab.getByText(/\d+ % of a core/).first().waitFor({ timeout: 20_000 });
    await tab.getByText("yours").waitFor();
    await tab.getByRole("button", { name: "End session" }).first().waitFor();
    // Others may have logged in meanwhile, so the session is named by its ID.
    const sessions = await (await other.request.get(`${monitoring}/api/v1/sessions`)).json();
    const own = sessions.items.find((each) => each.isOwn).id;
    const reply = await tab.request.delete(`${monitoring}/api/v1/sessions/${own}`, { data: {} });
    expect(reply.status() === 204, `the session ends, not ${reply.status()}`);
    await other.goto(page("#/channels"));
    await other.getByRole("link", { name: "Log in" }).waitFor();
    await other.context().close();
  });

  await check("a client is blocked for so many minutes after its plan", async () => {
    await tab.goto(page("#/clients/mailer-1"));
    await tab.getByRole("button", { name: "Kick" }).click();
    await tab.getByLabel(/Block the ID/).fill("7");
    await tab.getByRole("button", { name: "Show the plan" }).click();
    await tab.getByRole("dialog").getByText("--block 7m").waitFor();
    await tab.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  });

  await check("changes are forbidden and allowed again, and the header says so", async () => {
    await tab.goto(page("#/server"));
    await tab.getByRole("button", { name: "Forbid changes" }).click();
    await tab.locator("header").getByText("read-only").waitFor();
    await tab.getByText("Changes through this page and the API are forbidden").waitFor();
    await tab.getByRole("button", { name: "Allow changes" }).click();
    await tab.locator("header").getByText("read-only").waitFor({ state: "detached" });
  });

  await check("the configuration is reloaded after its plan, and a file that is wrong changes nothing", async () => {
    const button = tab.getByRole("button", { name: "Reload configuration" });
    const dialog = tab.getByRole("dialog", { name: "Reload the configuration" });
    const before = fs.readFileSync(configuration);
    await tab.goto(page("#/server"));
    await tab.getByText("1 MiB", { exact: true }).waitFor();
    fs.writeFileSync(configuration, "max_payload: 2097152\n");
    await button.click();
    await dialog.getByText("max_payload = 2097152").waitFor();
    const violations = await violationsOf(tab);
    expect(violations.length === 0, `no violation, not ${violations.join("; ")}`);
    await dialog.getByRole("button", { name: "Reload configuration" }).click();
    await dialog.waitFor({ state: "detached" });
    await tab.getByText("2 MiB", { exact: true }).waitFor();
    await tab.getByRole("row", { name: /^max_payload 2097152 .*server\.conf:1:1 by a reload/ }).waitFor();
    const defaults = tab.getByRole("row", { name: /^max_connections 65536 default/ });
    expect((await defaults.count()) === 0, "only what is set");
    await tab.getByRole("button", { name: /^All \d+ settings/ }).click();
    await defaults.waitFor();
    fs.writeFileSync(configuration, "max_payload: 2097152\nmax_payloads: 7\n");
    await button.click();
    await dialog.getByText(/server\.conf:2:1: unknown key "max_payloads"/).waitFor();
    expect((await dialog.getByRole("button", { name: "Reload configuration" }).count()) === 0, "nothing to confirm");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    fs.writeFileSync(configuration, before);
  });

  await check("a note about a change leads to its line in the audit, and undoes it", async () => {
    await tab.goto(page("#/channels/tickets%3Acreated/groups/orders-service%3Aorders-service"));
    await tab.getByRole("button", { name: "Pause" }).click();
    await tab.getByRole("dialog").getByRole("button", { name: "Pause", exact: true }).click();
    const note = tab.locator(".toasts > div", { hasText: "orders-service" });
    await note.getByRole("link", { name: "Audit" }).click();
    await tab.getByRole("heading", { name: "Audit", level: 1 }).waitFor();
    await tab.getByRole("cell", { name: /^pausePosition|^pause/ }).waitFor();
    expect((await tab.locator("main tbody tr").count()) === 1, "one line");
    const violations = await violationsOf(tab);
    expect(violations.length === 0, `no violation, not ${violations.join("; ")}`);
    await note.getByRole("button", { name: "Undo" }).click();
    await tab.locator(".toasts").getByText("Undone").waitFor();
    await tab.getByRole("link", { name: "All changes" }).click();
    await tab.waitForFunction(() => document.querySelectorAll("main tbody tr").length > 1);
  });

  await check("a connection that wants a client ID in vain is told at the client, and when the client was heard", async () => {
    const refused = await connect(natsUrl, "mailer-1").then(() => false, () => true);
    expect(refused, "a refusal");
    await tab.goto(page("#/clients"));
    await tab.getByRole("row", { name: /mailer-1/ }).getByText("1 other refused").waitFor();
    await tab.getByRole("row", { name: /mailer-1/ }).getByText(/^last from .*127\.0\.0\.1/).waitFor();
    await tab.goto(page("#/clients/mailer-1"));
    await tab.getByText("Last heard").waitFor();
  });

  await check("a channel is purged from the list of channels, after its plan", async () => {
    await tab.goto(page("#/channels?q=files"));
    await tab.getByRole("button", { name: "Actions for files:uploaded" }).click();
    const menu = tab.getByRole("dialog", { name: "files:uploaded", exact: true });
    const violations = await violationsOf(tab);
    expect(violations.length === 0, `no violation, not ${violations.join("; ")}`);
    await menu.getByRole("button", { name: "Purge messages" }).click();
    const plan = tab.getByRole("dialog", { name: "Purge files:uploaded" });
    await plan.getByLabel(/To confirm/).waitFor();
    await plan.getByRole("button", { name: "Cancel" }).click();
    await menu.getByRole("button", { name: "Close" }).click();
    await menu.waitFor({ state: "detached" });
  });

  await check("definitions of a file are imported after their plan", async () => {
    const file = await (await tab.request.get(`${monitoring}/api/v1/definitions`)).body();
    await tab.goto(page("#/server"));
    await tab.getByLabel("A file of an export").setInputFiles({ name: "d.json", mimeType: "application/json", buffer: file });
    await tab.getByRole("button", { name: "Show the plan of an import" }).click();
    await tab.getByRole("dialog").getByText("bin/stanchion admin import").waitFor();
    await tab.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  });

  await check("bytes are shown as a hex dump", async () => {
    await tab.goto(page("#/channels/files%3Auploaded/messages/1"));
    await tab.getByText("00 ff fe 01 02").waitFor();
  });

  await check("a message that is published comes to the live tail, also of a channel that it makes", async () => {
    await tab.goto(page("#/channels/orders%3Acreated/messages?tail=1"));
    await tab.getByText("There is no such channel yet").waitFor();
    const other = await open(browser, monitoring, token);
    await other.goto(page("#/channels"));
    await other.getByRole("button", { name: "Publish", exact: true }).click();
    await other.getByLabel("Channel", { exact: true }).fill("orders:created");
    await other.getByLabel("Data").fill('{"id":"o1"');
    await other.getByText("It begins like JSON and is none").waitFor();
    await other.getByLabel("Data").fill('{"id":"o1"}');
    await other.getByRole("button", { name: "Publish message" }).click();
    await other.getByRole("link", { name: "orders:created" }).waitFor();
    await tab.getByText('{"id":"o1"}').waitFor();
    await tab.goto(page("#/channels/orders%3Acreated/messages"));
    await tab.getByText('{"id":"o1"}').waitFor();
    await tab.goto(page("#/channels/orders%3Acreated/messages?tail=1"));
    await settled(tab);
    await tab.request.post(`${monitoring}/api/v1/channels/orders:created/messages`, { data: { data: "live-2" } });
    await tab.getByText("live-2").waitFor();
    await other.context().close();
  });

  await check("a message is published several times with a reply subject, to a channel that is offered, and curl does the same", async () => {
    await tab.goto(page("#/channels/tickets%3Aupdated"));
    await tab.getByRole("button", { name: "Publish", exact: true }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByLabel("Channel", { exact: true }).fill("ticke");
    await dialog.locator('option[value="tickets:updated"]').waitFor({ state: "attached" });
    await dialog.getByLabel("Channel", { exact: true }).fill("tickets:updated");
    await dialog.getByLabel("Reply subject").fill("answers.here");
    await dialog.getByLabel("How often").fill("100");
    await dialog.getByLabel("Data").fill('{"id":"again"}');
    await dialog.getByText("Copy as a command").click();
    const command = await dialog.locator("code").last().textContent();
    expect(command.includes('"reply":"answers.here","count":100'), `curl with all of it, not ${command}`);
    const violations = await violationsOf(tab);
    expect(violations.length === 0, `no violation, not ${violations.join("; ")}`);
    await dialog.getByLabel("Keep open").check();
    await dialog.getByRole("button", { name: "Publish 100 messages" }).click();
    await dialog.getByText("100 messages are stored, the last one as").waitFor();
    await tab.keyboard.press("Escape");
    const last = await (await tab.request.get(`${monitoring}/api/v1/channels/tickets:updated/messages?from=last&limit=100&direction=backward`)).json();
    expect(last.items.length === 100 && last.items.every((each) => each.reply === "answers.here"), "100 messages with the reply subject");
  });

  await check("publishing has an address, also with a channel and a message to copy", async () => {
    await tab.goto(page("#/publish/tickets%3Acreated?copy=41"));
    await tab.getByRole("heading", { name: "Publish a message" }).waitFor();
    await tab.waitForFunction(() => document.querySelector("main textarea")?.value.includes('"t40"'));
    expect((await tab.getByLabel("Channel", { exact: true }).inputValue()) === "tickets:created", "the channel of the address");
    await tab.getByLabel("Channel", { exact: true }).fill("tickets:updated");
    await tab.getByRole("button", { name: "Publish message" }).click();
    await tab.getByText(/^tickets:updated: Stored as message/).waitFor();
    expect(tab.url().endsWith("#/publish/tickets%3Aupdated"), `the address of what was published to, not ${tab.url()}`);
    await tab.goto(page("#/publish"));
    await tab.getByRole("heading", { name: "Publish a message" }).waitFor();
    await tab.keyboard.press("Escape");
    await tab.getByRole("heading", { name: "Channels", level: 1 }).waitFor();
  });

  await check("messages are purged only after their plan, and the name", async () => {
    await tab.goto(page("#/channels/files%3Auploaded"));
    await tab.getByRole("button", { name: "Purge messages" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByText("2 messages of files:uploaded").waitFor();
    const confirm = dialog.getByRole("button", { name: "Purge messages" });
    expect(await confirm.isDisabled(), "a button that waits for the name");
    await dialog.getByLabel(/To confirm/).fill("files:uploaded");
    await confirm.click();
    await dialog.waitFor({ state: "detached" });
    await tab.getByText("none", { exact: true }).waitFor();
  });

  await check("a change of a state that has moved on is shown again", async () => {
    await tab.goto(page("#/channels/orders%3Acreated"));
    await tab.getByRole("button", { name: "Purge messages" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByLabel(/To confirm/).fill("orders:created");
    await tab.request.delete(`${monitoring}/api/v1/channels/orders:created`, { headers: { "If-Match": "*" }, data: {} });
    await tab.request.post(`${monitoring}/api/v1/channels/orders:created/messages`, { data: { data: "new" } });
    await dialog.getByRole("button", { name: "Purge messages" }).click();
    await dialog.getByText("The state has changed meanwhile").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
  });

  await check("a person without a mouse goes everywhere", async () => {
    await tab.goto(page("#/"));
    await settled(tab);
    for (const [key, heading] of [["c", "Channels"], ["g", "Groups"], ["k", "Clients"], ["p", "Parked messages"], ["w", "Findings"], ["s", "Server"], ["f", "Flow"]]) {
      await tab.keyboard.press("g");
      await tab.keyboard.press(key);
      await tab.getByRole("heading", { name: heading, level: 1 }).waitFor();
    }
    await tab.keyboard.press("/");
    await tab.keyboard.type("files");
    await tab.keyboard.press("Enter");
    await tab.getByRole("link", { name: "tickets:created", exact: true }).first().waitFor({ state: "detached" });
    await tab.getByRole("link", { name: "files:uploaded" }).waitFor();
    await tab.locator("main h1").focus();
    await tab.keyboard.press(" ");
    await tab.locator("header").getByText(/paused$/).waitFor();
    await tab.keyboard.press(" ");
    await tab.locator("header").getByText(/live$/).waitFor();
    await tab.keyboard.press("?");
    await tab.getByText("find a channel", { exact: true }).waitFor();
    await tab.getByLabel("Use keys").uncheck();
    await tab.locator("main h1").focus();
    await tab.keyboard.press("g");
    await tab.keyboard.press("s");
    await tab.getByRole("heading", { name: "Channels", level: 1 }).waitFor();
    await tab.getByLabel("Use keys").check();
    await tab.getByRole("button", { name: "Close", exact: true }).click();
    await tab.goto(page("#/channels"));
    await tab.getByRole("link", { name: "tickets:created", exact: true }).waitFor();
    await tab.locator("main h1").focus();
    await tab.keyboard.press("j");
    const first = await tab.evaluate(() => document.activeElement.closest("tr") !== null);
    expect(first, "the focus in the first row");
    await tab.keyboard.press("Enter");
    await tab.waitForURL(/#\/channels\/.+/);
  });
  await tab.context().close();

  await check("a stranger sees numbers, and neither contents nor buttons that work", async () => {
    const stranger = await open(browser, monitoring);
    await stranger.goto(page("#/channels/tickets%3Acreated"));
    await stranger.getByText("mailer is stalled").first().waitFor();
    const purge = stranger.getByRole("button", { name: "Purge messages" });
    expect(await purge.isDisabled(), "a button that is switched off");
    expect((await purge.getAttribute("title")) === "Needs the role admin", "the role that is needed");
    await stranger.goto(page("#/channels/tickets%3Acreated/messages"));
    await stranger.getByText("Messages need the role reader").waitFor();
    await stranger.context().close();
  });

  await check("the link of the command logs in and forgets the token", async () => {
    const guest = await open(browser, monitoring);
    await guest.goto(page(`#/login?token=${token}`));
    await guest.getByText("admin-token · admin").waitFor();
    expect(!guest.url().includes(token), "an address without the token");
    await guest.getByRole("button", { name: "admin-token · admin" }).click();
    await guest.getByRole("button", { name: "Log out" }).click();
    await guest.getByRole("link", { name: "Log in" }).waitFor();
    await guest.context().close();
  });

  await check("a wrong token is refused with a sentence", async () => {
    const guest = await open(browser, monitoring);
    await guest.goto(page("#/login"));
    await guest.getByLabel("Token").fill("wrong");
    await guest.getByRole("button", { name: "Log in" }).click();
    await guest.getByRole("alert").waitFor();
    await guest.context().close();
  });
}

async function main() {
  const browser = await launch();
  const publisher = await scene(natsUrl);
  await look(browser, "light", { colorScheme: "light", viewport: { width: 1280, height: 900 } });
  await look(browser, "dark", { colorScheme: "dark", viewport: { width: 1280, height: 900 } });
  await look(browser, "small", { colorScheme: "light", viewport: { width: 320, height: 640 } });
  await oneLineHeader(browser);
  await smallScreen(browser);
  await wholeNames(browser);
  await behave(browser, publisher);
  await browser.close();
}

run(main);
