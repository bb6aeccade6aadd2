// The line. A form with data-unsent is kept in this tab when it cannot be sent, shown as not sent, and sent once when the
// line is back: each act has a key, and the server does what has the same key once. What is kept is what was tapped, not
// the form: the page may have been drawn anew, or loaded anew, meanwhile.
import { toast } from "./app.js";

const strip = document.getElementById("offline-strip");
const person = document.body.dataset.person ?? "";
const STORE = "balai-unsent";
const PATIENCE_MS = 10_000; // an answer that takes longer is none
const AGAIN_MS = 4_000;
const TRY_AGAIN = new Set([0, 429, 502, 503, 504]);

// {key, what, said, verb, path, values, target, swap, failed}; `what` names what it decides: the last word counts.
let kept = stored();
let sending = false;
let online = true;
let again = 0;

function stored() {
  try {
    const found = JSON.parse(sessionStorage.getItem(STORE) ?? "[]");
    return found.filter((one) => one.person === person).map((one) => ({ ...one, failed: true }));
  } catch {
    return [];
  }
}

function store() {
  const plain = kept.map(({ xhr: _xhr, done: _done, ...one }) => one);
  try {
    sessionStorage.setItem(STORE, JSON.stringify(plain));
  } catch { /* a full or forbidden store: it is kept for as long as the page is open */ }
}

function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// Showing

const unsent = () => kept.filter((one) => one.failed);

function show() {
  if (!strip) return;
  const waiting = unsent();
  const words = online ? [] : [strip.dataset.wordsOffline];
  if (waiting.length) words.push(`${strip.dataset.wordsUnsent} ${waiting.length} (${waiting.map((one) => one.said).join("; ")}).`);
  strip.hidden = !words.length;
  strip.textContent = words.join(" ");
  document.querySelectorAll(".is-unsent").forEach((one) => one.classList.remove("is-unsent"));
  waiting.forEach((one) => buttonOf(one)?.classList.add("is-unsent"));
}

function buttonOf(entry) {
  const forms = [...document.querySelectorAll("form[data-unsent]")].filter((one) => one.getAttribute("hx-post") === entry.path);
  const seat = new Map(entry.values).get("seat") ?? "";
  const form = forms.find((one) => (one.elements.namedItem("seat")?.value ?? "") === seat);
  return [...(form?.elements ?? [])].find((one) => one.name && entry.pressed === `${one.name}=${one.value}` && one.type === "submit");
}

let lineTimer = 0;
function say(isOnline) {
  clearTimeout(lineTimer);
  lineTimer = 0;
  online = isOnline;
  show();
}

// Keeping

function whatOf(path, values) {
  const fields = new Map(values);
  return [path, fields.get("seat") ?? "", fields.get("kind") ?? ""].join(" ");
}

function entryOf(config, form) {
  const values = [...config.formData.entries()].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const button = config.triggeringEvent?.submitter;
  const about = form.dataset.unsent || document.getElementById(form.dataset.unsentNumber)?.textContent.trim() || "";
  const words = button?.textContent.trim().replace(/\s+/g, " ") ?? "";
  return {
    key: newKey(), person, what: whatOf(config.path, values), said: [about, words].filter(Boolean).join(": "),
    verb: config.verb, path: config.path, values, pressed: button?.name ? `${button.name}=${button.value}` : "",
    target: form.closest("[hx-target]")?.getAttribute("hx-target") ?? "", swap: form.closest("[hx-swap]")?.getAttribute("hx-swap") ?? "none",
    failed: false,
  };
}

document.body.addEventListener("htmx:configRequest", (event) => {
  const config = event.detail;
  let entry = kept.find((one) => one.key === config.headers["Idempotency-Key"]);
  if (!entry) {
    const form = config.elt.closest("form[data-unsent]");
    if (!form || config.verb === "get") return;
    entry = entryOf(config, form);
    const before = kept.filter((one) => one.what === entry.what);
    kept = [...kept.filter((one) => one.what !== entry.what), entry];
    before.forEach((one) => one.xhr?.abort());
    config.headers["Idempotency-Key"] = entry.key;
    store();
  }
  config.timeout = PATIENCE_MS;
  config.unsent = entry;
});

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const entry = event.detail.requestConfig.unsent;
  if (!entry) return;
  entry.xhr = event.detail.xhr;
  entry.xhr.addEventListener("loadend", () => settle(entry));
});

