// Live data: which topics this page looks at, what is known of them, and how old that is. All tabs of
// a browser that look at the same have one stream of events.
import { useEffect, useState } from "../vendor/preact.mjs";
import { address, refused, returned } from "./server.js";

/** How long an event may be missing before the page says that it is behind, in seconds. */
const LATE = 3;

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
function feed(where, names, hear) {
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

/** What tells a row of a topic from the others. */
function keyOf(row) {
  return row.id ?? row.name;
}

/** Applies an event to what is known of a topic. */
export function merged(before, event) {
  if (event.snapshot) {
    return event;
  }
  const rows = new Map((before?.items ?? []).map((row) => [keyOf(row), row]));
  event.gone?.forEach((key) => rows.delete(key));
  event.set?.forEach((row) => rows.set(keyOf(row), row));
  const items = event.order
    ? event.order.filter((key) => rows.has(key)).map((key) => rows.get(key))
    : [...rows.values()];
  const { set, gone, order, ...rest } = event;
  return { ...rest, items };
}

/**
 * How many seconds the data are behind; 0 while events come as often as usual.
 *
 * silent: seconds since the last event; usual: seconds between two of them
 */
export function behind(silent, usual) {
  return silent > Math.max(LATE, 2.5 * usual) ? Math.round(silent) : 0;
}

/** The topics that this page looks at. A hidden page asks nothing. */
class Live {
  #end;
  #where = "";
  #topics = new Map();
  #listeners = new Map();
  #isPaused = false;
  #state = "connecting";
  #heard = 0;
  #usual = 1;
  #behind = 0;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#reopen());
    setInterval(() => this.#lookAtClock(), 1000);
  }

  /** unasked while no view looks at anything; connecting, live, lost, paused, or the number of seconds that the data are behind. */
  get state() {
    if (this.#where === "") {
      return "unasked";
    }
    if (this.#isPaused) {
      return "paused";
    }
    return this.#state === "live" && this.#behind > 0 ? this.#behind : this.#state;
  }

  /** Whether nothing is asked now: live data are paused, or the server is away. */
  get isStill() {
    return this.#isPaused || this.#state === "lost";
  }

  topic(name) {
    return this.#topics.get(name);
  }

  /**
   * Tells a listener of each change until the returned function is called.
   *
   * topic: the one that it wants to hear of; the state without one
   */
  listen(listener, topic) {
    this.#listeners.set(listener, topic);
    return () => this.#listeners.delete(listener);
  }

  /** Looks at other topics. */
  want(topics, view) {
    // A name is percent-encoded in a topic, and the topic in the query.
    const where = `events?${new URLSearchParams({ topics: topics.join(","), ...view })}`;
    if (where !== this.#where) {
      this.#where = where;
      for (const name of this.#topics.keys()) {
        if (!topics.includes(name) || name === "channels" || name === "positions") {
          this.#topics.delete(name);
        }
      }
      this.#reopen();
      this.#tell();
    }
  }

  pause(isPaused) {
    this.#isPaused = isPaused;
    this.#reopen();
    this.#tell();
  }

  #reopen() {
    this.#end?.();
    this.#end = undefined;
    this.#heard = 0;
    if (document.hidden || this.#isPaused || this.#where === "") {
      return;
    }
    const names = new URLSearchParams(this.#where.split("?")[1]).get("topics").split(",");
    this.#end = feed(this.#where, names, {
      event: (name, data) => this.#hear(name, data),
      state: (word) => this.#become(word),
      known: () => this.#topics,
    });
  }

  #hear(name, data) {
    if (name === "overview") {
      const now = performance.now();
      if (this.#heard > 0) {
        this.#usual = 0.7 * this.#usual + 0.3 * Math.min(30, (now - this.#heard) / 1000);
      }
      this.#heard = now;
      this.#lookAtClock();
    }
    this.#topics.set(name, merged(this.#topics.get(name), data));
    this.#become("live");
    this.#tell(name);
  }

  #lookAtClock() {
    const silent = this.#heard > 0 ? (performance.now() - this.#heard) / 1000 : 0;
    const now = behind(silent, this.#usual);
    if (now !== this.#behind) {
      this.#behind = now;
      this.#tell();
    }
  }

  #become(state) {
    if (this.#state !== state) {
      const isBack = this.#state === "lost";
      this.#state = state;
      this.#tell();
      if (isBack) {
        returned.happens();
      }
    }
  }

  /** A page that draws all of itself for each topic draws four times a second. */
  #tell(topic) {
    this.#listeners.forEach((wanted, listener) => wanted === topic && listener());
  }
}

export const live = new Live();

/** What is known of a topic now; undefined until it has come, and without a topic. */
export function useTopic(name) {
  const [, redraw] = useState(0);
  useEffect(() => live.listen(() => redraw((before) => before + 1), name ?? ""), [name]);
  return live.topic(name);
}

/** A state of live data that a view looks at, as an icon and a word. */
export function connection(state) {
  if (typeof state === "number") {
    return ["warn", `${state} s behind`];
  }
  return {
    live: ["good", "live"],
    connecting: ["off", "connecting"],
    lost: ["bad", "lost, retrying"],
    paused: ["warn", "paused"],
  }[state];
}

/** Whether live data comes: see Live.state. */
export function useLiveState() {
  const [state, setState] = useState(live.state);
  useEffect(() => live.listen(() => setState(live.state)), []);
  return state;
}

const BASE = ["overview", "findings"];

/** Looks at topics while the view is shown. */
export function useLook(topics = [], view = {}) {
  const wanted = JSON.stringify([topics, view]);
  useEffect(() => live.want([...BASE, ...topics], view), [wanted]);
}
