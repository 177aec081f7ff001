// The header of every page: what this server is, whether its data come, and who looks.
import { useEffect, useRef, useState } from "../vendor/hooks.mjs";
import { html, State } from "../parts/html.js";
import { useLiveState, useTopic } from "./live.js";
import { go } from "./router.js";

const ROLES = { ft_active: "active", ft_standby: "standby" };

/** Whether live data come, as an icon and a word. */
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

function Connection() {
  const [kind, text] = connection(useLiveState());
  // A reader hears of a change of the state, and not of each second that passes.
  return html`<span role="status" aria-label="Connection"><${State} kind=${kind}>${text}<//></span>`;
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
  const findings = useTopic("findings")?.total ?? 0;
  return findings > 0 && html`<a class="count bad" href="#/findings">${findings} finding${findings === 1 ? "" : "s"}</a>`;
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

export function Header({ session, server, leave, toggleKeys }) {
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
