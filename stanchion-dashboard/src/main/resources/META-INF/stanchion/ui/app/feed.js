// One stream of events for all tabs of a browser that look at the same.
import { address, refused } from "./server.js";

/** A browser retries by itself while a server is away, but not after a refusal. */
const AGAIN_MS = 5000;

let hasLooked = false;

/**
 * A stream that opens may be that of a stranger: the session may have ended while the page opened
 * it, and the server serves strangers, too. The first stream follows the question who this is.
 */
function lookWhoThisIs() {
  if (hasLooked) {
    refused.happens();
  }
  hasLooked = true;
}

function stream(where, names, hear) {
  let timer;
  let source;
  const open = () => {
    source = new EventSource(address(where));
    source.onopen = () => {
      hear.state("live");
      lookWhoThisIs();
    };
    source.onerror = () => {
      hear.state("lost");
      if (source.readyState === EventSource.CLOSED) {
        refused.happens();
        timer = setTimeout(open, AGAIN_MS);
      }
    };
    // The server ends the stream of a session that has ended, and serves the next one to a stranger.
    source.addEventListener("ended", () => refused.happens());
    for (const name of names) {
      source.addEventListener(name, (event) => hear.event(name, JSON.parse(event.data)));
    }
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/**
 * Looks at topics until the returned function is called. The tab that has the lock has the stream
 * and tells the others, because a browser opens six connections to a server at most. Browsers have
 * locks only for pages of HTTPS and of this machine; without them each tab has its own stream.
 *
 * hear: {event(name, data), state(word), known(): what is known of each topic now}
 */
export function feed(where, names, hear) {
  if (!navigator.locks || !globalThis.BroadcastChannel) {
    return stream(where, names, hear);
  }
  const title = `stanchion ${address(where)}`;
  const others = new BroadcastChannel(title);
  const leaving = new AbortController();
  let isFirst = false;
  const toAll = {
    event(name, data) {
      hear.event(name, data);
      others.postMessage({ name, data });
    },
    state(word) {
      hear.state(word);
      others.postMessage({ word });
    },
  };
  others.onmessage = ({ data: told }) => {
    if (told.isNew && isFirst) {
      for (const [name, data] of hear.known()) {
        others.postMessage({ name, data: { ...data, snapshot: true } });
      }
    } else if (told.name) {
      hear.event(told.name, told.data);
    } else if (told.word) {
      hear.state(told.word);
    }
  };
  others.postMessage({ isNew: true });
  navigator.locks
    .request(title, { signal: leaving.signal }, () => {
      isFirst = true;
      const close = stream(where, names, toAll);
      return new Promise((resolve) => {
        leaving.signal.addEventListener("abort", () => {
          close();
          resolve();
        });
      });
    })
    .catch(() => {}); // it has left before it was its turn
  return () => {
    leaving.abort();
    others.close();
  };
}
