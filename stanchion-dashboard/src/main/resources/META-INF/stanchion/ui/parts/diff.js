// What is different between two messages.

/** The leaves of a value by their paths: $.order.lines[0].sku. */
export function leaves(value, path = "$", found = new Map()) {
  if (value === null || typeof value !== "object") {
    found.set(path, value);
  } else if (Array.isArray(value)) {
    value.forEach((each, i) => leaves(each, `${path}[${i}]`, found));
  } else {
    Object.entries(value).forEach(([name, each]) => leaves(each, `${path}.${name}`, found));
  }
  if (found.size === 0) {
    found.set(path, Array.isArray(value) ? [] : {});
  }
  return found;
}

function ofMaps(one, other) {
  const same = (path) => one.has(path) && other.has(path) && JSON.stringify(one.get(path)) === JSON.stringify(other.get(path));
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => !same(path))
    .map((path) => ({ path, before: one.get(path), after: other.get(path) }));
}

function lines(text) {
  return new Map(text.split("\n").map((line, i) => [`line ${i + 1}`, line]));
}

function json(text) {
  try {
    return leaves(JSON.parse(text));
  } catch (malformed) {
    return undefined;
  }
}

/** The places where two texts differ: by the paths of JSON if both are that, and by lines otherwise. */
export function differences(one, other) {
  const [first, second] = [json(one), json(other)];
  return first && second ? ofMaps(first, second) : ofMaps(lines(one), lines(other));
}
