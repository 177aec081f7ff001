// What all scripts here need: Chromium, a tab that notes complaints, and checks that are printed.
const { execFileSync } = require("node:child_process");
const { chromium } = require("playwright-core");

let hasFailed = false;

/** Prints "ok NAME", or "not ok NAME: why". */
async function check(name, body) {
  try {
    await body();
    console.log(`ok ${name}`);
  } catch (failure) {
    hasFailed = true;
    console.log(`not ok ${name}: ${String(failure.message).replaceAll("\n", " | ")}`);
  }
}

function expect(isTrue, what) {
  if (!isTrue) {
    throw new Error(`expected: ${what}`);
  }
}

function launch() {
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  // In containers and for root, Chromium's own sandbox cannot start.
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** A tab of a context of its own, logged in if there is a token. It notes what the browser complains about. */
async function open(browser, monitoring, token, settings = {}) {
  const context = await browser.newContext(settings);
  if (token) {
    const reply = await context.request.post(`${monitoring}/api/v1/session`, { data: { token } });
    expect(reply.status() === 201, `log in, not ${reply.status()}`);
  }
  const tab = await context.newPage();
  tab.complaints = [];
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !message.text().includes("404 (Not Found)")) {
      tab.complaints.push(message.text());
    }
  });
  tab.on("pageerror", (failure) => tab.complaints.push(failure.message));
  return tab;
}

/** A view is there when it has its heading and no skeleton. */
async function settled(tab) {
  await tab.waitForSelector("main h1");
  await tab.waitForFunction(() => !document.querySelector(".skeleton"));
}

/** Runs a script to its end: "end" is its last line. */
function run(main) {
  main().then(
    () => {
      console.log("end");
      process.exit(hasFailed ? 1 : 0);
    },
    (failure) => {
      console.log(`not ok: ${failure.stack}`);
      process.exit(1);
    },
  );
}

module.exports = { check, expect, launch, open, run, settled };
