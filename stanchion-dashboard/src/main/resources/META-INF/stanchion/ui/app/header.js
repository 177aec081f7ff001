// The header of every page: what this server is, whether its data come, and who looks.
import { useEffect, useState } from "../vendor/hooks.mjs";
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
  return html`<select class="quiet" aria-label="Theme" value=${theme} onChange=${(event) => setTheme(event.target.value)}>
    <option value="system">System</option>
    <option value="light">Light</option>
    <option value="dark">Dark</option>
  </select>`;
}

function Findings() {
  const findings = useTopic("findings")?.total ?? 0;
  return findings > 0 && html`<a class="count bad" href="#/findings">${findings} finding${findings === 1 ? "" : "s"}</a>`;
}

export function Header({ session, server, leave, toggleKeys }) {
  return html`<header>
    <a class="brand" href="#/"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3h12M8 3v10M4 13h8" /></svg>Stanchion</a>
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
    <${Connection} />
    <${Findings} />
    <${Theme} />
    <button type="button" class="quiet" aria-label="Keys" title="Keys" onClick=${toggleKeys}>?</button>
    ${session?.loggedIn
      ? html`<span class="who">${session.user || "token"} · ${session.role}</span>
          <button type="button" class="quiet" onClick=${leave}>Log out</button>`
      : session && html`<a href="#/login">Log in</a>`}
  </header>`;
}
