'use strict';

// Starts the broker as a process that ends with this one: its standard input is a pipe of ours.

const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const { findJava } = require('./java');

const MAIN = 'dev.stanchion.test.launcher.Launcher';
const START_MILLIS = 60_000;
const STOP_MILLIS = 15_000;
const MOST_OUTPUT_LINES = 200;

/** Returns the class path: the jars of this package, or what STANCHION_TEST_CLASSPATH names. */
function classPath(env = process.env) {
  if (env.STANCHION_TEST_CLASSPATH) {
    return env.STANCHION_TEST_CLASSPATH;
  }
  const jars = path.join(__dirname, '..', 'jars');
  if (!fs.existsSync(jars)) {
    throw new Error(
      `stanchion-test: ${jars} is missing. Install the package from its tarball, which has the jars.`,
    );
  }
  return path.join(jars, '*');
}

/** Starts a broker. Resolves when it serves. */
async function launch(args) {
  const child = spawn(
    findJava(),
    [
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-Xshare:auto',
      '--enable-native-access=ALL-UNNAMED',
      '-cp',
      classPath(),
      MAIN,
      ...args,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const output = [];
  const keep = (line) => {
    output.push(line);
    if (output.length > MOST_OUTPUT_LINES) {
      output.shift();
    }
  };
  readline.createInterface({ input: child.stderr }).on('line', keep);
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      keep(error.message);
      resolve();
    });
    child.once('exit', resolve);
  });
  child.stdin.on('error', () => {}); // the process has ended; whoever waits learns it by `ended`
  const ready = new Promise((resolve) => {
    readline.createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) {
        resolve(JSON.parse(line));
      }
    });
  });
  const first = await Promise.race([ready, ended.then(() => undefined), after(START_MILLIS)]);
  if (!first || !first.url) {
    child.kill('SIGKILL');
    throw new Error(`stanchion-test: the broker did not start.\n  ${output.join('\n  ')}`);
  }
  // A test runner that forgets to stop the broker still ends: nothing here keeps it alive.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) {
    stream.unref?.();
  }
  return { ...first, output, stop: () => stop(child, ended) };
}

async function stop(child, ended) {
  child.ref();
  child.stdin.end();
  const inTime = await Promise.race([ended.then(() => true), after(STOP_MILLIS)]);
  if (!inTime) {
    child.kill('SIGKILL');
    await ended;
  }
}

function after(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis, undefined).unref());
}

module.exports = { classPath, launch };
