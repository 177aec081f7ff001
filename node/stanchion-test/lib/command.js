'use strict';

// Runs a command of the program `stanchion`, whose jars are in this package, in the user's terminal.

const { spawn } = require('node:child_process');
const os = require('node:os');
const { findJava } = require('./java');
const { classPath } = require('./process');

const MAIN = 'dev.stanchion.cli.Stanchion';
const LEAST_JAVA = 25;

/** The commands that the package offers. Their options are those of `stanchion`. */
const COMMANDS = ['publish', 'listen'];

/** Runs a command. Resolves with its exit code. */
function runCommand(name, args) {
  const java = findJava(process.env, LEAST_JAVA, `stanchion-test ${name}`);
  const child = spawn(
    java,
    [
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '--enable-native-access=ALL-UNNAMED',
      '-cp',
      classPath(),
      MAIN,
      name,
      ...args,
    ],
    { stdio: 'inherit' },
  );
  // The command ends in order, and this process with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + os.constants.signals[signal]));
  });
}

module.exports = { COMMANDS, runCommand };
