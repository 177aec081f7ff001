'use strict';

const nats = require('node-nats-streaming');

/** What the four services have in common: a connection, a group that listens, events as JSON. */
class Service {
  constructor(name) {
    this.name = name;
  }

  /** Connects and subscribes. Resolves when the broker has answered. */
  async start({ url, clusterId, clientId = `${this.name}-1` }) {
    this.stan = nats.connect(clusterId, clientId, { url });
    await new Promise((resolve, reject) => {
      this.stan.once('connect', resolve);
      this.stan.once('error', reject);
    });
    this.listen();
    return this;
  }

  /** Handles each event once it is processed; one that fails comes again after the ack wait. */
  on(channel, handle) {
    const options = this.stan
      .subscriptionOptions()
      .setDeliverAllAvailable()
      .setManualAckMode(true)
      .setAckWait(5000)
      .setDurableName(this.name);
    this.stan.subscribe(channel, this.name, options).on('message', async (message) => {
      await handle(JSON.parse(message.getData()));
      message.ack();
    });
  }

  publish(channel, event) {
    return new Promise((resolve, reject) => {
      this.stan.publish(channel, JSON.stringify(event), (error, guid) => (error ? reject(error) : resolve(guid)));
    });
  }

  stop() {
    return new Promise((resolve) => {
      this.stan.once('close', resolve);
      this.stan.close();
    });
  }
}

module.exports = { Service };
