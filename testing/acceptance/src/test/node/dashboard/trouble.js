// What goes wrong under an open dashboard, in Chromium: node trouble.js ROOT
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");
const { freePort, startBroker } = require("./broker");
const { check, expect, launch, open, run, settled } = require("./browser");
const { connect, publish } = require("./scene");

const [root] = process.argv.slice(2);
const MARKUP = "<script>window.isBroken=true</script><img/src=x/onerror=window.isBroken=true>";
const MANY = 10_000;
const HOURS = 60 * 60 * 1000;

/** How long a view with many channels may take on a machine that does other things, too. */
const PATIENCE = 60_000;

const CREATED = "#/channels/tickets%3Acreated";
const BUTTON = { name: "Purge messages" };

const main = (tab) => tab.locator("main");
const shows = (tab, text) => main(tab).getByText(text).first().waitFor();

async function visit(tab, broker, hash) {
  await tab.goto("about:blank"); // so that the page asks anew, also if it was shown
  await tab.goto(`${broker.monitoring}/ui/${hash}`);
  await settled(tab);
}

async function listen(url, id, channel, group) {
  const client = await connect(url, id);
  const options = client.subscriptionOptions().setDeliverAllAvailable().setManualAckMode(true);
  await new Promise((resolve) => client.subscribe(channel, group, options).on("ready", resolve));
  return client;
}

/** Lets a route of the API answer otherwise, as long as a check lasts. */
async function answering(tab, pattern, answer, body) {
  await tab.route(pattern, answer);
  try {
    await body();
  } finally {
    await tab.unroute(pattern);
  }
}

async function names(browser, broker) {
  const tab = await open(browser, broker.monitoring, broker.token);
  const group = `workers${MARKUP}`;
  const client = await connect(broker.url, "publisher");
  await publish(client, "tickets:created", MARKUP);
  await listen(broker.url, "worker", "tickets:created", group);

  await check("a group and a payload with scripts are text", async () => {
    await visit(tab, broker, CREATED);
    await tab.getByRole("link", { name: group }).click();
    await tab.getByRole("heading", { name: group }).waitFor();
    await tab.getByRole("button", { name: "Move" }).click();
    await tab.getByRole("button", { name: "Show the plan" }).click();
    await tab.getByRole("dialog").getByText(group).first().waitFor();
    await tab.keyboard.press("Escape");
    await visit(tab, broker, `${CREATED}/messages`);
    await shows(tab, MARKUP.slice(0, 40));
    await visit(tab, broker, `${CREATED}/messages/1`);
    await tab.getByRole("dialog").getByText(MARKUP).first().waitFor();
    expect(!(await tab.evaluate(() => window.isBroken)), "no script of a message to run");
  });

  await check("a link with markup, broken escapes and a channel that cannot be is a page", async () => {
    for (const hash of [`#/channels/${encodeURIComponent(MARKUP)}`, "#/channels/%E0%A4%A", "#/channels/%00/messages/x"]) {
      await visit(tab, broker, hash);
      expect(!(await tab.evaluate(() => window.isBroken)), "no script of a link to run");
    }
  });

  await check("a payload with broken UTF-8 is shown as the bytes that it has", async () => {
    await publish(client, "files:uploaded", Buffer.from([0x7b, 0xc3, 0x28, 0xff, 0x7d]));
    await visit(tab, broker, "#/channels/files%3Auploaded/messages/1");
    await tab.getByRole("dialog").getByText("7b c3 28 ff 7d").waitFor();
  });

  await check("a message of a megabyte is shown without a pause", async () => {
    const rows = Array.from({ length: 10_000 }, (_, id) => ({ id, title: "x".repeat(70), price: 20 }));
    await publish(client, "files:uploaded", JSON.stringify({ rows }));
    await visit(tab, broker, "#/channels/files%3Auploaded/messages");
    await tab.getByRole("link", { name: "2", exact: true }).click();
    await tab.getByRole("dialog").getByText("rows").first().waitFor({ timeout: PATIENCE });
    const elements = await tab.evaluate(() => document.querySelectorAll("*").length);
    expect(elements < 5000, `few elements, not ${elements}`);
    await tab.keyboard.press("Escape");
    await tab.getByRole("dialog").waitFor({ state: "detached" });
  });
  client.close();
  await tab.context().close();
}

