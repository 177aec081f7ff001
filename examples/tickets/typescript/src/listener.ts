import { Message } from 'node-nats-streaming';
import { CHANNEL, connectToServer, fail, TicketCreated } from './ticketing';

const queueGroup = process.env.QUEUE_GROUP;
const durableName = process.env.DURABLE_NAME;
const manualAck = process.env.MANUAL_ACK === 'true';
const deliverAll = process.env.DELIVER_ALL === 'true';
const ackWaitSeconds = Number(process.env.ACK_WAIT_SECONDS ?? 30);
const handlingSeconds = Number(process.env.HANDLING_SECONDS ?? 0);

const stan = connectToServer();
stan.on('connect', () => {
  const options = stan
    .subscriptionOptions()
    .setManualAckMode(manualAck)
    .setAckWait(ackWaitSeconds * 1000);
  if (deliverAll) {
    options.setDeliverAllAvailable(); // also the events from before this listener existed
  }
  if (durableName) {
    options.setDurableName(durableName); // the server remembers how far this listener has come
  }

  // Listeners of one queue group share the events; without one, each listener gets every event.
  const subscription = queueGroup
    ? stan.subscribe(CHANNEL, queueGroup, options)
    : stan.subscribe(CHANNEL, options);
  subscription.on('ready', () => console.log(`Listening on ${CHANNEL}`));
  subscription.on('error', fail);
  subscription.on('message', handle);
});

function handle(message: Message): void {
  const again = message.isRedelivered() ? ' (redelivered)' : '';
  const ticket = describe(message.getData().toString());
  console.log(`Event #${message.getSequence()} on ${message.getSubject()}: ${ticket}${again}`);
  if (manualAck) {
    // Without this the server sends the event again, to this listener or another of its group.
    setTimeout(() => message.ack(), handlingSeconds * 1000);
  }
}

/** What is said about one event. Bad data must not stop a listener: the server would send it again. */
function describe(data: string): string {
  try {
    const ticket: TicketCreated = JSON.parse(data);
    return `id=${ticket.id} title=${ticket.title} price=${ticket.price}`;
  } catch {
    return `not a ticket: ${data}`;
  }
}
