#!/usr/bin/env node
'use strict';

// npx stanchion-test server -p 4222 -cid ticketing
// npx stanchion-test publish --watch tickets:created=e.json

const { COMMANDS, runCommand } = require('../lib/command');
const { startStanchion } = require('../lib/index');

const USAGE = `Usage: stanchion-test server [-p PORT] [-cid CLUSTER_ID] [--store memory|file]
       stanchion-test publish [OPTIONS] [CHANNEL] [DATA]
       stanchion-test listen [OPTIONS] CHANNEL

server runs a broker for development until Ctrl-C. It keeps nothing afterwards.
  -p, --port        the port for clients (default 4222; 0 lets the system choose)
  -cid, --cluster-id  the name by which clients find the broker (default test-cluster)
  --store           memory or file (default memory)

publish and listen are the commands of the program stanchion, and need Java 25:
  stanchion-test publish --help
  stanchion-test publish -c ticketing tickets:created --watch ticket.json`;

const NAMES = { '-p': 'port', '--port': 'port', '-cid': 'clusterId', '--cluster-id': 'clusterId', '--store': 'store' };

function parse(args) {
  const options = { port: '4222' };
  for (let i = 0; i < args.length; i += 2) {
    const name = NAMES[args[i]];
    if (!name) {
      throw new Error(`${args[i]}: unknown option\n\n${USAGE}`);
    }
    if (args[i + 1] === undefined) {
      throw new Error(`${args[i]}: a value is missing\n\n${USAGE}`);
    }
    options[name] = args[i + 1];
  }
  return options;
}

async function main([command, ...args]) {
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    console.log(USAGE);
    return;
  }
  if (COMMANDS.includes(command)) {
    process.exit(await runCommand(command, args));
  }
  if (command !== 'server') {
    throw new Error(`${command}: unknown command\n\n${USAGE}`);
  }
  const broker = await startStanchion(parse(args));
  console.log(`serving ${broker.url}, cluster ID ${broker.clusterId}; Ctrl-C ends it`);
  const alive = setInterval(() => {}, 1 << 30);
  const end = async () => {
    clearInterval(alive);
    await broker.stop();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
