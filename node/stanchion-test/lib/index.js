'use strict';

const { Broker } = require('./broker');
const { millis } = require('./control');
const { launch } = require('./process');

/** Starts a broker in a process of its own. Resolves when it serves. */
async function startStanchion(options = {}) {
  return new Broker(await launch(argumentsOf(options)));
}

const OPTIONS = {
  clusterId: '--cluster-id',
  port: '--port',
  store: '--store',
  time: '--time',
  patience: '--patience-ms',
  policies: '--policy',
};

function argumentsOf(options) {
  const args = [];
  for (const [name, value] of Object.entries(options)) {
    const flag = OPTIONS[name];
    if (!flag) {
      throw new Error(`startStanchion: unknown option ${name} (expected: ${Object.keys(OPTIONS).join(', ')})`);
    }
    for (const each of [value].flat()) {
      if (each !== undefined) {
        args.push(flag, String(name === 'patience' ? millis(each) : each));
      }
    }
  }
  return args;
}

/**
 * Starts a broker before the tests of a file, empties it before each, and stops it at the end. Works
 * where the hooks are globals (Jest, Vitest with globals), and with hooks that are handed over. Call it
 * before other hooks, so that these find an empty broker.
 *
 * @returns an object whose properties are those of the broker, once it is started
 */
function useStanchion(options = {}, hooks = globalThis) {
  const { beforeAll = hooks.before, afterAll = hooks.after, beforeEach } = hooks;
  if (!beforeAll || !afterAll || !beforeEach) {
    throw new Error(
      'useStanchion: no beforeAll, beforeEach and afterAll here; hand them over: useStanchion(options, { before, beforeEach, after })',
    );
  }
  const holder = {};
  beforeAll(async () => {
    holder.broker = await startStanchion(options);
  });
  beforeEach(async () => {
    await holder.broker.reset();
  });
  afterAll(async () => {
    await holder.broker?.stop();
  });
  return new Proxy(holder, {
    get: (target, name) => {
      if (!target.broker) {
        throw new Error(`useStanchion: the broker is not started yet, so it has no ${String(name)}; use it inside a test`);
      }
      const value = target.broker[name];
      return typeof value === 'function' ? value.bind(target.broker) : value;
    },
  });
}

module.exports = { startStanchion, useStanchion };
