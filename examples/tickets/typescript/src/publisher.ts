import { CHANNEL, connectToServer, fail, TicketCreated } from './ticketing';

const example: TicketCreated = { id: '123', title: 'concert', price: 20 };

// Each argument is one event; without arguments there is one example.
const events = process.argv.slice(2);
if (events.length === 0) {
  events.push(JSON.stringify(example));
}

const stan = connectToServer();
stan.on('connect', () => publish(0));

/** Publishes one event after the other, each when the one before is safely recorded. */
function publish(index: number): void {
  const event = events[index];
  if (event === undefined) {
    stan.close();
    return;
  }
  stan.publish(CHANNEL, event, (error, guid) => {
    if (error) {
      fail(error);
    }
    console.log(`Event published: ${guid}`); // the server has recorded it
    publish(index + 1);
  });
}
