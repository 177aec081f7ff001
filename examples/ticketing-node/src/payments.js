'use strict';

const { Service } = require('./service');

/** Takes payments for orders that are neither cancelled nor unknown. */
class Payments extends Service {
  orders = new Map();

  constructor() {
    super('payments-service');
  }

  listen() {
    this.on('order:created', (order) => {
      this.orders.set(order.id, order);
    });
    this.on('order:cancelled', ({ id }) => {
      this.orders.delete(id);
    });
  }

  async pay(orderId, amount) {
    const order = this.orders.get(orderId);
    if (!order) {
      throw new Error(`order ${orderId} cannot be paid`);
    }
    if (order.price !== amount) {
      throw new Error(`order ${orderId} costs ${order.price}`);
    }
    await this.publish('payment:created', { orderId });
  }
}

module.exports = { Payments };
