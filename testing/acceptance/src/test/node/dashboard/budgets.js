// What the dashboard may cost a browser and the server: node budgets.js ROOT [MINUTES [SECONDS]]
// Figures are printed. Bytes, requests and shifts are bounds that any machine keeps; times and
// processor shares only have a bound that a broken page passes, because machines are busy.
// MINUTES is how long the tail and the 50 streams go on, half a minute otherwise; SECONDS is how long
// the processor share of the server is watched for each figure, 20 otherwise.
const fs = require("node:fs");
const http = require("node:http");
const { startBroker } = require("./broker");
const { check, expect, launch, open, run, settled } = require("./browser");
const { connect, publish } = require("./scene");
const { workOf } = require("./work");

const [root, minutes = "0.5", watched = "20"] = process.argv.slice(2);
const CHANNELS = 10_000;
const VIEWERS = 50;
const ROWS = 200;
const THROTTLE = 4;

/** Processor time of scripts in a live second, in milliseconds: 16, and room for a processor that others heat. */
const TICK_MS = 30;

const MB = 1024 * 1024;

/** Files of the first view; each module is one, and a browser keeps all of them. */
const FILES = 12;

const TICKS_PER_SECOND = 100; // of /proc

const figure = (name, value) => console.log(`${name.padEnd(58)} ${value}`);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Processor seconds and resident bytes of a process so far. */
function usage(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  const resident = Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
  return { seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, resident, at: Date.now() };
}

/** Returns the share of a core that a process needs for some time, in percent. */
async function share(pid, seconds) {
  const before = usage(pid);
  await pause(seconds * 1000);
  const after = usage(pid);
  return (100_000 * (after.seconds - before.seconds)) / (after.at - before.at);
}

/** Opens a stream of events from an address of its own: the server allows eight of each. */
function look(broker, number, topics) {
  const request = http.get({
    host: "127.0.0.1",
    port: broker.monitoringPort,
    path: `/api/v1/events?topics=${topics}&sort=-lagMessages&limit=50`,
    localAddress: `127.0.1.${1 + number}`,
    agent: false,
  });
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => {
      if (response.statusCode !== 200) {
        reject(new Error(`stream ${number}: status ${response.statusCode}`));
      }
      response.on("error", () => {});
      response.resume();
      response.once("data", () => resolve({ close: () => request.destroy() }));
    });
  });
}

/** Notes every shift of the layout that no key or click has caused, and the first paint. */
const OBSERVE = () => {
  window.shifts = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.shifts += entry.hadRecentInput ? 0 : entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
};

async function firstLoad(browser, broker) {
  const tab = await open(browser, broker.monitoring, undefined, { viewport: { width: 1280, height: 900 } });
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send("Network.enable");
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
  const urls = new Map();
  let bytes = 0;
  cdp.on("Network.requestWillBeSent", (event) => urls.set(event.requestId, event.request.url));
  cdp.on("Network.loadingFinished", (event) => {
    if (urls.get(event.requestId)?.includes("/ui/")) {
      bytes += event.encodedDataLength;
    }
  });
  await tab.addInitScript(OBSERVE);
  const began = Date.now();
  await tab.goto(`${broker.monitoring}/ui/`);
  await settled(tab);
  await tab.locator("header").getByText(/live$/).waitFor();
  const usable = Date.now() - began;
  const paint = await tab.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  await tab.waitForLoadState("networkidle", { timeout: 3000 }).catch(() => {}); // the stream never is
  const files = [...urls.values()].filter((url) => url.includes("/ui/"));
  figure("first load, files", files.length);
  figure("first load, bytes with headers, compressed", bytes);
  figure(`first paint, ${THROTTLE} times slower, ms`, Math.round(paint));
  figure(`usable and live, ${THROTTLE} times slower, ms`, usable);
  expect(files.length <= FILES, `at most ${FILES} files, not ${files.length}: ${files.join(" ")}`);
  expect(bytes <= 60 * 1024, `at most 60 KiB, not ${bytes}`);
  expect(usable < 20_000, `a page that is usable at all, not after ${usable} ms`);
  await tab.context().close();
}

