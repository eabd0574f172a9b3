// Times, lengths and sizes in words. The server's Words.java says the same, so that a page does not
// change when its script arrives.

const MINUTE = 60, HOUR = 3600, DAY = 86400;

/** "just now", "3 min ago", "5 h ago", "12 days ago". */
export function ago(at, now = Date.now()) {
  const s = Math.floor((now - at) / 1000);
  if (s < -5) return `in ${length(-s)}`;
  if (s < 5) return "just now";
  return `${length(s)} ago`;
}

function length(s) {
  if (s < MINUTE) return `${s} s`;
  if (s < HOUR) return `${Math.floor(s / MINUTE)} min`;
  if (s < 2 * DAY) return `${Math.floor(s / HOUR)} h`;
  return `${count(Math.floor(s / DAY))} days`;
}

/** "0.4 s", "12 s", "3 min 5 s", "2 h 10 min". */
export function duration(ms) {
  if (ms < 0) ms = 0;
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const s = Math.floor(ms / 1000);
  if (s < MINUTE) return `${s} s`;
  if (s < HOUR) return `${Math.floor(s / MINUTE)} min ${s % MINUTE} s`;
  return `${Math.floor(s / HOUR)} h ${Math.floor((s % HOUR) / MINUTE)} min`;
}

/** "812 B", "4.2 kB", "1.3 MB". */
export function bytes(n) {
  if (n < 1000) return `${n} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = n / 1000, unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** 1,234,567. */
export function count(n) {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

export function lines(n) {
  return n === 1 ? "1 line" : `${count(n)} lines`;
}

/** Control characters as their pictures, so that a person sees what a device sent. */
export function visible(text) {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, (c) =>
    c === "\u007f" ? "\u2421" : String.fromCharCode(0x2400 + c.charCodeAt(0)),
  );
}
