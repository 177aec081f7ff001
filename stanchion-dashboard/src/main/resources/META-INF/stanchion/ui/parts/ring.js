// What this page has seen of a live number. The server keeps nothing for a chart.
import { useEffect, useState } from "../vendor/preact.mjs";

const MOST_POINTS = 900;
const MOST_RINGS = 8;

const rings = new Map();

/** Adds a point to what is known under a name. The ring that was used longest ago is forgotten. */
export function remember(name, point) {
  const points = rings.get(name) ?? [];
  rings.delete(name);
  if (points.length > 0 && points.at(-1).time === point.time) {
    points.pop();
  }
  points.push(point);
  rings.set(name, points.slice(-MOST_POINTS));
  if (rings.size > MOST_RINGS) {
    rings.delete(rings.keys().next().value);
  }
  return rings.get(name);
}

/** The points under a name; row is what was seen last, and time when, in epoch seconds. */
export function useRing(name, row, pointOf) {
  const [points, setPoints] = useState(() => rings.get(name) ?? []);
  useEffect(() => {
    if (row) {
      setPoints([...remember(name, { ...pointOf(row), time: Math.round(Date.now() / 1000) })]);
    }
  }, [row]);
  return points;
}
