// Numbers, sizes and times as people read them.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

export function count(value) {
  return whole.format(value ?? 0);
}

/** A number with its noun: 1 message, 2 messages. */
export function counted(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

export function rate(perSecond) {
  const value = perSecond ?? 0;
  return `${value < 10 ? short.format(value) : whole.format(value)}/s`;
}

export function size(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes ?? 0;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? whole.format(value) : short.format(value)} ${units[unit]}`;
}

/** A length of time with its two largest units: 4 m 12 s. */
export function duration(seconds) {
  const total = Math.max(0, seconds ?? 0);
  if (total < 1) {
    return total === 0 ? "0 s" : `${Math.max(1, Math.round(total * 1000))} ms`;
  }
  const units = [["d", 86400], ["h", 3600], ["m", 60], ["s", 1]];
  let rest = Math.round(total);
  const parts = [];
  for (const [name, length] of units) {
    const amount = Math.floor(rest / length);
    rest -= amount * length;
    if (amount > 0 || parts.length > 0) {
      parts.push(`${amount} ${name}`);
    }
  }
  return parts.slice(0, 2).filter((part, i) => i === 0 || !part.startsWith("0 ")).join(" ");
}

/** How long ago a time of the server is, by the clock of the server. */
export function ago(time, now) {
  return `${duration((Date.parse(now) - Date.parse(time)) / 1000)} ago`;
}

/** The time of day of a moment, in the viewer's time zone. */
export function clock(time) {
  return new Date(time).toLocaleTimeString("en-GB");
}

/** Date and time of a moment, in the viewer's time zone. */
export function moment(time) {
  const date = new Date(time);
  const day = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  return `${day} ${clock(time)}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** An argument of a POSIX shell. */
export function shell(text) {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
