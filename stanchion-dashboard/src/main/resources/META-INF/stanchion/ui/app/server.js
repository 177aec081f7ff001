// Questions to the server, and what a session may ask.
import { useCallback, useEffect, useState } from "../vendor/preact.mjs";
import { shell } from "./format.js";

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
export const returned = new Occasion();

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
  // A field of its own would be shown and sent like those of the answer.
  return Object.defineProperty(answer, "requestId", { value: response.headers.get("Stanchion-Request") ?? undefined });
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

const ROLES = ["none", "viewer", "reader", "operator", "admin"];

/** Whether a session has a role, or one above it. */
export function mayAs(session, role) {
  return ROLES.indexOf(session?.role) >= ROLES.indexOf(role);
}

/** The command of a shell that asks the API for the same, with the credentials that the session has. */
export function curl(where, session, { method = "GET", body } = {}) {
  const words = ["curl -s"];
  if (method !== "GET") {
    words.push(`-X ${method} -H 'Content-Type: application/json' -d ${shell(JSON.stringify(body ?? {}))}`);
  }
  if (session?.loggedIn) {
    const port = new URL(address("")).port || "8222";
    words.push(
      session.user && session.user !== "admin-token"
        ? `-u ${shell(session.user)}`
        : `-H "Authorization: Bearer $(cat ~/.local/state/stanchion/admin-token-${port})"`,
    );
  }
  return [...words, shell(address(where))].join(" ");
}
