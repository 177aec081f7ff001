// Does what docs/guide/learning-with-the-dashboard.md says, with the programs of that page, and looks
// at the dashboard as its reader does: node story.js ROOT [FOLDER]
// With a folder it also makes the page's pictures there.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { startBroker } = require("./broker");
const { check, expect, launch, open, run, settled } = require("./browser");
const { smaller } = require("./png");

const [root, folder] = process.argv.slice(2);
const lesson = fs.readFileSync(path.join(root, "docs/guide/learning-with-the-dashboard.md"), "utf8");
const work = path.join(__dirname, "lesson");

const CHANNEL = "#/channels/tickets%3Acreated";
const GROUP = `${CHANNEL}/groups/orders-service`;
const DURABLE = `${CHANNEL}/groups/orders%3Aorders-service`;

/** The commands of the page that are still to be run. */
const commands = [...lesson.matchAll(/^(node|pkill) .*$/gm)].map((found) => found[0]);

/** Writes the page's programs, for a server at another port. */
function writePrograms(port) {
  fs.mkdirSync(work, { recursive: true });
  for (const [, name, text] of lesson.matchAll(/<!-- file: (\S+) -->\n```js\n([^]*?)```/g)) {
    fs.writeFileSync(path.join(work, name), text.replace("localhost:4222", `127.0.0.1:${port}`));
  }
}

