// How long the main thread of a page works, in its own processor time: other work on the machine
// does not count.

const CATEGORIES = ["toplevel", "blink.user_timing"];
const USABLE = "usable";

/** Marks the moment when a page of the dashboard shows its view and live data. Runs in the page. */
const MARK = (mark) => {
  const seen = new MutationObserver(() => {
    const word = document.querySelector("header [role=status] .state")?.textContent ?? "";
    if (word.endsWith("live") && document.querySelector("main h1") && !document.querySelector(".skeleton")) {
      performance.mark(mark);
      seen.disconnect();
    }
  });
  seen.observe(document, { subtree: true, childList: true, characterData: true });
};

/** The processor time of the tasks on the thread of a mark that began between two moments, in ms. */
function between(tasks, mark, from, to) {
  const own = tasks.filter((each) => each.pid === mark.pid && each.tid === mark.tid && each.ts >= from && each.ts <= to);
  return own.reduce((sum, each) => sum + (each.tdur ?? 0), 0) / 1000;
}

/** Loads an address in a tab: {paint, usable}, the processor ms until the first paint and live data. */
async function workOf(tab, address) {
  const cdp = await tab.context().newCDPSession(tab);
  const events = [];
  cdp.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await tab.addInitScript(MARK, USABLE);
  await cdp.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: CATEGORIES } });
  await tab.goto(address);
  const times = await (
    await tab.waitForFunction((name) => {
      const [mark] = performance.getEntriesByName(name);
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      return mark && paint && { usable: mark.startTime, paint: paint.startTime };
    }, USABLE)
  ).jsonValue();
  const isWhole = new Promise((resolve) => cdp.once("Tracing.tracingComplete", resolve));
  await cdp.send("Tracing.end");
  await isWhole;
  const mark = events.find((each) => each.name === USABLE);
  const began = mark.ts - 1000 * times.usable;
  const tasks = events.filter((each) => each.ph === "X" && each.name.endsWith("RunTask"));
  return {
    paint: between(tasks, mark, began, began + 1000 * times.paint),
    usable: between(tasks, mark, began, mark.ts),
  };
}

module.exports = { workOf };
