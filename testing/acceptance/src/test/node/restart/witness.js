// Publishes without a pause and listens in every way, and says on stdout what it notices:
//   acked N | unacknowledged N WHY | received SUBSCRIPTION N SEQUENCE | problem WHAT
// Arguments: URL CLUSTER_ID CLIENT_ID CHANNEL
const stan = require('node-nats-streaming');

const [url, clusterId, clientId, channel] = process.argv.slice(2);
const connection = stan.connect(clusterId, clientId, { url });

for (const event of ['error', 'close', 'connection_lost', 'permission_error']) {
  connection.on(event, (cause) => console.log(`problem ${event} ${cause}`));
}
connection.on('connect', () => {
  listen('plain', connection.subscriptionOptions());
  listen('durable', connection.subscriptionOptions().setDurableName('witness'));
  listen('member1', connection.subscriptionOptions(), 'group');
  listen('member2', connection.subscriptionOptions(), 'group');
  publish();
});

function listen(name, options, group) {
  const subscription = group
    ? connection.subscribe(channel, group, options)
    : connection.subscribe(channel, options);
  subscription.on('message', (message) =>
    console.log(`received ${name} ${message.getData()} ${message.getSequence()}`));
  for (const event of ['error', 'timeout', 'unsubscribed', 'closed']) {
    subscription.on(event, (cause) => console.log(`problem ${name} ${event} ${cause}`));
  }
}

function publish() {
  let last = 0;
  setInterval(() => {
    const number = ++last;
    connection.publish(channel, String(number), (error) =>
      console.log(error ? `unacknowledged ${number} ${error}` : `acked ${number}`));
  }, 20);
}
