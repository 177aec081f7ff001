// The frame around every view: header, navigation, session, keys.
import { render } from "../vendor/preact.mjs";
import { useCallback, useEffect, useRef, useState } from "../vendor/hooks.mjs";
import { Failure, html, Skeleton, State } from "../parts/html.js";
import { ask, live, mayAs, refused, useAnswer, useLiveState, useTopic } from "./server.js";
import { go, link, useRoute } from "./router.js";
import { Flow } from "../views/flow.js";

/** Where a key leads, and which view it is. The first view comes with the page, others when shown. */
const PLACES = [
  { name: "Flow", path: [], key: "f" },
  { name: "Channels", path: ["channels"], key: "c" },
  { name: "Clients", path: ["clients"], key: "k" },
  { name: "Parked", path: ["parked"], key: "p" },
  { name: "Findings", path: ["findings"], key: "w" },
  { name: "Server", path: ["server"], key: "s" },
];

/** Returns which module has the view of a route. */
function moduleOf([first, channel, part]) {
  switch (first) {
    case "channels":
      return moduleOfChannel(channel, part);
    case "clients":
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
    default:
      return "channels";
  }
}

const loaded = new Map();

/** A view whose module is fetched when it is first shown. */
function View({ route, ...rest }) {
  const [, redraw] = useState(0);
  const [problem, setProblem] = useState();
  if (route.path.length === 0) {
    return html`<${Flow} route=${route} ...${rest} />`;
  }
  const name = moduleOf(route.path);
  const found = loaded.get(name);
  if (!found) {
    import(`../views/${name}.js`).then(
      (module) => {
        loaded.set(name, module.View);
        redraw((before) => before + 1);
      },
      () => setProblem({ title: "The page has changed on the server", remedy: "Load it again." }),
    );
    return problem ? html`<${Failure} problem=${problem} retry=${() => location.reload()} />` : html`<${Skeleton} />`;
  }
  return html`<${found} key=${route.path.join("/")} route=${route} ...${rest} />`;
}

function Header({ session, server, leave }) {
  const state = useLiveState();
  const findings = useTopic("findings")?.total ?? 0;
  const words = {
    live: ["good", "live"],
    connecting: ["off", "connecting"],
    lost: ["bad", "connection lost, trying again"],
    paused: ["warn", "paused"],
  };
  const [kind, text] = words[state];
  return html`<header>
    <a class="brand" href="#/">Stanchion</a>
    <span class="cluster" title="Cluster ID">${server?.clusterId}</span>
    ${server && !server.isReady && html`<${State} kind="warn">starting<//>`}
    ${server?.role === "ft_standby" && html`<${State} kind="off">standby<//>`}
    ${session?.readOnly && html`<${State} kind="warn">read-only<//>`}
    <form class="search" role="search" onSubmit=${(event) => {
      event.preventDefault();
      go(["channels"], { q: event.target.elements.q.value });
    }}>
      <input id="search" name="q" type="search" placeholder="Find a channel  /" aria-label="Find a channel" />
    </form>
    <span role="status"><${State} kind=${kind}>${text}<//></span>
    ${findings > 0 && html`<a class="count bad" href="#/findings">${findings} finding${findings === 1 ? "" : "s"}</a>`}
    <${Theme} />
    ${session?.loggedIn
      ? html`<span class="who">${session.user || "token"} · ${session.role}</span>
          <button type="button" class="quiet" onClick=${leave}>Log out</button>`
      : session && html`<a href="#/login">Log in</a>`}
  </header>`;
}

/** Light, dark, or as the system has it. The choice is all that is kept in the browser. */
function Theme() {
  const [theme, setTheme] = useState(() => localStorage.getItem("theme") ?? "system");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem("theme", theme);
  }, [theme]);
  return html`<select class="quiet" aria-label="Theme" value=${theme} onChange=${(event) => setTheme(event.target.value)}>
    <option value="system">System</option>
    <option value="light">Light</option>
    <option value="dark">Dark</option>
  </select>`;
}

function Keys({ close }) {
  const rows = [
    ["/", "find a channel"],
    ...PLACES.map((place) => [`g ${place.key}`, `go to ${place.name}`]),
    ["space", "pause and resume live data"],
    ["y", "copy the link of this view"],
    ["?", "show these keys"],
  ];
  return html`<aside class="keys" aria-label="Keys">
    <dl>${rows.map(([key, text]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${text}</dd></div>`)}</dl>
    <button type="button" onClick=${close}>Close</button>
  </aside>`;
}

/** Listens for keys outside of fields. */
function useKeys(toggleKeys) {
  useEffect(() => {
    let isGoing = false;
    const pressed = (event) => {
      if (event.target.closest("input,textarea,select,dialog") || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const place = isGoing && PLACES.find((each) => each.key === event.key);
      isGoing = event.key === "g" && !isGoing;
      if (place) {
        go(place.path);
      } else if (event.key === "/") {
        document.getElementById("search").focus();
      } else if (event.key === " " && !event.target.closest("button,a,summary")) {
        live.pause(live.state !== "paused");
      } else if (event.key === "y") {
        navigator.clipboard?.writeText(location.href);
      } else if (event.key === "?") {
        toggleKeys();
      } else {
        return;
      }
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

function App() {
  const route = useRoute();
  const main = useRef();
  const session = useAnswer("session");
  const server = useAnswer("server");
  const [showsKeys, setShowsKeys] = useState(false);
  useEffect(() => refused.on(session.ask), []);
  useKeys(useCallback(() => setShowsKeys((before) => !before), []));
  useEffect(() => {
    // A server that starts is asked again until it is ready.
    if (server.value?.isReady) {
      return undefined;
    }
    const timer = setInterval(server.ask, 2000);
    return () => clearInterval(timer);
  }, [server.value?.isReady]);
  useEffect(() => {
    main.current?.querySelector("h1")?.focus();
  }, [route.path.join("/")]);
  const leave = async () => {
    await ask("session", { method: "DELETE" });
    session.ask();
  };
  const isHere = (place) => (place.path[0] ?? "") === (route.path[0] ?? "");
  const mayLook = session.value && mayAs(session.value, "viewer");
  return html`
    <a class="skip" href="#main" onClick=${(event) => {
      event.preventDefault();
      main.current.focus();
    }}>Skip to the content</a>
    <${Header} session=${session.value} server=${server.value} leave=${leave} />
    <nav aria-label="Pages">
      ${PLACES.map((place) => html`<a href=${link(place.path)} aria-current=${isHere(place) ? "page" : undefined}>${place.name}</a>`)}
    </nav>
    <main id="main" ref=${main} tabindex="-1">
      ${session.problem && html`<${Failure} problem=${session.problem} retry=${session.ask} />`}
      ${session.value && !mayLook && route.path[0] !== "login" && html`<${Failure} problem=${{
        title: "Log in to look at this server",
        remedy: "It shows nothing to strangers.",
      }} retry=${undefined} /><a href="#/login">Log in</a>`}
      ${(mayLook || route.path[0] === "login") &&
      html`<${View} route=${route} session=${session.value} server=${server.value} refreshSession=${session.ask} />`}
    </main>
    ${showsKeys && html`<${Keys} close=${() => setShowsKeys(false)} />`}
  `;
}

const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} />`, root);
