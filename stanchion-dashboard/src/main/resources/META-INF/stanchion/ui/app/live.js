// Live data: which topics this page looks at, what is known of them, and how old that is.
import { useEffect, useState } from "../vendor/hooks.mjs";
import { feed } from "./feed.js";
import { returned } from "./server.js";

/** How long an event may be missing before the page says that it is behind, in seconds. */
const LATE = 3;

/** What tells a row of a topic from the others. */
function keyOf(row) {
  if (row.about !== undefined) {
    return `${row.kind} ${row.about}`;
  }
  return row.channel !== undefined ? row.id : row.name;
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
  #listeners = new Set();
  #isPaused = false;
  #state = "connecting";
  #heard = 0;
  #usual = 1;
  #behind = 0;

  constructor() {
    document.addEventListener("visibilitychange", () => this.#reopen());
    setInterval(() => this.#lookAtClock(), 1000);
  }

  /** connecting, live, lost, paused, or the number of seconds that the data are behind. */
  get state() {
    if (this.#isPaused) {
      return "paused";
    }
    return this.#state === "live" && this.#behind > 0 ? this.#behind : this.#state;
  }

  topic(name) {
    return this.#topics.get(name);
  }

  listen(listener) {
    this.#listeners.add(listener);
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
      this.#behind = 0;
    }
    this.#topics.set(name, merged(this.#topics.get(name), data));
    this.#become("live");
    this.#tell();
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

  #tell() {
    this.#listeners.forEach((listener) => listener());
  }
}

export const live = new Live();

/** What is known of a topic now; undefined until it has come, and without a topic. */
export function useTopic(name) {
  const [, redraw] = useState(0);
  useEffect(() => live.listen(() => redraw((before) => before + 1)), []);
  return live.topic(name);
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
