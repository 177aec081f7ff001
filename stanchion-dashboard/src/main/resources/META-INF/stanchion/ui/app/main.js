// The frame around every view: header, navigation, session, and which view a route shows.
import { render, useCallback, useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact.mjs";
import { Failure, html, later, Skeleton, State, styled } from "../parts/html.js";
import { clock } from "./format.js";
import { PLACES, useKeys } from "./keys.js";
import { connection, useLiveState, useTopic } from "./live.js";
import { go, link, moduleOf, parse, placeOfRoute, useRoute } from "./router.js";
import { ask, mayAs, refused, useAnswer } from "./server.js";

const loaded = new Map();

const Keys = later(() => import("../parts/keylist.js").then((module) => module.Keys));

/** Fetches the module of a view. The one of the first route is under way before anything is drawn. */
function load(name) {
  const isStyled = name === "flow" || styled(); // the first view needs only the sheet of the frame
  return Promise.all([import(`../views/${name}.js`), isStyled]).then(([module]) => loaded.set(name, module.View));
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

const ROLES = { ft_active: "active", ft_standby: "standby" };

function Connection() {
  const state = useLiveState();
  if (state === "unasked") {
    return "";
  }
  const [kind, text] = connection(state);
  // A reader hears of a change of the state, and not of each second that passes.
  return html`<span role="status" aria-label="Connection"><${State} kind=${kind}>${text}<//></span>`;
}

/** While the server is away, what is shown stays, with its time. */
function Stale() {
  const state = useLiveState();
  const asOf = useTopic("overview")?.value?.asOf;
  return state === "lost" && asOf && html`<p class="notice warn">The server does not answer. What is shown was so at ${clock(asOf)}.</p>`;
}

/** What is wrong with the server as a whole, on every page. */
function Health({ session, server }) {
  const failure = useTopic("overview")?.value?.storeFailure;
  return html`${server && !server.isReady && html`<p class="notice warn" role="status">${server.role === "ft_standby"
      ? "This server is a standby. It serves clients when the active one has ended."
      : "The server starts, and recovers what it has stored. Clients wait until it is ready."}</p>`}
    ${failure && html`<p class="notice bad" role="alert"><strong>${failure}.</strong> Publishers get this error; what is stored is still delivered.</p>`}
    ${session?.readOnly && html`<p class="notice warn">Changes through this page and the API are forbidden. ${mayAs(session, "admin")
      ? html`<a href="#/server">Allow them</a>` : "An administrator can allow them."}</p>`}`;
}

/** Light, dark, or as the system has it. The browser keeps the choice. */
function Theme() {
  const [theme, setTheme] = useState(() => localStorage.getItem("theme") ?? "system");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("theme", theme);
  }, [theme]);
  return html`<label>Theme <select value=${theme} onChange=${(event) => setTheme(event.target.value)}>
    <option value="system">As the system</option>
    <option value="light">Light</option>
    <option value="dark">Dark</option>
  </select></label>`;
}

function Findings() {
  const { total = 0, bySeverity } = useTopic("findings") ?? {};
  const kind = bySeverity?.error > 0 ? "bad" : bySeverity?.warning > 0 ? "warn" : "off";
  return total > 0 && html`<a class=${`count ${kind}`} href="#/findings">${total}<span> finding${total === 1 ? "" : "s"}</span></a>`;
}

/** What a person seldom needs: the theme, the keys, and the end of the session. */
function Menu({ session, leave, toggleKeys }) {
  const menu = useRef();
  const then = (act) => () => {
    menu.current.hidePopover();
    act();
  };
  return html`<button type="button" class="quiet who" popovertarget="menu">
      <span>${session?.loggedIn ? `${session.user || "token"} · ${session.role}` : "Menu"}</span><span aria-hidden="true"> ▾</span>
    </button>
    <div id="menu" ref=${menu} popover="auto">
      <${Theme} />
      <button type="button" class="quiet" onClick=${then(toggleKeys)}>Keys <kbd>?</kbd></button>
      ${session?.loggedIn && html`<button type="button" class="quiet" onClick=${then(leave)}>Log out</button>`}
    </div>`;
}

function Header({ session, server, leave, toggleKeys }) {
  return html`<header>
    <a class="brand" href="#/" aria-label="Stanchion"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3h12M8 3v10M4 13h8" /></svg><span>Stanchion</span></a>
    <span class="cluster"><span title="Cluster ID">${server?.clusterId}</span>${server?.name && server.name !== server.clusterId && html`<span class="minor" title="Server name">${server.name}</span>`}</span>
    ${server && !server.isReady && html`<${State} kind="warn">starting<//>`}
    ${ROLES[server?.role] && html`<${State} kind=${server.role === "ft_active" ? "good" : "off"}>${ROLES[server.role]}<//>`}
    ${session?.readOnly && html`<${State} kind="warn">read-only<//>`}
    <form class="search" role="search" onSubmit=${(event) => {
      event.preventDefault();
      go(["channels"], { q: event.target.elements.q.value });
    }}>
      <input id="search" name="q" type="search" placeholder="Find a channel  /" aria-label="Find a channel" />
    </form>
    <span class="looks"><${Connection} /><${Findings} /></span>
    ${session && !session.loggedIn && html`<a href="#/login">Log in</a>`}
    <${Menu} session=${session} leave=${leave} toggleKeys=${toggleKeys} />
  </header>`;
}

function App() {
  const route = useRoute();
  const main = useRef();
  const session = useAnswer("session");
  const server = useAnswer("server");
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
      <${Stale} />
      <${Health} session=${session.value} server=${server.value} />
      ${session.problem && html`<${Failure} problem=${session.problem} retry=${session.ask} />`}
      ${session.value && !mayLook && route.path[0] !== "login" && html`<${Failure} problem=${{
        title: "Log in to look at this server",
        remedy: "It shows nothing to strangers.",
      }} retry=${undefined} /><a href="#/login">Log in</a>`}
      ${(mayLook || route.path[0] === "login") &&
      html`<${View} route=${route} session=${session.value} server=${server.value} refreshSession=${session.ask} refreshServer=${server.ask} />`}
    </main>
    <div id="toasts" class="toasts" role="status" aria-label="What was changed"></div>
    <div id="review"></div>
    ${showsKeys && html`<${Keys} close=${() => setShowsKeys(false)} />`}
  `;
}

const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} />`, root);
