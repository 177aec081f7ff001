// A search through a channel: in steps, so that the server is never busy with it for long.
import { useEffect, useRef, useState } from "../vendor/preact.mjs";
import { ask, path } from "../app/server.js";

const ROWS = 50;
const BUDGET_MS = 200;

/** The parameters of one step. */
export function stepOf({ contains, path: where, equals, direction }, from) {
  return new URLSearchParams({
    from,
    direction,
    limit: ROWS,
    ...(contains && { contains }),
    ...(where && { path: where, equals: equals ?? "" }),
    ...((contains || where) && { budgetMs: BUDGET_MS }),
  });
}

/** What is known after one more step; more hits may come later, so it says from where to go on. */
export function advanced(before, page) {
  return {
    items: [...before.items, ...page.items],
    examined: before.examined + page.examined,
    next: page.next,
    firstSequence: page.firstSequence,
    lastSequence: page.lastSequence,
  };
}

/** Whether another step follows by itself: while there are few hits, and something is left. */
export function isOpen(found, isSearch) {
  return isSearch && found.next !== undefined && found.items.length < ROWS;
}

const NOTHING = { items: [], examined: 0 };

/** A list or a search: {found, problem, isRunning, stop, goOn, again}. */
export function useSearch(channel, query) {
  const { contains = "", path: where = "", equals = "", from = "last" } = query;
  const direction = query.direction || (from === "last" ? "backward" : "forward");
  const isSearch = Boolean(contains || where);
  const [state, setState] = useState({ found: undefined });
  const run = useRef();
  const begin = (start, before) => {
    run.current?.abort();
    const abort = new AbortController();
    run.current = abort;
    const step = async (next, known) => {
      const page = await ask(`${path("channels", channel)}/messages?${stepOf({ contains, path: where, equals, direction }, next)}`, { signal: abort.signal });
      const found = advanced(known, page);
      const goesOn = isOpen(found, isSearch);
      setState({ found, isRunning: goesOn });
      if (goesOn) {
        await step(found.next, found);
      }
    };
    setState({ found: before.examined > 0 ? before : undefined, isRunning: true });
    step(start, before).catch((problem) => abort.signal.aborted || setState((now) => ({ ...now, isRunning: false, problem })));
  };
  const wanted = JSON.stringify([channel, contains, where, equals, from, direction]);
  useEffect(() => {
    begin(from, NOTHING);
    return () => run.current.abort();
  }, [wanted]);
  return {
    ...state,
    isSearch,
    direction,
    stop: () => {
      run.current.abort();
      setState((now) => ({ ...now, isRunning: false }));
    },
    goOn: () => begin(state.found.next, { ...state.found, items: [] }),
    again: () => begin(from, NOTHING),
  };
}