/** Waits for something to be true, and fails with what is there otherwise. */
async function until(isTrue, what, patience = 30_000) {
  const end = Date.now() + patience;
  while (!isTrue()) {
    expect(Date.now() < end, what());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A program that runs in a terminal. */
class Terminal {
  static #open = new Set();

  static {
    process.on("exit", () => Terminal.#open.forEach((each) => each.child.kill("SIGKILL")));
  }

  constructor(command) {
    Terminal.#open.add(this);
    this.text = "";
    this.command = command;
    this.child = spawn("node", command.split(" ").slice(1), { cwd: work });
    this.child.stdout.on("data", (data) => (this.text += data));
    this.child.stderr.on("data", (data) => (this.text += data));
    this.ended = new Promise((resolve) => this.child.on("exit", resolve));
  }

  lines() {
    return this.text.split("\n").filter(Boolean);
  }

  says(line) {
    const isSaid = () => this.lines().some((each) => each.startsWith(line));
    return until(isSaid, () => `"${this.command}" to say "${line}", and not "${this.text}"`);
  }

  async stop(signal = "SIGINT") {
    this.child.kill(signal);
    await this.ended;
  }
}

/** Starts the next program of the page. */
function start(command) {
  expect(commands.shift() === command, `the page to have "${command}" here`);
  return new Terminal(command);
}

async function publish(id) {
  const publisher = start(`node publisher.js ${id}`);
  await publisher.says(`published ${id}`);
  await publisher.ended;
}

async function main() {
  const broker = await startBroker(root);
  writePrograms(broker.port);
  const browser = await launch();
  const settings = { colorScheme: "light", viewport: { width: 1120, height: 900 } };
  const tab = await open(browser, broker.monitoring, broker.token, settings);
  const visit = async (hash) => {
    await tab.goto("about:blank"); // so that the page asks anew, also if it was shown
    await tab.goto(`${broker.monitoring}/ui/${hash}`);
    await settled(tab);
  };
  const shows = (text) => tab.locator("main").getByText(text).first().waitFor();
  const picture = async (name) => {
    if (folder) {
      await tab.mouse.move(0, 0);
      const bottom = await tab.evaluate(() => {
        const ends = [...document.querySelectorAll("main > *, nav > *")].map((each) => each.getBoundingClientRect().bottom);
        return Math.max(...ends);
      });
      const height = Math.min(settings.viewport.height, Math.ceil(bottom) + 24);
      const clip = { x: 0, y: 0, width: settings.viewport.width, height };
      fs.writeFileSync(path.join(folder, `${name}.png`), smaller(await tab.screenshot({ clip })));
    }
  };
  let listener;

  await check("1. a first event", async () => {
    await publish("t1");
    await visit("#/");
    await shows("nobody listens");
    await visit(CHANNEL);
    await shows("Messages are kept, and nobody listens");
    await visit(`${CHANNEL}/messages`);
    await shows('"t1"');
    await picture("1-first-event");
  });

  await check("2. a listener", async () => {
    listener = start("node listener.js listener");
    await listener.says("connected as listener");
    await visit(CHANNEL);
    await shows("up to date");
    await publish("t2");
    await listener.says("received #2");
    expect(!listener.text.includes("received #1 "), "only what came later");
    await visit(CHANNEL);
    await shows("up to date");
    await picture("2-a-listener");
  });

  await check("3. two listeners with one ID", async () => {
    const second = start("node listener.js listener");
    await second.says("stan: clientID already registered");
    for (let i = 0; i < 2; i++) {
      await new Terminal("node listener.js listener").says("stan: clientID already registered");
    }
    await visit("#/clients");
    await shows("listener");
    await visit("#/findings");
    await shows("duplicate-id");
    await shows("listener");
    await picture("3-one-id");
    expect(listener.child.exitCode === null, "the first one goes on");
    await listener.stop();
  });

  await check("4. random IDs", async () => {
    const both = [start("node listener.js"), start("node listener.js")];
    for (const each of both) {
      await each.says("connected as");
    }
    await visit(CHANNEL);
    await tab.waitForFunction(() => document.querySelectorAll("main tbody tr").length === 2);
    await publish("t3");
    await Promise.all(both.map((each) => each.says("received #3")));
    await visit(CHANNEL);
    await shows("up to date");
    await picture("4-random-ids");
    await Promise.all(both.map((each) => each.stop()));
  });

  await check("5. a queue group", async () => {
    const both = [start("node worker.js 0"), start("node worker.js 0")];
    await Promise.all(both.map((each) => each.says("ready")));
    for (const id of ["t4", "t5", "t6", "t7"]) {
      await publish(id);
    }
    const received = () => both.map((each) => each.lines().filter((line) => line.startsWith("received")).length);
    await until(() => received()[0] + received()[1] === 4, () => `four events in all, not ${received()}`);
    expect(received().every((number) => number > 0), `some for each, not ${received()}`);
    await visit(GROUP);
    await tab.waitForFunction(() => document.querySelectorAll("main tbody tr").length === 2);
    await shows("up to date");
    await picture("5-a-queue-group");
    await Promise.all(both.map((each) => each.stop()));
  });

  await check("6. an event that nobody acknowledges, and 7. a member that is killed", async () => {
    const silent = start("node worker.js never");
    await silent.says("ready");
    await publish("t8");
    await silent.says("received #8");
    await silent.says("received #8 again");
    await visit(GROUP);
    await shows("Oldest in flight");
    await tab.getByRole("row", { name: /^8 2 / }).waitFor();
    await picture("6-in-flight");
    const second = start("node worker.js 0");
    await second.says("ready");
    expect(commands.shift() === "pkill -9 -f 'worker.js never'", "the page kills it");
    const before = Date.now();
    await silent.stop("SIGKILL");
    await second.says("received #8 again");
    console.log(`the event moved after ${Date.now() - before} ms`);
    await visit(GROUP);
    await shows("up to date");
    await picture("7-a-killed-member");
    await second.stop();
  });

  await check("8. a durable that resumes where it stopped", async () => {
    const first = start("node worker.js 0 orders");
    await first.says("received #8");
    // It acknowledges after it has said so. A copy that stops in between gets the message again.
    await visit(DURABLE);
    await shows("up to date");
    await first.stop();
    for (const id of ["t9", "t10", "t11"]) {
      await publish(id);
    }
    await visit(DURABLE);
    await shows("offline");
    await shows("3 messages wait");
    await picture("8-a-durable-waits");
    const again = start("node worker.js 0 orders");
    await again.says("received #11");
    const received = again.lines().filter((line) => line.startsWith("received"));
    expect(received.join() === "received #9,received #10,received #11", `only the three, not ${received}`);
    await shows("up to date");
    await again.stop();
  });

  await check("the page has no other command, and the browser no complaint", async () => {
    expect(commands.length === 0, `no other than ${commands}`);
    expect(tab.complaints.length === 0, tab.complaints.join("; "));
  });
  await browser.close();
}

run(main);
