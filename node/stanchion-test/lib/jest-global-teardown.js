'use strict';

// Stops what jest-global-setup has started.

module.exports = async () => {
  await globalThis.__STANCHION_BROKER__?.stop();
};
