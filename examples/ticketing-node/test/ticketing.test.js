'use strict';

const { useStanchion } = require('stanchion-test');
const { Expiration } = require('../src/expiration');
const { Orders } = require('../src/orders');
const { Payments } = require('../src/payments');
const { Tickets } = require('../src/tickets');

const broker = useStanchion({ clusterId: 'ticketing', policies: Expiration.POLICY });

let tickets;
let orders;
let payments;
let expiration;

beforeEach(async () => {
  [tickets, orders, payments, expiration] = await Promise.all(
    [new Tickets(), new Orders(), new Payments(), new Expiration()].map((service) => service.start(broker)),
  );
  await tickets.offer('concert', 20);
  await broker.group('ticket:created', 'orders-service').acknowledged(1);
  await orders.order('order-1', 'concert');
  await broker.group('order:created', 'tickets-service').acknowledged(1);
  await broker.group('order:created', 'payments-service').acknowledged(1);
});

afterEach(() => Promise.all([tickets, orders, payments, expiration].map((service) => service.stop())));

test('an order reserves its ticket', () => {
  expect(tickets.tickets.get('concert').orderId).toBe('order-1');
});

test('an order that is paid is complete, also when its time is over', async () => {
  await payments.pay('order-1', 20);
  await broker.group('payment:created', 'orders-service').acknowledged(1);

  await broker.clock.advance('15m');

  await broker.group('expiration:complete', 'orders-service').acknowledged(1);
  expect(orders.orders.get('order-1').status).toBe('complete');
});

test('an order that is not paid within fifteen minutes is cancelled', async () => {
  await broker.clock.advance('14m');
  expect(orders.orders.get('order-1').status).toBe('created');

  await broker.clock.advance('1m');

  await broker.group('order:cancelled', 'tickets-service').acknowledged(1);
  await broker.group('order:cancelled', 'payments-service').acknowledged(1);
  expect(tickets.tickets.get('concert').orderId).toBeUndefined();
  await expect(payments.pay('order-1', 20)).rejects.toThrow('cannot be paid');
});

test('an event whose ack gets lost is handled again', async () => {
  await broker.client('tickets-service-1').dropAcks(1);
  await orders.order('order-2', 'concert');
  await broker.group('order:created', 'tickets-service').delivered(2);

  await broker.clock.advance('6s');

  await broker.group('order:created', 'tickets-service').caughtUp();
  expect(await broker.group('order:created', 'tickets-service').attempts(2)).toBe(2);
});

test('a service whose connection is cut misses nothing', async () => {
  await broker.client('tickets-service-1').cut();
  await orders.order('order-2', 'concert');

  await broker.group('order:created', 'tickets-service').caughtUp();
  expect(tickets.tickets.get('concert').orderId).toBe('order-2');
});
