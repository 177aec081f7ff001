// What there is to see: see tour.js and pictures.js.
const stan = require("node-nats-streaming");

// A channel's name can have neither spaces nor >, and anything else that HTML reads differently.
const EVIL = `tickets:<img"onerror='alert(1)&amp;&lt;`;

function connect(url, id) {
  return new Promise((resolve, reject) => {
    // On a busy machine, a thousand requests at once take longer than the library's two seconds.
    const client = stan.connect("ticketing", id, { url, connectTimeout: 30_000 });
    client.on("connect", () => resolve(client));
    client.on("error", reject);
  });
}

const publish = (client, channel, data) =>
  new Promise((resolve, reject) =>
    client.publish(channel, data, (failure) => (failure ? reject(failure) : resolve())),
  );

/** A group that stands still, one that is up to date, and messages of all kinds. Returns who publishes. */
async function scene(url) {
  const publisher = await connect(url, "tickets-service");
  for (let i = 0; i < 60; i++) {
    await publish(publisher, "tickets:created", JSON.stringify({ id: `t${i}`, price: 20, seats: [{ row: 1 }] }));
  }
  await publish(publisher, EVIL, "<img src=x onerror=alert(1)>");
  await publish(publisher, "files:uploaded", Buffer.from([0, 255, 254, 1, 2]));
  await publish(publisher, "files:uploaded", "x".repeat(900_000));
  const listen = async (id, group, isAcking) => {
    const client = await connect(url, id);
    const options = client.subscriptionOptions().setDeliverAllAvailable().setManualAckMode(true).setMaxInFlight(20);
    options.setDurableName(group);
    client.subscribe("tickets:created", group, options).on("message", (message) => isAcking && message.ack());
  };
  await listen("orders-1", "orders-service", true);
  await listen("mailer-1", "mailer", false);
  return publisher;
}

module.exports = { EVIL, connect, publish, scene };