/** Processor time does not depend on what else the machine does, so these bounds are those of a quiet one. */
async function firstWork(browser, broker) {
  const works = [];
  for (let i = 0; i < 3; i++) {
    const tab = await open(browser, broker.monitoring, undefined, { viewport: { width: 1280, height: 900 } });
    works.push(await workOf(tab, `${broker.monitoring}/ui/`));
    await tab.context().close();
  }
  const least = (of) => THROTTLE * Math.min(...works.map(of));
  const [paint, usable] = [least((each) => each.paint), least((each) => each.usable)];
  figure(`work until the first paint, ${THROTTLE} times slower, ms of the main thread`, paint.toFixed(0));
  figure(`work until usable and live, ${THROTTLE} times slower, ms`, usable.toFixed(0));
  expect(paint > 0 && paint <= 800, `a first paint after at most 800 ms of work, not ${paint}`);
  expect(usable <= 1200, `a usable page after at most 1,200 ms of work, not ${usable}`);
}

/** A channel with 200 positions that all change with each tick. */
async function liveTick(browser, broker) {
  const client = await connect(broker.url, "listeners");
  for (let i = 0; i < ROWS; i++) {
    const options = client.subscriptionOptions().setDeliverAllAvailable().setManualAckMode(true);
    await new Promise((resolve) => client.subscribe("tickets:created", `group-${i}`, options).on("ready", resolve));
  }
  const timer = setInterval(() => publish(client, "tickets:created", '{"id":"t1"}').catch(() => {}), 100);
  const tab = await open(browser, broker.monitoring, undefined, { viewport: { width: 1280, height: 900 } });
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" }); // other work on the machine does not count
  await tab.addInitScript(OBSERVE);
  await tab.goto(`${broker.monitoring}/ui/#/channels/tickets%3Acreated`);
  await tab.waitForFunction((rows) => document.querySelectorAll("main tbody tr").length >= rows, ROWS);
  await tab.locator("header .cluster").getByText(/./).first().waitFor(); // no live data: it moves the header once
  await pause(1000);
  const shiftsBefore = await tab.evaluate(() => window.shifts);
  const metric = async (name) => (await cdp.send("Performance.getMetrics")).metrics.find((each) => each.name === name).value;
  const seconds = 10;
  const before = await metric("ScriptDuration");
  await pause(seconds * 1000);
  const script = (1000 * ((await metric("ScriptDuration")) - before)) / seconds;
  const shifts = (await tab.evaluate(() => window.shifts)) - shiftsBefore;
  clearInterval(timer);
  figure(`a live second with ${ROWS} rows, processor ms of script`, script.toFixed(1));
  figure("layout shift of live data", shifts);
  expect(shifts < 0.001, `no shift, not ${shifts}`);
  expect(script <= TICK_MS, `at most ${TICK_MS} ms of script, not ${script}`);
  await tab.context().close();
  client.close();
}

async function manyChannels() {
  const broker = await startBroker(root, { flags: ["-mc", "0", "-msu", "0", "-mm", "1000"] });
  const client = await connect(broker.url, "many");
  for (let i = 0; i < CHANNELS; i += 1000) {
    const some = Array.from({ length: 1000 }, (_, j) => `shop-${i + j}:created`);
    await Promise.all(some.map((name) => publish(client, name, "x")));
    await Promise.all(some.map((name) => new Promise((resolve) => client.subscribe(name, client.subscriptionOptions()).on("ready", resolve))));
  }
  return { broker, client };
}

