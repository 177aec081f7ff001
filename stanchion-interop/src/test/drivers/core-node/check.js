// What core NATS clients do, once over TCP and once over WebSocket: node check.js <port> <WebSocket port>
import assert from 'node:assert';
import { WebSocket } from 'ws';
import { headers, wsconnect } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';

globalThis.WebSocket ??= WebSocket; // Node has one of its own from 22 on
const [port, webSocketPort] = process.argv.slice(2);
const PATIENCE = { timeout: 30_000 };

async function check(client) {
  const received = [];
  const subscription = client.subscribe('orders.>', { max: 3 });
  const payload = new Uint8Array(1024 * 1024).fill(7);
  const header = headers();
  header.set('x', 'y');
  client.publish('orders.small', 'hello');
  client.publish('orders.large', payload);
  client.publish('orders.header', 'h', { headers: header });
  for await (const message of subscription) received.push(message);
  assert.equal(received[0].string(), 'hello');
  assert.deepEqual(received[1].data, payload);
  assert.equal(received[2].headers.get('x'), 'y');

  let answered = 0;
  for (let i = 0; i < 2; i++) {
    client.subscribe('echo', {
      queue: 'workers',
      callback: (error, message) => { answered++; message.respond(message.data); },
    });
  }
  await client.flush();
  assert.equal((await client.request('echo', 'ping', PATIENCE)).string(), 'ping');
  assert.equal(answered, 1);
  await assert.rejects(client.request('$JS.API.INFO', '', PATIENCE), /no responders/);

  assert.ok(await client.rtt() >= 0);
  await client.drain();
  assert.ok(client.isClosed());
}

await check(await connect({ servers: `127.0.0.1:${port}` }));
await check(await wsconnect({ servers: `ws://127.0.0.1:${webSocketPort}` }));
