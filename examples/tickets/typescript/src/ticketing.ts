import { randomBytes } from 'crypto';
import { connect, Stan } from 'node-nats-streaming';

/** What happened: a ticket was put up for sale. */
export interface TicketCreated {
  id: string;
  title: string;
  price: number;
}

export const CHANNEL = 'tickets:created';

/**
 * Connects to the streaming server, and ends the process when the connection ends: with exit code 0
 * after Ctrl-C, with the reason and exit code 1 after an error.
 */
export function connectToServer(): Stan {
  const clusterId = process.env.NATS_CLUSTER_ID ?? 'ticketing';
  const url = process.env.NATS_URL ?? 'http://localhost:4222';
  // Two clients must not share an ID. A random one lets any number of copies run side by side.
  const clientId = process.env.NATS_CLIENT_ID ?? randomBytes(4).toString('hex');

  const stan = connect(clusterId, clientId, { url });
  stan.on('connect', () => console.log(`Connected to ${clusterId} as ${clientId}`));
  stan.on('error', fail);
  stan.on('connection_lost', fail); // the server has given this client up
  stan.on('close', () => process.exit());

  // Say goodbye to the server, so that it does not keep sending to a listener that is gone.
  process.on('SIGINT', () => stan.close());
  process.on('SIGTERM', () => stan.close());
  return stan;
}

/** Ends the process. The library hands over an Error or, when the server refused, its text. */
export function fail(error: Error | string): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
