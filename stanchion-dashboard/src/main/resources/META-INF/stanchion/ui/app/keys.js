// Keys outside of fields. A button or link takes a key for itself by data-key.
import { useEffect } from "../vendor/preact.mjs";
import { live } from "./live.js";
import { go } from "./router.js";

/** Where the key g and another one lead. */
export const PLACES = [
  { name: "Flow", path: [], key: "f" },
  { name: "Channels", path: ["channels"], key: "c" },
  { name: "Groups", path: ["groups"], key: "g" },
  { name: "Clients", path: ["clients"], key: "k" },
  { name: "Parked", path: ["parked"], key: "p" },
  { name: "Findings", path: ["findings"], key: "w" },
  { name: "Server", path: ["server"], key: "s" },
];

const SWITCH = "keys";

export function areOn() {
  return localStorage.getItem(SWITCH) !== "off";
}

export function turn(isOn) {
  localStorage.setItem(SWITCH, isOn ? "on" : "off");
}

/** Returns the row that comes next when a key is pressed; -1 if there is none. */
export function nextRow(now, count, key) {
  const next = key === "j" ? now + 1 : now < 0 ? count - 1 : now - 1;
  return Math.max(-1, Math.min(count - 1, next));
}

function moveInTable(key) {
  const rows = [...document.querySelectorAll("main tbody tr")];
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[nextRow(now, rows.length, key)];
  (next?.querySelector("a") ?? next)?.focus();
}

/** Clicks what has taken a key: in the dialog if one is open. */
function clickOwner(key) {
  const place = document.querySelector("dialog[open]") ?? document.querySelector("main");
  const owner = [...(place?.querySelectorAll("[data-key]") ?? [])].find((each) => each.dataset.key === key && !each.disabled);
  owner?.click();
  return Boolean(owner);
}

function act(event, isInDialog, toggleKeys) {
  switch (event.key) {
    case "/":
      document.getElementById("search").focus();
      return true;
    case "j":
    case "k":
      moveInTable(event.key);
      return true;
    case "Escape":
      return !isInDialog && clickOwner("Escape");
    case " ":
      if (event.target.closest("button,a,summary,[tabindex='0']")) {
        return false;
      }
      live.pause(live.state !== "paused");
      return true;
    case "y":
      navigator.clipboard?.writeText(location.href);
      return true;
    case "?":
      toggleKeys();
      return true;
    default:
      return clickOwner(event.key);
  }
}

/** Listens for keys. With the switch off, only the one that shows the keys is left. */
export function useKeys(toggleKeys) {
  useEffect(() => {
    let isGoing = false;
    const pressed = (event) => {
      const isInDialog = Boolean(event.target.closest("dialog"));
      const isField = event.target.closest("input:not([type='checkbox']),textarea,select");
      if (isField || event.ctrlKey || event.metaKey || event.altKey || !(areOn() || event.key === "?")) {
        return;
      }
      if (isInDialog && !["[", "]", "d", "y"].includes(event.key)) {
        return;
      }
      const place = isGoing && PLACES.find((each) => each.key === event.key);
      isGoing = event.key === "g" && !isGoing;
      if (place) {
        go(place.path);
      } else if (!isGoing && !act(event, isInDialog, toggleKeys)) {
        return;
      }
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