async function clocks(browser, broker) {
  for (const hours of [-30, 30]) {
    await check(`a browser whose clock is ${hours} hours off shows the ages of the server`, async () => {
      const tab = await open(browser, broker.monitoring, broker.token);
      await tab.clock.install({ time: Date.now() + hours * HOURS });
      await tab.goto(`${broker.monitoring}/ui/#/clients/worker`);
      const since = await main(tab).getByText(/ ago$/).first().textContent();
      expect(/^\d+ (ms|m|s)( \d+ s)? ago$/.test(since), `an age of some minutes at most, not ${since}`);
      await tab.goto(`${broker.monitoring}/ui/${CREATED}`);
      await tab.getByRole("link", { name: "workers" }).waitFor();
      const text = await main(tab).textContent();
      expect(!/\d+ [dh]\b/.test(text), `no age of hours, not ${text}`);
      await tab.locator("header").getByText(/live$/).waitFor();
      await tab.context().close();
    });
  }
}

/** A proxy that puts the page under a prefix, as an ingress does. */
async function proxy(broker, prefix) {
  const port = await freePort();
  const server = http.createServer((request, response) => {
    if (!request.url.startsWith(prefix)) {
      response.writeHead(404).end();
      return;
    }
    const { method, headers } = request;
    const where = { host: "127.0.0.1", port: broker.monitoringPort, path: request.url.slice(prefix.length - 1), method, headers };
    const onward = http.request(where, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${port}${prefix}`, close: () => server.closeAllConnections() };
}

async function prefixes(browser, broker) {
  await check("the page works behind a proxy with a path prefix", async () => {
    const behind = await proxy(broker, "/tools/nats/");
    const tab = await open(browser);
    await tab.goto(`${behind.address}ui/#/login?token=${broker.token}`);
    await tab.getByText("admin-token · admin").waitFor();
    await tab.locator("header").getByText(/live$/).waitFor();
    await tab.goto(`${behind.address}ui/${CREATED}`);
    await tab.getByRole("link", { name: "workers" }).waitFor();
    await tab.getByRole("button", { name: "Publish", exact: true }).click();
    await tab.getByLabel("Data").fill("through the proxy");
    await tab.getByRole("button", { name: "Publish message" }).click();
    await tab.goto(`${behind.address}ui/${CREATED}/messages`);
    await shows(tab, "through the proxy");
    expect(tab.complaints.length === 0, tab.complaints.join("; "));
    await tab.context().close();
    behind.close();
  });
}

async function sessions(browser, broker) {
  await check("a page whose session has ended says so by itself, and logs in again", async () => {
    const tab = await open(browser, broker.monitoring, broker.token);
    await visit(tab, broker, CREATED);
    await tab.getByText("admin-token · admin").waitFor();
    await tab.request.delete(`${broker.monitoring}/api/v1/session`, { headers: { "Content-Type": "application/json" } });
    await tab.getByRole("link", { name: "Log in" }).waitFor();
    expect(await main(tab).getByRole("button", BUTTON).isDisabled(), "buttons that are switched off");
    await tab.locator("header").getByText(/live$/).waitFor();
    await tab.context().close();
  });

  await check("a change of a session that has ended is refused with a sentence", async () => {
    const tab = await open(browser, broker.monitoring, broker.token);
    await visit(tab, broker, CREATED);
    await tab.keyboard.press(" "); // no stream tells the page
    await tab.context().clearCookies();
    await main(tab).getByRole("button", BUTTON).click();
    await tab.getByRole("dialog").getByRole("alert").waitFor();
    await tab.keyboard.press("Escape");
    await tab.getByRole("link", { name: "Log in" }).waitFor();
    await tab.context().close();
  });

  await check("a viewer who switches the purge button on is refused by the server", async () => {
    const tab = await open(browser, broker.monitoring);
    await visit(tab, broker, CREATED);
    const purge = main(tab).getByRole("button", BUTTON);
    expect((await purge.getAttribute("title")) === "Needs the role admin", "the role that is needed");
    await purge.evaluate((button) => (button.disabled = false));
    await purge.click();
    await tab.getByRole("dialog").getByRole("alert").waitFor();
    expect((await tab.getByRole("dialog").getByRole("button", BUTTON).count()) === 0, "nothing to confirm");
    const channel = await tab.request.get(`${broker.monitoring}/api/v1/channels/tickets%3Acreated`);
    expect((await channel.json()).messages > 0, "all messages");
    await tab.context().close();
  });
}

async function states(browser, broker) {
  const tab = await open(browser, broker.monitoring, broker.token);
  const api = (path) => `${broker.monitoring}/api/v1/${path}`;

  await check("loading: the shape of what comes, and no sign if it comes at once", async () => {
    const held = [];
    await answering(tab, api("clients?*"), (route) => held.push(route), async () => {
      await Promise.all([tab.waitForRequest(api("clients?*")), tab.goto(`${broker.monitoring}/ui/#/clients`)]);
      await tab.getByRole("status", { name: "Loading" }).waitFor();
      await Promise.all(held.map((route) => route.continue()));
      await settled(tab);
      await tab.getByRole("link", { name: "worker" }).waitFor();
    });
  });

  await check("error: what failed, what helps, and a retry that works", async () => {
    const problem = { type: "/api/problems/busy", title: "The server is busy", status: 503, detail: "a reason", remedy: "wait a little" };
    const refuse = (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify(problem) });
    await answering(tab, api("clients?*"), refuse, async () => {
      await visit(tab, broker, "#/clients");
      for (const text of ["The server is busy", "a reason", "wait a little"]) {
        await shows(tab, text);
      }
    });
    await main(tab).getByRole("button", { name: "Try again" }).click();
    await tab.getByRole("link", { name: "worker" }).waitFor();
    expect((await main(tab).getByRole("alert").count()) === 0, "no alert after that");
  });

  await check("error: an answer that is not of this server is a sentence", async () => {
    const refuse = (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" });
    await answering(tab, api("clients?*"), refuse, async () => {
      await visit(tab, broker, "#/clients");
      await shows(tab, "The answer is not JSON (status 502)");
    });
  });

  await check("starting: the page says so, and goes on by itself", async () => {
    const starting = async (route) => {
      const real = await (await route.fetch()).json();
      await route.fulfill({ json: { ...real, isReady: false } });
    };
    await answering(tab, api("server"), starting, async () => {
      await visit(tab, broker, "#/");
      await tab.locator("header").getByText("starting").waitFor();
      await shows(tab, "The server starts, and recovers");
    });
    await tab.locator("header").getByText("starting").waitFor({ state: "detached" });
  });
  await tab.context().close();
}

async function empty(browser) {
  const broker = await startBroker(root);
  const tab = await open(browser, broker.monitoring, broker.token);
  const hints = { "#/": "publish tickets:created", "#/channels": "publish tickets:created", "#/clients": "listen tickets:created", "#/parked": "", "#/findings": "" };
  for (const [hash, hint] of Object.entries(hints)) {
    await check(`empty: ${hash} says how that changes`, async () => {
      await visit(tab, broker, hash);
      await main(tab).locator(".empty").or(main(tab).getByText(/No findings/)).first().waitFor();
      if (hint) {
        await shows(tab, hint);
      }
    });
  }
  await tab.context().close();
  await broker.stop("SIGTERM");
}

/** More findings than fit a page: a group of each channel does not acknowledge its only message in flight. */
async function manyFindings(browser) {
  const broker = await startBroker(root);
  const client = await connect(broker.url, "publisher");
  const stalled = 60;
  for (let i = 0; i < stalled; i++) {
    await publish(client, `shop-${i}:created`, "x");
    const options = client.subscriptionOptions().setDeliverAllAvailable().setManualAckMode(true).setMaxInFlight(1).setAckWait(1000);
    await new Promise((resolve) => client.subscribe(`shop-${i}:created`, "workers", options).on("ready", resolve));
    await publish(client, `shop-${i}:created`, "y");
  }
  const tab = await open(browser, broker.monitoring, broker.token);
  const articles = () => tab.locator("main article").count();
  const total = async () => (await (await tab.request.get(`${broker.monitoring}/api/v1/findings?limit=1`)).json()).total;
  while ((await total()) < stalled) {
    await tab.waitForTimeout(500); // a position stands still for some seconds before it is a finding
  }

  await check("findings of several pages: the first has 25, and says how many there are", async () => {
    await visit(tab, broker, "#/findings");
    await shows(tab, /25 of \d+/);
    await tab.waitForFunction(() => document.querySelectorAll("main article").length === 25);
  });

  await check("findings of several pages: the next page has others, and the first one comes again", async () => {
    const first = await tab.locator("main article").first().textContent();
    await main(tab).getByRole("button", { name: "Next page" }).click();
    await tab.waitForURL(/after=/);
    await tab.waitForFunction((known) => {
      const now = document.querySelector("main article");
      return now && now.textContent !== known;
    }, first);
    const shown = await articles();
    expect(shown > 0 && shown <= 25, `a page, not ${shown}`);
    await main(tab).getByRole("button", { name: "First page" }).click();
    await tab.waitForFunction(() => document.querySelectorAll("main article").length === 25);
    expect((await tab.locator("main article").first().textContent()) === first, "the worst first");
  });

  await check("findings of several pages: a severity is in the address, and holds after a reload", async () => {
    await main(tab).getByRole("group", { name: "Severity" }).getByRole("button").first().click();
    await tab.waitForURL(/severity=/);
    await tab.reload();
    await settled(tab);
    await main(tab).getByRole("group", { name: "Severity" }).locator('[aria-pressed="true"]').waitFor();
    await tab.locator("main article").first().waitFor();
  });
  await tab.context().close();
  client.on("error", () => {});
  await broker.stop("SIGTERM");
}

/** A server whose files may not grow beyond 2 MiB, so that it has room for two of these messages at a time. */
async function failing(browser) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "stanchion-full-"));
  const broker = await startBroker(root, { flags: ["-store", "file", "-dir", folder], mostOfFile: 2048 });
  const client = await connect(broker.url, "publisher");
  const tab = await open(browser, broker.monitoring, broker.token);
  const refusal = async () => {
    for (let i = 0; i < 10; i++) {
      const answer = await publish(client, "tickets:created", "x".repeat(700_000)).catch(String);
      if (answer) {
        return answer;
      }
    }
    throw new Error("the store takes every message");
  };

  for (const hash of ["#/", "#/channels", "#/clients", "#/server"]) {
    await check(`a store that refuses messages: ${hash} says why`, async () => {
      const answer = await refusal();
      expect(answer.includes("File too large"), `the reason in the answer, not "${answer}"`);
      await visit(tab, broker, hash);
      const alert = tab.getByRole("alert").filter({ hasText: "Publishers get this error; what is stored is still delivered" });
      await alert.getByText(/File too large/).waitFor();
    });
  }
  await tab.context().close();
  client.on("error", () => {});
  await broker.stop("SIGTERM");
  fs.rmSync(folder, { recursive: true, force: true });
}

