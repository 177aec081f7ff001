// Routes in the part of the address behind #, so that a proxy may put the page under any prefix.
import { useEffect, useState } from "../vendor/preact.mjs";

/** Returns {path: [segments], query: Map-like object} of a hash like #/channels/a%2Fb?sort=-lag. */
export function parse(hash) {
  const text = hash.replace(/^#\/?/, "");
  const [path, query = ""] = [text.split("?")[0], text.split("?").slice(1).join("?")];
  const segments = path.split("/").filter((segment) => segment !== "");
  return {
    path: segments.map(decoded),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch (malformed) {
    return segment;
  }
}

/** Returns the link of a route; names are percent-encoded, empty values are left out. */
export function link(path, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${text && `?${text}`}`;
}

export function go(path, query) {
  location.hash = link(path, query);
}

/** Changes the query of the present route without a new entry in the history. */
export function refine(change) {
  const { path, query } = parse(location.hash);
  history.replaceState(null, "", link(path, { ...query, ...change }));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Names what the view shows now, for a reload or a link. The view stays as it is. */
export function readdress(path) {
  history.replaceState(null, "", link(path));
}

/** The present route. */
export function useRoute() {
  const [route, setRoute] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = () => setRoute(parse(location.hash));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return route;
}

/** The route of a position. */
export function placeOf(channel, row) {
  switch (row.kind) {
    case "group":
      return ["channels", channel, "groups", row.name];
    case "durable":
      return ["channels", channel, "durables", row.clientId, row.durableName];
    default:
      return ["channels", channel, "subscriptions", String(row.subscriptionId)];
  }
}

/** The channel whose parked messages a channel keeps; undefined if it keeps none. */
export function parkedOf(channel) {
  return channel.endsWith(".parked") ? channel.slice(0, -".parked".length) : undefined;
}

/** Returns which module has the view of a route. */
export function moduleOf([first, channel, part]) {
  switch (first) {
    case undefined:
      return "flow";
    case "channels":
      return moduleOfChannel(channel, part);
    case "groups":
    case "clients":
    case "connections":
    case "parked":
    case "findings":
    case "server":
    case "publish":
    case "login":
      return first;
    default:
      return "missing";
  }
}

function moduleOfChannel(channel, part) {
  switch (part) {
    case undefined:
      return channel === undefined ? "channels" : "channel";
    case "messages":
      return "messages";
    case "groups":
    case "durables":
    case "subscriptions":
      return "position";
    case "settings":
      return "settings";
    default:
      return "missing";
  }
}

/** The place in the navigation that a route belongs to. */
export function placeOfRoute([first = "", , part]) {
  if (first === "connections") {
    return "clients";
  }
  if (first === "publish") {
    return "channels";
  }
  return first === "channels" && ["groups", "durables", "subscriptions"].includes(part) ? "groups" : first;
}
