// Makes the pictures of the dashboard for the documentation: node pictures.js ROOT FOLDER
const fs = require("node:fs");
const path = require("node:path");
const { startBroker } = require("./broker");
const { launch, open, run } = require("./browser");
const { smaller } = require("./png");
const { connect, publish } = require("./scene");

const [root, folder] = process.argv.slice(2);

/** The services of a shop: one group is slow, one stands still. */
async function shop(natsUrl) {
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
  const broker = await startBroker(root);
  await shop(broker.url);
  const browser = await launch();
  for (const colorScheme of ["light", "dark"]) {
    const settings = { colorScheme, viewport: { width: 1180, height: 1000 } };
    const tab = await open(browser, broker.monitoring, broker.token, settings);
    await tab.goto(`${broker.monitoring}/ui/#/`);
    await tab.getByText("is stalled").first().waitFor({ timeout: 120_000 });
    await tab.waitForTimeout(40_000); // the lines of the last hour need points
    fs.writeFileSync(path.join(folder, `dashboard-${colorScheme}.png`), smaller(await tab.screenshot()));
    await tab.context().close();
  }
  await browser.close();
}

run(main);
