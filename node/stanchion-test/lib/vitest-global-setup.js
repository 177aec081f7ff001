'use strict';

// One broker for all test files: globalSetup: ['stanchion-test/vitest-global-setup'] in vitest.config.
// Test files find it by STANCHION_URL and STANCHION_CLUSTER.

const { startStanchion } = require('./index');

module.exports = async () => {
  const broker = await startStanchion();
  process.env.STANCHION_URL = broker.url;
  process.env.STANCHION_CLUSTER = broker.clusterId;
  return () => broker.stop();
};
