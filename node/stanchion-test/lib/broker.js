'use strict';

const { controlOf, millis } = require('./control');

/** A broker in a process of its own. */
class Broker {
  #control;
  #stop;
  #stopped;

  constructor(started) {
    this.url = started.url;
    this.port = started.port;
    this.clusterId = started.clusterId;
    this.#control = controlOf(started.api, started.token);
    this.#stop = started.stop;
    const control = this.#control;
    this.clock = {
      advance: async (by) => void (await control('clock/advance', { ms: millis(by) })),
      skipToNextTimer: async () => void (await control('clock/skip')),
      set: async (to) => void (await control('clock/set', { ms: new Date(to).getTime() })),
      now: async () => new Date((await control('clock/now')).now),
    };
    this.store = {
      failAppends: async (count) => void (await control('store/fail-appends', { count })),
      full: async () => void (await control('store/full')),
      slowSync: async (sync) => void (await control('store/slow-sync', { ms: millis(sync) })),
      slowRead: async (read) => void (await control('store/slow-read', { ms: millis(read) })),
      heal: async () => void (await control('store/heal')),
    };
    this.network = {
      partition: async () => void (await control('network/partition')),
      heal: async () => void (await control('network/heal')),
    };
  }

  channel(channel) {
    const control = this.#control;
    return {
      messages: async () => (await control('channel/messages', { channel })).messages,
      parked: async () => (await control('channel/messages', { channel })).parked,
      why: async () => (await control('channel/messages', { channel })).why,
      awaitMessages: async (count) => (await control('channel/await-messages', { channel, count })).messages,
      awaitParked: async (count) => (await control('channel/await-parked', { channel, count })).parked,
    };
  }

  group(channel, group) {
    return position(this.#control, { channel, group });
  }

  durable(channel, clientId, durable) {
    return position(this.#control, { channel, clientId, durable });
  }

  subscriber(channel, clientId) {
    return position(this.#control, { channel, clientId });
  }

  client(id) {
    const control = this.#control;
    return {
      cut: async () => void (await control('connection/cut', { id })),
      silence: async () => void (await control('connection/silence', { id })),
      resume: async () => void (await control('connection/resume', { id })),
      slow: async (bytesPerSecond) => void (await control('connection/slow', { id, bytesPerSecond })),
      delay: async (delay) => void (await control('connection/delay', { id, ms: millis(delay) })),
      dropAcks: async (count) => void (await control('client/drop-acks', { id, count })),
      dropPublishAcks: async (count) => void (await control('client/drop-publish-acks', { id, count })),
      duplicateNextDelivery: async () => void (await control('client/duplicate-next-delivery', { id })),
      refuse: async () => void (await control('client/refuse', { id })),
      admit: async () => void (await control('client/admit', { id })),
      connected: async () => void (await control('client/await', { id })),
      gone: async () => void (await control('client/await-gone', { id })),
    };
  }

  /** Publishes a message without a client. Resolves with its sequence. */
  async publish(channel, data) {
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    return (await this.#control('publish', { channel }, text)).sequence;
  }

  async clients() {
    return (await this.#control('clients')).clients;
  }

  async channels() {
    return (await this.#control('channels')).channels;
  }

  async events() {
    return (await this.#control('events')).events;
  }

  async leftovers() {
    return (await this.#control('leftovers')).leftovers;
  }

  async restart(how) {
    await this.#control('restart', { how });
  }

  async heal() {
    await this.#control('heal');
  }

  async reset() {
    await this.#control('reset');
  }

  /** Stops the broker. May be called twice. */
  async stop() {
    this.#stopped ??= this.#stop();
    await this.#stopped;
  }
}

function position(control, place) {
  const ask = (what, more) => control(`position/${what}`, { ...place, ...more });
  return {
    state: () => ask('state'),
    attempts: async (sequence) => (await ask('state', { sequence })).attempts,
    isCaughtUp: async () => (await ask('state')).isCaughtUp,
    why: async () => (await ask('state')).why,
    members: (count) => ask('await-members', { count }),
    caughtUp: () => ask('await-caught-up'),
    delivered: (count) => ask('await-delivered', { count }),
    redelivered: (count) => ask('await-redelivered', { count }),
    acknowledged: (count) => ask('await-acknowledged', { count }),
    inFlight: (count) => ask('await-in-flight', { count }),
  };
}

module.exports = { Broker };
