// Connects with a password over TLS, publishes and listens, and says on stdout what it notices:
//   connected | acked N | refused CHANNEL WHY | received N | problem WHAT
// Arguments: URL CLUSTER_ID CLIENT_ID USER PASSWORD CA_FILE|- ALLOWED_CHANNEL DENIED_CHANNEL
const fs = require('fs');
const stan = require('node-nats-streaming');

const [url, clusterId, clientId, user, pass, ca, allowed, denied] = process.argv.slice(2);
const options = { url, user, pass };
if (ca !== '-') {
  options.tls = { ca: [fs.readFileSync(ca)] };
}
const connection = stan.connect(clusterId, clientId, options);

for (const event of ['error', 'close', 'connection_lost', 'permission_error']) {
  connection.on(event, (cause) => console.log(`problem ${event} ${cause}`));
}
connection.on('connect', () => {
  console.log('connected');
  const listening = connection.subscribe(
    allowed, connection.subscriptionOptions().setDeliverAllAvailable().setManualAckMode(true));
  listening.on('message', (message) => {
    message.ack();
    console.log(`received ${message.getData()}`);
  });
  listening.on('error', (cause) => console.log(`problem subscribe ${cause}`));
  connection.subscribe(denied).on('error', (cause) => console.log(`refused ${denied} ${cause}`));
  connection.publish(denied, 'x', (error) => console.log(`refused ${denied} ${error}`));
  let last = 0;
  setInterval(() => {
    const number = ++last;
    connection.publish(allowed, String(number), (error) =>
      console.log(error ? `problem publish ${error}` : `acked ${number}`));
  }, 100);
});