async function restarts(browser) {
  const broker = await startBroker(root);
  let client = await connect(broker.url, "publisher");
  await publish(client, "tickets:created", "before");
  const tabs = {};
  for (const [name, hash] of Object.entries({ flow: "#/", channel: CREATED, clients: "#/clients", messages: `${CREATED}/messages?tail=1` })) {
    tabs[name] = await open(browser, broker.monitoring, broker.token);
    await visit(tabs[name], broker, hash);
    await tabs[name].locator("header").getByText(/live$/).waitFor();
  }
  for (const [signal, what] of [["SIGKILL", "killed"], ["SIGTERM", "restarted"]]) {
    await check(`a server that is ${what} under open pages: they say so, and recover by themselves`, async () => {
      client.on("error", () => {});
      client.close();
      await broker.stop(signal);
      for (const tab of Object.values(tabs)) {
        await tab.locator("header").getByText("lost, retrying").waitFor();
        await shows(tab, /What is shown was so at \d\d:\d\d:\d\d/);
      }
      await broker.start();
      client = await connect(broker.url, `publisher-${what}`);
      await publish(client, "tickets:created", `after it was ${what}`);
      await Promise.all(
        Object.values(tabs).map((tab) => tab.locator("header").getByText(/live$/).waitFor({ timeout: 20_000 })),
      );
      await tabs.flow.getByText("tickets:created").first().waitFor();
      await tabs.clients.getByRole("link", { name: `publisher-${what}` }).waitFor();
      await tabs.channel.getByRole("link", { name: "Log in" }).waitFor();
      for (const tab of Object.values(tabs)) {
        expect((await main(tab).getByText("cannot be reached").count()) === 0, "no alert that is out of date");
        await tab.context().request.post(`${broker.monitoring}/api/v1/session`, { data: { token: broker.token } });
        await tab.reload();
        await settled(tab);
      }
      await tabs.messages.locator("header").getByText(/live$/).waitFor();
      await tabs.messages.waitForTimeout(500); // the tail has begun
      await publish(client, "tickets:created", `seen live after it was ${what}`);
      await shows(tabs.messages, `seen live after it was ${what}`);
    });
  }
  for (const tab of Object.values(tabs)) {
    await tab.context().close();
  }
  client.on("error", () => {});
  await broker.stop("SIGTERM");
}

