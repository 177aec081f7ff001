// The frame around every view: header, navigation, session, and which view a route shows.
import { render } from "../vendor/preact.mjs";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "../vendor/hooks.mjs";
import { Failure, html, Skeleton } from "../parts/html.js";
import { Header } from "./header.js";
import { Keys, PLACES, useKeys } from "./keys.js";
import { Toasts } from "./toasts.js";
import { ask, mayAs, refused, returned, useAnswer } from "./server.js";
import { link, parse, useRoute } from "./router.js";

/** Returns which module has the view of a route. */
function moduleOf([first, channel, part]) {
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

const loaded = new Map();

/** Fetches the module of a view. The one of the first route is under way before anything is drawn. */
function load(name) {
  return import(`../views/${name}.js`).then((module) => loaded.set(name, module.View));
}

load(moduleOf(parse(location.hash).path)).catch(() => {}); // the view says so when it is shown

/** A view. Its module is fetched when it is first shown. */
function View({ route, ...rest }) {
  const [, redraw] = useState(0);
  const [problem, setProblem] = useState();
  const name = moduleOf(route.path);
  const found = loaded.get(name);
  // Before the view is painted: later, the focus would be taken from where a person has put it.
  useLayoutEffect(() => document.querySelector("main h1")?.focus(), [found, route.path.join("/")]);
  if (!found) {
    load(name).then(
      () => redraw((before) => before + 1),
      () => setProblem({ title: "The page has changed on the server", remedy: "Load it again." }),
    );
    return problem ? html`<${Failure} problem=${problem} retry=${() => location.reload()} />` : html`<${Skeleton} />`;
  }
  // A message opens over its list, which stays.
  const key = name === "messages" ? route.path.slice(0, 3) : route.path;
  return html`<${found} key=${key.join("/")} route=${route} ...${rest} />`;
}

/** The plan of a change that takes another one back. Plans are fetched when one is shown first. */
function Review({ change, close }) {
  const [Plan, setPlan] = useState();
  useEffect(() => {
    import("../parts/plan.js").then((module) => setPlan(() => module.Change), close);
  }, []);
  return Plan && html`<${Plan} change=${change} close=${close} done=${() => returned.happens()} />`;
}

/** The place in the navigation that a route belongs to. */
function placeOfRoute([first = "", , part]) {
  if (first === "connections") {
    return "clients";
  }
  return first === "channels" && ["groups", "durables", "subscriptions"].includes(part) ? "groups" : first;
}

function App() {
  const route = useRoute();
  const main = useRef();
  const session = useAnswer("session");
  const server = useAnswer("server");
  const [reviewed, setReviewed] = useState();
  const [showsKeys, setShowsKeys] = useState(false);
  useEffect(() => refused.on(session.ask), []);
  const toggleKeys = useCallback(() => setShowsKeys((before) => !before), []);
  useKeys(toggleKeys);
  useEffect(() => {
    // A server that starts is asked again until it is ready.
    if (server.value?.isReady) {
      return undefined;
    }
    const timer = setInterval(server.ask, 2000);
    return () => clearInterval(timer);
  }, [server.value?.isReady]);
  const leave = async () => {
    await ask("session", { method: "DELETE" });
    session.ask();
  };
  const here = placeOfRoute(route.path);
  // On a small screen the navigation scrolls.
  useEffect(() => document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }), [here]);
  const mayLook = session.value && mayAs(session.value, "viewer");
  return html`
    <a class="skip" href="#main" onClick=${(event) => {
      event.preventDefault();
      main.current.focus();
    }}>Skip to the content</a>
    <${Header} session=${session.value} server=${server.value} leave=${leave} toggleKeys=${toggleKeys} />
    <nav aria-label="Pages">
      ${PLACES.map((place) => html`<a href=${link(place.path)} aria-current=${(place.path[0] ?? "") === here ? "page" : undefined}>${place.name}</a>`)}
    </nav>
    <main id="main" ref=${main} tabindex="-1">
      ${session.problem && html`<${Failure} problem=${session.problem} retry=${session.ask} />`}
      ${session.value && !mayLook && route.path[0] !== "login" && html`<${Failure} problem=${{
        title: "Log in to look at this server",
        remedy: "It shows nothing to strangers.",
      }} retry=${undefined} /><a href="#/login">Log in</a>`}
      ${(mayLook || route.path[0] === "login") &&
      html`<${View} route=${route} session=${session.value} server=${server.value} refreshSession=${session.ask} refreshServer=${server.ask} />`}
    </main>
    <${Toasts} review=${setReviewed} />
    ${reviewed && html`<${Review} change=${reviewed} close=${() => setReviewed(undefined)} />`}
    ${showsKeys && html`<${Keys} close=${() => setShowsKeys(false)} />`}
  `;
}

const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} />`, root);
