'use strict';

const { Service } = require('./service');

/** Offers tickets, and reserves them for orders. */
class Tickets extends Service {
  tickets = new Map();

  constructor() {
    super('tickets-service');
  }

  listen() {
    this.on('order:created', ({ id, ticketId }) => {
      this.tickets.get(ticketId).orderId = id;
    });
    this.on('order:cancelled', ({ ticketId }) => {
      this.tickets.get(ticketId).orderId = undefined;
    });
  }

  async offer(id, price) {
    this.tickets.set(id, { id, price });
    await this.publish('ticket:created', { id, price });
  }
}

module.exports = { Tickets };
