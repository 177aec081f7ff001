'use strict';

// The package with an unmodified client. STAN_CLIENT names the folder of a node-nats-streaming.

const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, beforeEach, test } = require('node:test');
const { startStanchion, useStanchion } = require('../lib/index');

const nats = require(process.env.STAN_CLIENT || 'node-nats-streaming');

const broker = useStanchion({ clusterId: 'ticketing' }, { before, beforeEach, after });

function connect(clientId, at = broker) {
  return new Promise((resolve, reject) => {
    const stan = nats.connect('ticketing', clientId, { url: at.url });
    stan.on('error', reject);
    stan.once('connect', () => resolve(stan));
  });
}

function close(stan) {
  return new Promise((resolve) => {
    stan.once('close', resolve);
    stan.close();
  });
}

test('a message comes again after the ack wait, at once', async () => {
  const stan = await connect('orders-1');
  const options = stan.subscriptionOptions().setManualAckMode(true).setAckWait(30_000);
  stan.subscribe('ticket:created', 'orders', options);
  await broker.group('ticket:created', 'orders').members(1);
  stan.publish('ticket:created', '{"id":"1"}');
  await broker.group('ticket:created', 'orders').delivered(1);

  await broker.clock.advance('31s');

  const state = await broker.group('ticket:created', 'orders').redelivered(1);
  assert.strictEqual(state.inFlight, 1);
  assert.strictEqual(await broker.group('ticket:created', 'orders').attempts(1), 2);
  await close(stan);
});

test('a client that lives stays connected, however far the clock goes', async () => {
  const stan = await connect('orders-1');
  stan.on('connection_lost', (why) => assert.fail(why));

  await broker.clock.advance('2h');

  assert.deepStrictEqual(await broker.clients(), [{ clientId: 'orders-1', isConnected: true }]);
  await close(stan);
});

test('a second broker on the same port says who has it, and what to do', async () => {
  const port = Number(new URL(broker.url).port);
  await assert.rejects(startStanchion({ clusterId: 'second', port }), (error) => {
    assert.match(error.message, new RegExp(`port ${port}: `));
    assert.match(error.message, /"stanchion-test-ticketing" listens there; stop it, or choose another port/);
    return true;
  });
});

test('an ack that gets lost brings the message again', async () => {
  const stan = await connect('orders-1');
  stan.subscribe('ticket:created', 'orders', stan.subscriptionOptions().setAckWait(30_000));
  await broker.group('ticket:created', 'orders').members(1);
  await broker.client('orders-1').dropAcks(1);
  await broker.publish('ticket:created', { id: '1' });
  await broker.group('ticket:created', 'orders').delivered(1);

  await broker.clock.advance('31s');

  await broker.group('ticket:created', 'orders').caughtUp();
  assert.strictEqual(await broker.group('ticket:created', 'orders').attempts(1), 2);
  await close(stan);
});

test('a connection that is cut is opened again by the client', async () => {
  const stan = await connect('orders-1');
  stan.subscribe('ticket:created', 'orders');
  await broker.group('ticket:created', 'orders').members(1);
  const reconnected = new Promise((resolve) => stan.once('reconnect', resolve));

  await broker.client('orders-1').cut();
  await reconnected;
  await broker.publish('ticket:created', 'one');

  await broker.group('ticket:created', 'orders').caughtUp();
  await close(stan);
});

test('what was expected, and why it is not so, is the error', async () => {
  const impatient = await startStanchion({ patience: 200, clusterId: 'ticketing' });
  await assert.rejects(impatient.group('ticket:created', 'orders').caughtUp(), (error) => {
    assert.match(error.message, /expected group orders of ticket:created to be caught up within 200 ms/);
    assert.match(error.message, /why: There is no channel ticket:created/);
    return true;
  });
  await impatient.stop();
  await assert.rejects(impatient.channels(), /was it stopped\?/);
});

test('messages are kept over a restart if they are in files', async () => {
  const inFiles = await startStanchion({ store: 'file', clusterId: 'ticketing' });
  await inFiles.publish('ticket:created', 'one');
  await inFiles.restart('kill');
  const messages = await inFiles.channel('ticket:created').awaitMessages(1);
  assert.deepStrictEqual(messages.map((each) => each.text), ['one']);
  await inFiles.stop();
  await assert.rejects(broker.restart('keep'), /store/);
});

test('a reset leaves nothing', async () => {
  await broker.publish('ticket:created', 'one');
  assert.deepStrictEqual(await broker.channels(), ['ticket:created']);
  await broker.reset();
  assert.deepStrictEqual(await broker.channels(), []);
  assert.deepStrictEqual(await broker.leftovers(), []);
});

test('wrong options and durations are named', async () => {
  await assert.rejects(startStanchion({ cluster: 'x' }), /unknown option cluster \(expected: clusterId,/);
  await assert.rejects(startStanchion({ store: 'sql' }), /--store: "sql" \(expected: memory, file\)/);
  await assert.rejects(startStanchion({ clusterId: 'a b' }), /cluster ID/);
  await assert.rejects(startStanchion({ port: broker.port }), /choose another port, or 0/);
  await assert.rejects(broker.clock.advance('soon'), /duration: "soon"/);
  assert.throws(() => useStanchion({}, {}), /no beforeAll, beforeEach and afterAll/);
});

test('a missing Java is an error with a remedy', async () => {
  const { findJava } = require('../lib/java');
  const { PATH } = process.env;
  process.env.PATH = '';
  try {
    assert.throws(() => findJava({ JAVA_HOME: '/nowhere' }), /needs Java 21 or newer[^]*set JAVA_HOME/);
  } finally {
    process.env.PATH = PATH;
  }
});

test('a Java that is too old is an error that names it', () => {
  const { findJava } = require('../lib/java');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'java-17-'));
  const { PATH } = process.env;
  fs.mkdirSync(path.join(home, 'bin'));
  fs.writeFileSync(path.join(home, 'bin', 'java'), '#!/bin/sh\necho \'openjdk version "17.0.9"\' >&2\n', { mode: 0o755 });
  try {
    process.env.PATH = '/usr/bin-that-is-not-there';
    assert.throws(() => findJava({ JAVA_HOME: home }), /needs Java 21 or newer[^]*JAVA_HOME: Java 17/);
    assert.throws(
      () => findJava({ JAVA_HOME: home }, 25, 'stanchion-test publish'),
      /stanchion-test publish needs Java 25 or newer[^]*JAVA_HOME: Java 17/,
    );
  } finally {
    process.env.PATH = PATH;
    fs.rmSync(home, { recursive: true });
  }
});

test('the broker ends with the process that has started it', async () => {
  const script = `
    const { startStanchion } = require(${JSON.stringify(path.resolve(__dirname, '../lib/index.js'))});
    startStanchion().then((broker) => { console.log(broker.port); process.kill(process.pid, 'SIGKILL'); });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let port = '';
  child.stdout.on('data', (chunk) => (port += chunk));
  await new Promise((resolve) => child.once('exit', resolve));
  assert.ok(Number(port) > 0);
  await refused(Number(port));
});

/** Resolves when nobody listens on a port of this machine. */
async function refused(port) {
  const net = require('node:net');
  for (;;) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('connect', () => socket.destroy() && resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (!open) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
