// A member of a queue group that works on each message for some milliseconds, and acknowledges it
// then. Begin and end of its work are lines of a file that all members share:
//   took SEQUENCE KEY VERSION | done SEQUENCE KEY VERSION
// It says "listens" on stdout when it has its subscription.
// Arguments: URL CLUSTER_ID CLIENT_ID CHANNEL GROUP FILE
const fs = require('fs');
const stan = require('node-nats-streaming');

const [url, clusterId, clientId, channel, group, file] = process.argv.slice(2);
const connection = stan.connect(clusterId, clientId, { url });

connection.on('error', (cause) => console.log(`problem ${cause}`));
connection.on('connect', () => {
  const options = connection
    .subscriptionOptions()
    .setDeliverAllAvailable()
    .setDurableName(group)
    .setManualAckMode(true)
    .setAckWait(5000)
    .setMaxInFlight(16);
  const subscription = connection.subscribe(channel, group, options);
  subscription.on('ready', () => console.log('listens'));
  subscription.on('message', (message) => {
    const { id, version } = JSON.parse(message.getData());
    const what = `${message.getSequence()} ${id} ${version}\n`;
    fs.appendFileSync(file, `took ${what}`);
    setTimeout(() => {
      fs.appendFileSync(file, `done ${what}`);
      message.ack();
    }, Math.random() * 20);
  });
});
