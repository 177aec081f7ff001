'use strict';

// Sends commands to the broker over HTTP on loopback, without a library.

const http = require('node:http');

/** Returns a function that carries out a command and resolves with its answer. */
function controlOf(api, token) {
  return (command, parameters = {}, body = '') =>
    new Promise((resolve, reject) => {
      const query = new URLSearchParams(
        Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ''),
      );
      const request = http.request(
        `${api}/${command}?${query}`,
        { method: 'POST', headers: { Authorization: `Bearer ${token}` }, agent: false },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = JSON.parse(Buffer.concat(chunks).toString('utf8'));
            if (response.statusCode === 200) {
              resolve(answer);
            } else {
              reject(new Error(answer.error));
            }
          });
        },
      );
      request.on('error', (error) =>
        reject(new Error(`stanchion-test: the broker does not answer: ${error.message}; was it stopped?`)),
      );
      request.end(body);
    });
}

/** Returns milliseconds of a duration: a number of them, or a text such as '5s', '1.5m', '2h', '1d'. */
function millis(duration) {
  if (typeof duration === 'number' && Number.isFinite(duration)) {
    return Math.round(duration);
  }
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(String(duration));
  if (!match) {
    throw new Error(`duration: "${duration}" (expected: milliseconds, or like '500ms', '30s', '5m', '2h', '1d')`);
  }
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2]];
  return Math.round(Number(match[1]) * unit);
}

module.exports = { controlOf, millis };
