// Log in with the token of the machine, or as a user.
import { useEffect, useState } from "../vendor/preact.mjs";
import { ask } from "../app/server.js";
import { go, link } from "../app/router.js";
import { Command, Failure, html } from "../parts/html.js";

/** Logs in with the token of a link that bin/stanchion dashboard made, and takes it out of the address. */
function useTokenOfLink(token, done, failed) {
  useEffect(() => {
    if (token) {
      history.replaceState(null, "", link(["login"]));
      ask("session", { method: "POST", body: { token } }).then(done, failed);
    }
  }, []);
}

export function View({ refreshSession, session, route }) {
  const [problem, setProblem] = useState();
  const enter = () => {
    refreshSession();
    go([]);
  };
  useTokenOfLink(route.query.token, enter, setProblem);
  const submit = async (event) => {
    event.preventDefault();
    const { user, password, token } = Object.fromEntries(new FormData(event.target));
    try {
      await ask("session", { method: "POST", body: token ? { token } : { user, password } });
      enter();
    } catch (refusal) {
      setProblem(refusal);
    }
  };
  return html`<h1 tabindex="-1">Log in</h1>
    ${session?.loggedIn && html`<p>You are logged in as ${session.user} (${session.role}).</p>`}
    ${problem && html`<${Failure} problem=${problem} />`}
    <form class="fields" onSubmit=${submit}>
      <label>User <input name="user" autocomplete="username" /></label>
      <label>Password <input name="password" type="password" autocomplete="current-password" /></label>
      <p class="minor">or, if the server has no users:</p>
      <label>Token <input name="token" type="password" autocomplete="off" /></label>
      <button type="submit" class="primary">Log in</button>
    </form>
    <p>The server writes its token into a file that only its user can read:</p>
    <${Command} text=${`cat ~/.local/state/stanchion/admin-token-${location.port || (location.protocol === "https:" ? 443 : 80)}`} />`;
}