async function viewers(broker) {
  const seconds = Number(watched);
  await pause(seconds * 600); // what the channels cost, and the compiler
  const before = usage(broker.pid).resident;
  const idle = await share(broker.pid, seconds);
  const { resident } = usage(broker.pid);
  const topics = "overview,findings,channels";
  const streams = [await look(broker, 0, topics)];
  await pause(5000); // the first samples load classes
  const one = await share(broker.pid, seconds);
  for (let i = 1; i < VIEWERS; i++) {
    streams.push(await look(broker, i, topics));
  }
  const all = await share(broker.pid, seconds);
  const more = (usage(broker.pid).resident - resident) / MB;
  figure(`${CHANNELS} channels and subscriptions, nobody looks, % of a core`, idle.toFixed(2));
  figure("and 1 viewer, % of a core", one.toFixed(2));
  figure(`and ${VIEWERS} viewers, % of a core`, all.toFixed(2));
  // The search for findings fills its memory and the compiler goes on also without viewers.
  figure(`nobody looks for ${seconds} s, more resident MB`, ((resident - before) / MB).toFixed(1));
  figure(`${VIEWERS} viewers for ${seconds} s, more resident MB`, more.toFixed(1));
  expect(all < 50, `a server that has time for its work, not ${all} %`);
  expect(more < 128, `a bound for its memory, not ${more} MB more`);
  streams.forEach((each) => each.close());
  await pause(12_000); // samplers end ten seconds after the last viewer
  figure("10 s after the last viewer, % of a core", (await share(broker.pid, seconds)).toFixed(2));
}

/** A tail of 200 messages a second in a tab, and 50 streams, for some minutes. */
async function soak(browser, broker, client) {
  await publish(client, "tickets:created", "a channel to tail");
  const tab = await open(browser, broker.monitoring, broker.token);
  const cdp = await tab.context().newCDPSession(tab);
  await cdp.send("Performance.enable");
  await tab.goto(`${broker.monitoring}/ui/#/channels/tickets%3Acreated/messages?tail=1`);
  await settled(tab);
  const streams = [];
  for (let i = 0; i < VIEWERS; i++) {
    streams.push(await look(broker, 100 + i, i % 2 === 0 ? "overview,findings,channels" : "overview"));
  }
  let sent = 0;
  const timer = setInterval(() => {
    for (let i = 0; i < 10; i++) {
      publish(client, "tickets:created", JSON.stringify({ id: `t${sent++}`, title: "concert", price: 20 })).catch(() => {});
    }
  }, 50);
  const heap = async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    return (await cdp.send("Performance.getMetrics")).metrics.find((each) => each.name === "JSHeapUsedSize").value / MB;
  };
  await tab.waitForFunction((rows) => document.querySelectorAll("main tbody tr").length >= rows, ROWS);
  await pause(10_000); // the ring of the tail is full
  const end = Date.now() + Number(minutes) * 60_000;
  const heaps = [await heap()];
  const residents = [usage(broker.pid).resident / MB];
  while (Date.now() < end) {
    await pause(Math.max(5000, (Number(minutes) * 60_000) / 20));
    heaps.push(await heap());
    residents.push(usage(broker.pid).resident / MB);
  }
  clearInterval(timer);
  streams.forEach((each) => each.close());
  const [first, last] = [heaps[0], heaps.at(-1)];
  figure(`tail for ${minutes} min, messages published`, sent);
  figure("tail, heap of the page after collection, MB", heaps.map((each) => each.toFixed(1)).join(" "));
  figure("tail and 50 streams, resident MB of the server", residents.map((each) => each.toFixed(0)).join(" "));
  expect(last <= 60, `at most 60 MB, not ${last}`);
  expect(last - first <= 10, `no growth, not from ${first} to ${last}`);
  const middle = residents[Math.floor(residents.length / 2)];
  expect(residents.at(-1) - middle <= 48, `a server that does not grow, not ${residents.join(" ")}`);
  await tab.context().close();
}

run(async () => {
  const browser = await launch();
  const small = await startBroker(root);
  await check("the first load is small", () => firstLoad(browser, small));
  await check("the first view is little work", () => firstWork(browser, small));
  await check("live data neither shift nor burden the page", () => liveTick(browser, small));
  await small.stop("SIGTERM");
  const { broker, client } = await manyChannels();
  await check("viewers cost the server little", () => viewers(broker));
  await check("a tail and 50 streams do not grow", () => soak(browser, broker, client));
  client.on("error", () => {});
  await broker.stop("SIGTERM");
  await browser.close();
});