async function many(browser) {
  const broker = await startBroker(root, { flags: ["-mc", "0"] });
  const client = await connect(broker.url, "publisher");
  for (let i = 0; i < MANY; i += 1000) {
    await Promise.all(Array.from({ length: 1000 }, (_, j) => publish(client, `shop-${i + j}:created`, "x")));
  }
  const tab = await open(browser, broker.monitoring, broker.token);
  const rows = () => tab.locator("main tbody tr").count();
  const timed = async (what, body) => {
    const began = Date.now();
    await body();
    const took = Date.now() - began;
    console.log(`10,000 channels, ${what}: ${took} ms`);
    expect(took < PATIENCE, `${what} in ${PATIENCE} ms`);
  };

  await check("10,000 channels: flow shows some, and how many there are", () =>
    timed("flow", async () => {
      await visit(tab, broker, "#/");
      await shows(tab, /and 9,\d\d\d quiet ones/);
      const nodes = await tab.locator(".map .node").count();
      expect(nodes <= 100, `a picture, not ${nodes} boxes`);
    }));

  await check("10,000 channels: the list is a page of them", () =>
    timed("list", async () => {
      await visit(tab, broker, "#/channels");
      await shows(tab, /of 10,000/);
      expect((await rows()) <= 200, `at most 200 rows, not ${await rows()}`);
    }));

  await check("10,000 channels: a filter finds the one", () =>
    timed("filter", async () => {
      await tab.getByLabel("Name contains").fill("shop-9876");
      await tab.getByLabel("Name contains").press("Enter");
      await tab.getByRole("link", { name: "shop-9876:created" }).waitFor();
      await tab.waitForFunction(() => document.querySelectorAll("main tbody tr").length === 1);
    }));

  await check("10,000 channels: a pattern is of the whole name", () =>
    timed("pattern", async () => {
      await visit(tab, broker, `#/channels?q=${encodeURIComponent("Shop-98*6:*")}`);
      await tab.getByRole("link", { name: "shop-9876:created" }).waitFor();
      expect((await rows()) === 11, `shop-986 and the ten from shop-9806 to shop-9896, not ${await rows()}`);
    }));

  await check("10,000 channels: another order", () =>
    timed("order", async () => {
      await visit(tab, broker, "#/channels?sort=name");
      await tab.getByRole("link", { name: "shop-0:created" }).waitFor();
    }));

  await check("10,000 channels: a new one shows up", () =>
    timed("live", async () => {
      await visit(tab, broker, "#/channels?q=tickets");
      await main(tab).locator(".empty").waitFor();
      await publish(client, "tickets:created", "x");
      await tab.getByRole("link", { name: "tickets:created" }).waitFor();
    }));
  expect(tab.complaints.length === 0, tab.complaints.join("; "));
  await tab.context().close();
  client.close();
  await broker.stop("SIGTERM");
}

run(async () => {
  const browser = await launch();
  const broker = await startBroker(root);
  await names(browser, broker);
  await clocks(browser, broker);
  await prefixes(browser, broker);
  await sessions(browser, broker);
  await states(browser, broker);
  await broker.stop("SIGTERM");
  await empty(browser);
  await manyFindings(browser);
  await failing(browser);
  await restarts(browser);
  await many(browser);
  await browser.close();
});
