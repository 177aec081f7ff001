'use strict';

const { Service } = require('./service');

/** Takes orders for tickets that it has heard of. An order that is not paid in time is cancelled. */
class Orders extends Service {
  tickets = new Map();
  orders = new Map();

  constructor() {
    super('orders-service');
  }

  listen() {
    this.on('ticket:created', (ticket) => {
      this.tickets.set(ticket.id, ticket);
    });
    this.on('payment:created', ({ orderId }) => {
      this.orders.get(orderId).status = 'complete';
    });
    this.on('expiration:complete', async ({ orderId }) => {
      const order = this.orders.get(orderId);
      if (order.status === 'created') {
        order.status = 'cancelled';
        await this.publish('order:cancelled', { id: orderId, ticketId: order.ticketId });
      }
    });
  }

  async order(id, ticketId) {
    const ticket = this.tickets.get(ticketId);
    if (!ticket) {
      throw new Error(`there is no ticket ${ticketId}`);
    }
    this.orders.set(id, { id, ticketId, status: 'created' });
    await this.publish('order:created', { id, ticketId, price: ticket.price });
  }
}

module.exports = { Orders };
