'use strict';

// One broker for all test files: "globalSetup": "stanchion-test/jest-global-setup" in jest.config.
// Test files find it by STANCHION_URL and STANCHION_CLUSTER.

const { startStanchion } = require('./index');

module.exports = async (globalConfig = {}, projectConfig = {}) => {
  const options = projectConfig.globals?.stanchion ?? globalConfig.globals?.stanchion ?? {};
  const broker = await startStanchion(options);
  process.env.STANCHION_URL = broker.url;
  process.env.STANCHION_CLUSTER = broker.clusterId;
  globalThis.__STANCHION_BROKER__ = broker;
};
