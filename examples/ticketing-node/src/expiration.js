'use strict';

const { Service } = require('./service');

/**
 * Says when the time to pay is over. It keeps no timers: the broker delivers `order:created` to its
 * group fifteen minutes late, by a policy, so a restart of this service forgets no order.
 */
class Expiration extends Service {
  static POLICY = 'order:created/group:expiration-service=delay:15m';

  constructor() {
    super('expiration-service');
  }

  listen() {
    this.on('order:created', ({ id }) => this.publish('expiration:complete', { orderId: id }));
  }
}

module.exports = { Expiration };
