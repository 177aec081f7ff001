// Compares views of the dashboard with pictures: node views.js ROOT [write]
// With "write" it makes the pictures anew. A picture that differs is written below target/.
const fs = require("node:fs");
const path = require("node:path");
const { check, expect, launch, run, settled } = require("./browser");
const { decode, distance, smaller } = require("./png");
const { ORIGIN, stage } = require("./stage");

const [root, mode] = process.argv.slice(2);
const KEPT = path.join(root, "testing/acceptance/src/test/pictures");
const DIFFERENT = path.join(root, "testing/acceptance/target/pictures");

/** Squares of so many pixels are compared by their means: browsers smooth letters differently. */
const SQUARE = 4;

/** How far the mean of a square may be from that of the picture, of 255. */
const FAR = 16;

/** How many squares may be far, of 1,000. */
const MOST = 5;

/** How many pictures of a view are taken until one is right. */
const TRIES = 20;

const GROUP = "#/channels/tickets%3Acreated/groups/mailer%3Amailer";
const light = { colorScheme: "light", viewport: { width: 1180, height: 1000 } };
const dark = { ...light, colorScheme: "dark" };
const middle = { ...light, viewport: { width: 768, height: 1000 } };
const small = { ...light, viewport: { width: 320, height: 1000 } };
const smallDark = { ...small, colorScheme: "dark" };

/** Clicks a button and waits for what it opens: the browser may have to load that first. */
function opens(name, shown) {
  return async (tab) => {
    await tab.getByRole("button", { name }).click();
    await shown(tab).first().waitFor();
  };
}

const VIEWS = {
  "flow-light": [light, "#/"],
  "flow-dark": [dark, "#/"],
  "flow-small": [small, "#/"],
  "channels-light": [light, "#/channels"],
  "group-dark": [dark, GROUP],
  "message-light": [light, "#/channels/tickets%3Acreated/messages/41"],
  "parked-light": [light, "#/parked"],
  "parked-small": [small, "#/parked"],
  "clients-dark": [dark, "#/clients"],
  "channels-middle": [middle, "#/channels"],
  "parked-middle": [middle, "#/parked"],
  "messages-light": [light, "#/channels/tickets%3Acreated/messages"],
  "messages-small-dark": [smallDark, "#/channels/tickets%3Acreated/messages"],
  "server-dark": [dark, "#/server"],
  "findings-light": [light, "#/findings"],
  "actions-small-dark": [smallDark, GROUP, opens("Actions", (tab) => tab.getByRole("button", { name: "Pause" }))],
  "why-light": [light, "#/", opens(/^Why messages wait for mailer/, (tab) => tab.getByRole("dialog").getByText("stalled"))],
};

/** The mean colours of the squares of a picture, as numbers 0xRRGGBB. */
function squares({ width, height, pixels }) {
  const means = [];
  for (let y = 0; y + SQUARE <= height; y += SQUARE) {
    for (let x = 0; x + SQUARE <= width; x += SQUARE) {
      const sums = [0, 0, 0];
      for (let i = 0; i < SQUARE * SQUARE; i++) {
        const pixel = pixels[(y + Math.floor(i / SQUARE)) * width + x + (i % SQUARE)];
        [16, 8, 0].forEach((shift, at) => (sums[at] += (pixel >> shift) & 255));
      }
      const [red, green, blue] = sums.map((sum) => Math.round(sum / (SQUARE * SQUARE)));
      means.push((red << 16) | (green << 8) | blue);
    }
  }
  return means;
}

/** How many squares of 1,000 differ; all if the sizes do. */
function difference(one, other) {
  if (one.width !== other.width || one.height !== other.height) {
    return 1000;
  }
  const [before, now] = [squares(one), squares(other)];
  return (1000 * before.filter((mean, i) => distance(mean, now[i]) > FAR).length) / before.length;
}

/** Opens the view and does what its entry says. */
async function open(browser, [settings, hash, act]) {
  const tab = await stage(browser, root, settings);
  await tab.goto(`${ORIGIN}/ui/${hash}`);
  await settled(tab);
  await tab.locator("header").getByText(/live$/).waitFor();
  await act?.(tab);
  await tab.waitForLoadState("networkidle");
  await tab.evaluate(() => document.fonts.ready);
  return tab;
}

async function picture(tab) {
  return smaller(await tab.screenshot({ animations: "disabled", caret: "hide" }));
}

/** The first picture that is like the one before: nothing moves any more. */
async function still(tab) {
  let now = await picture(tab);
  for (let i = 0; i < TRIES; i++) {
    const before = now;
    now = await picture(tab);
    if (before.equals(now)) {
      return now;
    }
  }
  throw new Error(`${TRIES} pictures in a row differ`);
}

/** Compares again while the picture differs: on a busy machine a part of the view may come late. */
async function compare(name, tab) {
  const kept = path.join(KEPT, `${name}.png`);
  const expected = fs.existsSync(kept) && decode(fs.readFileSync(kept));
  let now;
  let differs = 1000;
  for (let i = 0; differs > MOST && i < TRIES; i++) {
    now = await picture(tab);
    differs = expected ? difference(expected, decode(now)) : 1000;
  }
  if (differs > MOST) {
    fs.mkdirSync(DIFFERENT, { recursive: true });
    fs.writeFileSync(path.join(DIFFERENT, `${name}.png`), now);
  }
  console.log(`${name}: ${differs.toFixed(1)} of 1,000 squares differ`);
  expect(differs <= MOST, `a view as in ${kept}, which bin/pictures views makes anew; it is now as in ${DIFFERENT}`);
}

run(async () => {
  const browser = await launch();
  fs.mkdirSync(KEPT, { recursive: true });
  for (const [name, view] of Object.entries(VIEWS)) {
    await check(name, async () => {
      const tab = await open(browser, view);
      if (mode === "write") {
        fs.writeFileSync(path.join(KEPT, `${name}.png`), await still(tab));
      } else {
        await compare(name, tab);
      }
      await tab.context().close();
    });
  }
  await browser.close();
});
