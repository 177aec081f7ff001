// Answers that have no live topic are asked for again.
import { useEffect, useRef } from "../vendor/preact.mjs";
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

/** The answer before the present one: their difference is a rate. Undefined until there are two. */
export function useBefore(answer) {
  const last = useRef({});
  if (answer !== undefined && last.current.now !== answer) {
    last.current = { before: last.current.now, now: answer };
  }
  return last.current.before;
}
