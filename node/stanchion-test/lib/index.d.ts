/** Milliseconds, or a text such as '500ms', '30s', '5m', '2h', '1d'. */
export type Duration = number | string;

export interface StanchionOptions {
  /** By which clients find the broker; 'test-cluster' unless given. */
  clusterId?: string;
  /** 0, the default, lets the system choose. */
  port?: number;
  /** Where messages are; 'memory' unless given. 'file' keeps them over restarts. */
  store?: 'memory' | 'file';
  /** How the clock goes on by itself; 'jumping' unless given. */
  time?: 'jumping' | 'frozen';
  /** How long the broker waits for what is expected, in real time; '10s' unless given. */
  patience?: Duration;
  /** Written as for the flag --policy: 'tickets:*=max_deliveries:3'. */
  policies?: string | string[];
}

export interface StoredMessage {
  sequence: number;
  /** When it was stored, in milliseconds since 1970, by the broker's clock. */
  at: number;
  text: string;
}

export interface ParkedMessage {
  sequence: number;
  originSequence: number;
  attempts: number;
  cause: string;
  text: string;
}

export interface PositionState {
  exists: boolean;
  members: number;
  inFlight: number;
  lag: number;
  isCaughtUp: boolean;
  delivered: number;
  redelivered: number;
  acknowledged: number;
  why: string;
}

/** A queue group, a durable, or the plain subscriptions of a client. */
export interface Position {
  state(): Promise<PositionState>;
  attempts(sequence: number): Promise<number>;
  isCaughtUp(): Promise<boolean>;
  why(): Promise<string>;
  /** Waits until at least that many subscriptions use it. */
  members(count: number): Promise<PositionState>;
  /** Waits until everything was sent to it and acknowledged. */
  caughtUp(): Promise<PositionState>;
  /** Waits until at least that many messages were sent to it. */
  delivered(count: number): Promise<PositionState>;
  /** Waits until at least that many deliveries were repetitions. */
  redelivered(count: number): Promise<PositionState>;
  /** Waits until at least that many acknowledgements came. */
  acknowledged(count: number): Promise<PositionState>;
  /** Waits until exactly that many messages are in flight. */
  inFlight(count: number): Promise<PositionState>;
}

export interface Channel {
  messages(): Promise<StoredMessage[]>;
  parked(): Promise<ParkedMessage[]>;
  why(): Promise<string>;
  /** Waits until at least that many messages are kept. */
  awaitMessages(count: number): Promise<StoredMessage[]>;
  /** Waits until at least that many messages are parked. */
  awaitParked(count: number): Promise<ParkedMessage[]>;
}

export interface Client {
  cut(): Promise<void>;
  silence(): Promise<void>;
  resume(): Promise<void>;
  slow(bytesPerSecond: number): Promise<void>;
  delay(delay: Duration): Promise<void>;
  dropAcks(count: number): Promise<void>;
  dropPublishAcks(count: number): Promise<void>;
  duplicateNextDelivery(): Promise<void>;
  refuse(): Promise<void>;
  admit(): Promise<void>;
  /** Waits until it is connected. */
  connected(): Promise<void>;
  /** Waits until it is not registered any more. */
  gone(): Promise<void>;
}

export interface Broker {
  readonly url: string;
  readonly port: number;
  readonly clusterId: string;
  readonly clock: {
    advance(by: Duration): Promise<void>;
    skipToNextTimer(): Promise<void>;
    set(to: Date | number | string): Promise<void>;
    now(): Promise<Date>;
  };
  readonly store: {
    failAppends(count: number): Promise<void>;
    full(): Promise<void>;
    slowSync(sync: Duration): Promise<void>;
    slowRead(read: Duration): Promise<void>;
    heal(): Promise<void>;
  };
  readonly network: { partition(): Promise<void>; heal(): Promise<void> };
  channel(name: string): Channel;
  group(channel: string, group: string): Position;
  durable(channel: string, clientId: string, durable: string): Position;
  subscriber(channel: string, clientId: string): Position;
  client(id: string): Client;
  /** Publishes a message without a client; what is no text becomes JSON. */
  publish(channel: string, data: unknown): Promise<number>;
  clients(): Promise<{ clientId: string; isConnected: boolean }[]>;
  channels(): Promise<string[]>;
  events(): Promise<string[]>;
  leftovers(): Promise<string[]>;
  restart(how: 'keep' | 'lose' | 'kill'): Promise<void>;
  heal(): Promise<void>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a broker in a process of its own. Resolves when it serves. */
export function startStanchion(options?: StanchionOptions): Promise<Broker>;

/**
 * Starts a broker before the tests of a file, empties it before each, and stops it at the end. With
 * node:test, hand the hooks over: `useStanchion({}, { before, beforeEach, after })`.
 */
export function useStanchion(options?: StanchionOptions, hooks?: object): Broker;
