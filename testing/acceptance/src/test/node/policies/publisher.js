// Publishes COUNT messages about KEYS things, each with the number of its version, and says "end"
// on stdout when all are acknowledged.
// Arguments: URL CLUSTER_ID CLIENT_ID CHANNEL COUNT KEYS
const stan = require('node-nats-streaming');

const [url, clusterId, clientId, channel, count, keys] = process.argv.slice(2);
const connection = stan.connect(clusterId, clientId, { url });
const versions = new Map();
let acknowledged = 0;

connection.on('error', (cause) => console.log(`problem ${cause}`));
connection.on('connect', () => {
  for (let i = 0; i < Number(count); i++) {
    const id = `t${Math.floor(Math.random() * Number(keys))}`;
    const version = (versions.get(id) || 0) + 1;
    versions.set(id, version);
    connection.publish(channel, JSON.stringify({ title: 'ticket', id, version }), (error) => {
      if (error) {
        console.log(`problem ${error}`);
      } else if (++acknowledged === Number(count)) {
        console.log('end');
        connection.close();
      }
    });
  }
});
