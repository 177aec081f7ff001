// Questions to the server: answers, live data, and the session.
import { useCallback, useEffect, useState } from "../vendor/hooks.mjs";

/** Where the API is, below whatever prefix a proxy has. The page itself is at …/ui/. */
const API = new URL("../api/v1/", new URL(".", location.href.split("#")[0]));

/** A refusal of the server with its sentence and remedy: RFC 9457. */
export class Problem extends Error {
  constructor(fields) {
    super(fields.title);
    Object.assign(this, fields);
  }
}

/** Something that happens to the page from outside, and who wants to know. */
class Occasion {
  #listeners = new Set();

  on(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  happens() {
    this.#listeners.forEach((listener) => listener());
  }
}

/** The server is there again, so what it said before may be out of date. */
const returned = new Occasion();

/** The server does not know the session, which may have ended. */
export const refused = new Occasion();

const UNKNOWN = 401;

export function address(path) {
  return new URL(path, API).href;
}

/** Returns a path of the API from segments, which are percent-encoded. */
export function path(...segments) {
  return segments.map(encodeURIComponent).join("/");
}

/** Asks the server. Throws a Problem if it refuses or cannot be reached. */
export async function ask(where, { method = "GET", body, state, signal } = {}) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") {
    headers["Content-Type"] = "application/json";
  }
  if (state) {
    headers["If-Match"] = `"${state}"`;
  }
  let response;
  try {
    response = await fetch(address(where), {
      method,
      headers,
      signal,
      body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
    });
  } catch (failure) {
    if (signal?.aborted) {
      throw failure;
    }
    throw new Problem({ title: "The server cannot be reached", remedy: "The page asks again." });
  }
  const text = await response.text();
  const answer = text === "" ? {} : parsed(text, response);
  if (!response.ok) {
    if (response.status === UNKNOWN && where !== "session") {
      refused.happens();
    }
    throw new Problem(answer);
  }
  return answer;
}

function parsed(text, response) {
  try {
    return JSON.parse(text);
  } catch (malformed) {
    return { title: `The answer is not JSON (status ${response.status})`, status: response.status };
  }
}

/** The answer to a question: value, problem, and ask to ask again. Undefined asks nothing. */
export function useAnswer(where) {
  const [answer, setAnswer] = useState({});
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => returned.on(again), []);
  useEffect(() => {
    if (where === undefined) {
      return undefined;
    }
    const abort = new AbortController();
    ask(where, { signal: abort.signal }).then(
      (value) => setAnswer({ where, value }),
      (problem) =>
        abort.signal.aborted ||
        setAnswer((before) => ({ where, value: before.where === where ? before.value : undefined, problem })),
    );
    return () => abort.abort();
  }, [where, turn]);
  return { ...(answer.where === where ? answer : {}), ask: again };
}

// ---- Live data -----------------------------------------------------------------------------

/** Applies an event to what is known of a topic. */
export function merged(before, event) {
  if (event.snapshot) {
    return event;
  }
  const keyOf = (row) => row.name ?? `${row.kind} ${row.about}`;
  const rows = new Map((before?.items ?? []).map((row) => [keyOf(row), row]));
  event.gone?.forEach((key) => rows.delete(key));
  event.set?.forEach((row) => rows.set(keyOf(row), row));
  const items = event.order
    ? event.order.filter((key) => rows.has(key)).map((key) => rows.get(key))
    : [...rows.values()];
  const { set, gone, order, ...rest } = event;
  return { ...rest, items };
}

/** One stream of events per page. It is closed while nobody looks: a hidden page asks nothing. */
class Live {
  #source;
  #where = "";
  #topics = new Map();
  #listeners = new Set();
  #isPaused = false;
  #state = "connecting";

  constructor() {
    document.addEventListener("visibilitychange", () => this.#reopen());
  }

  get state() {
    return this.#isPaused ? "paused" : this.#state;
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
    const query = new URLSearchParams({ topics: topics.join(","), ...view });
    // A name is percent-encoded in a topic, and the topic in the query.
    const where = `events?${query}`;
    if (where !== this.#where) {
      this.#where = where;
      for (const name of this.#topics.keys()) {
        if (!topics.includes(name) || name === "channels") {
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
    this.#source?.close();
    this.#source = undefined;
    if (document.hidden || this.#isPaused || this.#where === "") {
      return;
    }
    const source = new EventSource(address(this.#where));
    this.#source = source;
    source.onopen = () => this.#become("live");
    source.onerror = () => {
      this.#become("lost");
      if (source.readyState === EventSource.CLOSED) {
        // Refused: a browser does not try again by itself.
        refused.happens();
        setTimeout(() => source === this.#source && this.#reopen(), 5000);
      }
    };
    const names = new URLSearchParams(this.#where.split("?")[1]).get("topics").split(",");
    for (const name of names) {
      source.addEventListener(name, (event) => {
        this.#topics.set(name, merged(this.#topics.get(name), JSON.parse(event.data)));
        this.#become("live");
        this.#tell();
      });
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

/** Whether live data comes: connecting, live, lost, or paused. */
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

const ROLES = ["none", "viewer", "reader", "operator", "admin"];

/** Whether a session has a role, or one above it. */
export function mayAs(session, role) {
  return ROLES.indexOf(session?.role) >= ROLES.indexOf(role);
}
