// Answers that have no live topic are asked for again.
import { useEffect } from "../vendor/preact.mjs";
import { live } from "../app/live.js";

const EVERY_MS = 3000;

/**
 * Asks again and again while somebody can see it. A server that is away is asked when it is back.
 *
 * isWanted: false while there is nothing to ask about
 */
export function useAgain(ask, isWanted = true) {
  useEffect(() => {
    if (!isWanted) {
      return undefined;
    }
    const timer = setInterval(() => document.hidden || live.isStill || ask(), EVERY_MS);
    return () => clearInterval(timer);
  }, [ask, isWanted]);
}
