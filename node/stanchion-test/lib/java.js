'use strict';

// Finds a Java runtime. Nothing is ever downloaded: a missing runtime is an error with a remedy.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const LEAST_JAVA = 21;
const NAME = process.platform === 'win32' ? 'java.exe' : 'java';

/** Returns the places to look at, in their order. */
function candidates(env = process.env) {
  const found = [];
  if (env.STANCHION_HOME) {
    found.push({ from: 'STANCHION_HOME', java: path.join(env.STANCHION_HOME, 'runtime', 'bin', NAME) });
  }
  const packaged = packagedRuntime();
  if (packaged) {
    found.push({ from: packaged.name, java: packaged.java });
  }
  if (env.JAVA_HOME) {
    found.push({ from: 'JAVA_HOME', java: path.join(env.JAVA_HOME, 'bin', NAME) });
  }
  found.push({ from: 'PATH', java: NAME });
  return found;
}

/** Returns the runtime of the optional dependency for this platform; undefined if it is not there. */
function packagedRuntime() {
  const name = `stanchion-runtime-${process.platform}-${process.arch}`;
  try {
    const home = path.dirname(require.resolve(`${name}/package.json`));
    return { name, java: path.join(home, 'bin', NAME) };
  } catch {
    return undefined;
  }
}

/** Returns the version of a java program, such as 21; undefined if it does not run. */
function versionOf(java) {
  if (path.isAbsolute(java) && !fs.existsSync(java)) {
    return undefined;
  }
  const run = spawnSync(java, ['-version'], { encoding: 'utf8', timeout: 30_000 });
  const version = /version "(\d+)(?:\.(\d+))?/.exec(run.stderr || '');
  if (!version) {
    return undefined;
  }
  return Number(version[1] === '1' ? version[2] : version[1]);
}

/**
 * Returns the java program to use.
 *
 * @param least the oldest version that will do
 * @param what stands in the error
 */
function findJava(env = process.env, least = LEAST_JAVA, what = 'stanchion-test') {
  const tried = [];
  for (const { from, java } of candidates(env)) {
    const version = versionOf(java);
    if (version >= least) {
      return java;
    }
    tried.push(`${from}: ${version ? `Java ${version}` : 'no Java'} (${java})`);
  }
  throw new Error(
    `${what} needs Java ${least} or newer and found none.\n  ${tried.join('\n  ')}\n` +
      'Install a JDK or JRE, and set JAVA_HOME to it. Nothing is downloaded for you.',
  );
}

module.exports = { findJava, LEAST_JAVA };
