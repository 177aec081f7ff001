// Publishes RATE messages a second until SIGTERM, waits for the answer to each, and then reads the
// channel from its beginning. It says on stdout what it notices:
//   published N answered M the numbers 1 to N, and how many have an answer, once each second
//   refused N WHY          a publish without an acknowledgement
//   problem WHAT           an event that a user would call an error
//   lost N | twice N | late N    what the channel lacks, has again, or has behind a higher number
//   end
// Arguments: URL CLUSTER_ID CLIENT_ID CHANNEL RATE
const stan = require('node-nats-streaming');

const [url, clusterId, clientId, channel, rate] = process.argv.slice(2);
const connection = stan.connect(clusterId, clientId, { url });
let last = 0;
let answered = 0;
let isOver = false;

for (const event of ['error', 'close', 'connection_lost', 'permission_error']) {
  connection.on(event, (cause) => console.log(`problem ${event} ${cause}`));
}
process.on('SIGTERM', () => {
  isOver = true;
});
connection.on('connect', () => {
  const begun = Date.now();
  const telling = setInterval(() => console.log(`published ${last} answered ${answered}`), 1000);
  const publishing = setInterval(() => {
    const due = isOver ? last : Math.floor(((Date.now() - begun) * rate) / 1000);
    while (last < due) {
      publish(++last);
    }
    if (isOver && answered === last) {
      clearInterval(publishing);
      clearInterval(telling);
      read();
    }
  }, 5);
});

function publish(number) {
  connection.publish(channel, String(number), (error) => {
    answered++;
    if (error) {
      console.log(`refused ${number} ${error}`);
    }
  });
}

function read() {
  const seen = new Set();
  let highest = 0;
  const options = connection.subscriptionOptions().setDeliverAllAvailable();
  connection.subscribe(channel, options).on('message', (message) => {
    if (message.getData() === 'end') {
      tellLost(seen);
      return;
    }
    const number = Number(message.getData());
    if (seen.has(number)) {
      console.log(`twice ${number}`);
    } else if (number < highest) {
      console.log(`late ${number}`);
    }
    seen.add(number);
    highest = Math.max(highest, number);
  });
  connection.publish(channel, 'end', () => {});
}

function tellLost(seen) {
  for (let number = 1; number <= last; number++) {
    if (!seen.has(number)) {
      console.log(`lost ${number}`);
    }
  }
  console.log('end');
}
