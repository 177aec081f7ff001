// Makes the pictures of the dashboard for the documentation, on a server that was just started:
//   node pictures.js NATS_URL MONITORING_URL TOKEN FOLDER
const { execFileSync } = require("node:child_process");
const path = require("node:path");
const { chromium } = require("playwright-core");
const { connect, publish } = require("./scene");

const [natsUrl, monitoring, token, folder] = process.argv.slice(2);

/** The services of a shop: one group is slow, one stands still. */
async function shop() {
  const services = {};
  for (const name of ["tickets-1", "orders-1", "orders-2", "payments-1", "expiration-1", "mailer-1"]) {
    services[name] = await connect(natsUrl, name);
  }
  const listen = (service, channel, group, acknowledge) => {
    const client = services[service];
    const options = client.subscriptionOptions().setDeliverAllAvailable().setManualAckMode(true);
    options.setMaxInFlight(20).setDurableName(group);
    client.subscribe(channel, group, options).on("message", acknowledge);
  };
  const soon = (message) => setTimeout(() => message.ack(), 5);
  listen("orders-1", "tickets:created", "orders-service", soon);
  listen("orders-2", "tickets:created", "orders-service", soon);
  listen("orders-1", "tickets:updated", "orders-service", soon);
  listen("payments-1", "orders:created", "payments-service", soon);
  listen("expiration-1", "orders:created", "expiration-service", soon);
  listen("mailer-1", "orders:created", "mailer-service", () => {});
  let turn = 0;
  setInterval(() => {
    turn++;
    for (let i = 0; i < 4; i++) {
      publish(services["tickets-1"], "tickets:created", JSON.stringify({ id: `t${turn}-${i}`, price: 20 }));
    }
    publish(services["tickets-1"], "tickets:updated", JSON.stringify({ id: `t${turn}`, version: 2 }));
    if (turn % 4 === 0) {
      publish(services["orders-1"], "orders:created", JSON.stringify({ id: `o${turn}`, ticket: { id: `t${turn}` } }));
    }
    if (turn % 40 === 0) {
      publish(services["expiration-1"], "expiration:complete", JSON.stringify({ orderId: `o${turn}` }));
    }
  }, 25);
}

async function main() {
  await shop();
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1180, height: 720 } });
    await context.request.post(`${monitoring}/api/v1/session`, { data: { token } });
    const tab = await context.newPage();
    await tab.goto(`${monitoring}/ui/#/`);
    await tab.getByText("is stalled").first().waitFor({ timeout: 120_000 });
    await tab.waitForTimeout(40_000); // the lines of the last hour need points
    await tab.screenshot({ path: path.join(folder, `dashboard-${colorScheme}.png`) });
    await context.close();
  }
  await browser.close();
  process.exit(0);
}

main();