/** Sent, refused, or still to be sent; a redirect elsewhere (to the sign-in page) is no answer. */
function settle(entry) {
  const { status, responseURL } = entry.xhr;
  entry.xhr = null;
  const answered = !TRY_AGAIN.has(status) && (!responseURL || new URL(responseURL).pathname === entry.path);
  if (answered) kept = kept.filter((one) => one !== entry);
  else if (kept.includes(entry)) entry.failed = true;
  store();
  entry.done?.(answered ? status : 0);
  if (answered && status < 400 && !sending && unsent().length) resend();
  if (!answered) later();
  say(answered || (status !== 0 && navigator.onLine));
}

// Sending again, one after the other, in the order of the taps

function send(entry) {
  return new Promise((done) => {
    entry.done = done;
    const values = new FormData();
    entry.values.forEach(([name, value]) => values.append(name, value));
    const target = (entry.target && document.querySelector(entry.target)) || document.body;
    const swap = target === document.body ? "none" : entry.swap;
    window.htmx.ajax(entry.verb, entry.path, { target, swap, values, headers: { "Idempotency-Key": entry.key } }).catch(() => {});
  });
}

async function resend() {
  if (sending || !unsent().length || !window.htmx) return;
  sending = true;
  clearTimeout(again);
  const refused = [];
  let sent = 0;
  for (let entry = unsent()[0]; entry; entry = unsent()[0]) {
    const status = await send(entry);
    if (!status) break;
    if (status >= 400) refused.push(entry.said);
    else sent += 1;
  }
  sending = false;
  show();
  if (refused.length) {
    toast(`${strip.dataset.wordsRefused} ${refused.join("; ")}.`);
    document.getElementById("refusals")?.scrollIntoView({ block: "nearest" });
  } else if (sent) toast(strip.dataset.wordsSent);
}

function later() {
  clearTimeout(again);
  again = setTimeout(resend, AGAIN_MS * (0.5 + Math.random()));
}

document.addEventListener("balai:line", (event) => {
  if (!event.detail.online) {
    lineTimer ||= setTimeout(() => say(false), 2500); // a short break is no news
    return;
  }
  say(true);
  resend();
});
addEventListener("offline", () => say(false));
addEventListener("online", () => { say(true); resend(); });
document.addEventListener("balai:changed", show);
document.body.addEventListener("htmx:afterSettle", show);

// What is not kept (an act of the chair may come too late) is said to be lost.
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(name, (event) => {
    const { unsent: entry, verb } = event.detail.requestConfig;
    if (entry) return;
    if (verb !== "get" && strip) toast(strip.dataset.wordsLost);
    say(false);
  });
}
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  // A refusal stays until the next act is done: that the page fetched something is no answer to it, and for htmx a
  // refusal that it is to show is a success too.
  if (event.detail.requestConfig.verb !== "get" && event.detail.xhr.status < 400) document.getElementById("refusals")?.replaceChildren();
  say(true);
  if (unsent().length) resend();
});
document.body.addEventListener("htmx:responseError", () => say(navigator.onLine));

// Signed out meanwhile: the sign-in page comes whole, not into a piece of this one; then what is kept is sent.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo } = event.detail;
  const led = xhr.responseURL ? new URL(xhr.responseURL).pathname : "";
  if (!led.startsWith("/sign-in/") || pathInfo.requestPath.startsWith("/sign-in/")) return;
  event.detail.shouldSwap = false;
  location.assign(`/sign-in/?next=${encodeURIComponent(location.pathname + location.search)}`);
});

show();
if (unsent().length) later();
