// Follows a meeting: replaces the elements that changed, says when the line is down, catches up by itself.
import { parsed } from "./trusted.js";

const root = document.querySelector("[data-live]");
// The server speaks every 15 s: after this the line is dead, whatever the browser thinks.
const SILENT_MS = 25_000;
const TICK_MS = 1_000;
const STOOD_STILL_MS = 4_000; // a clock that missed so much: the device slept, or the page was frozen
// Broken lines are tried again after a moment by chance, up to twice as long each time: a thousand screens whose server
// was started again do not come all at once.
const FIRST_MS = 1_000;
const LONGEST_MS = 8_000;
const ANSWER_MS = 10_000; // a line that has not been opened by then goes nowhere
const LASTING_MS = 5_000; // a line that held so long was a good one

// What somebody is writing in is replaced when they leave it, what an act was just sent from when its answer is there:
// htmx would look for the place of the answer from a form that is no longer on the page.
function isBusy(element) {
  if (element.querySelector(".htmx-request")) return true;
  if (!element.hasAttribute("data-live-keep")) return false;
  const fields = [...element.querySelectorAll("textarea, select, input:not([type=hidden])")];
  const written = fields.some((one) => one.value !== (one.defaultValue ?? one.value));
  return written || fields.includes(document.activeElement) || element.querySelector("dialog[open]") !== null;
}

const waiting = new Map();

function replace(fresh) {
  const old = document.getElementById(fresh.id);
  waiting.delete(fresh.id); // of what waits only the latest counts
  if (!old || old.isEqualNode(fresh)) return;
  if (isBusy(old)) {
    waiting.set(fresh.id, fresh);
    return;
  }
  const open = [...old.querySelectorAll("details[open][id]")].map((one) => one.id);
  const scrolled = [...old.querySelectorAll("[data-scroll][id]")].map((one) => [one.id, one.scrollLeft, one.scrollTop]);
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  const node = document.importNode(fresh, true);
  old.replaceWith(node);
  open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  scrolled.forEach(([id, left, top]) => document.getElementById(id)?.scrollTo({ left, top, behavior: "instant" }));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  node.classList.add("is-fresh");
  setTimeout(() => node.classList.remove("is-fresh"), 2000);
  window.htmx?.process(node);
}

function showChange(event) {
  // Rows of a table come inside one: alone they are not HTML.
  const pieces = [...parsed(event.data).body.children].flatMap((one) => (one.id ? [one] : [...one.querySelectorAll("tr[id]")]));
  pieces.forEach(replace);
  document.dispatchEvent(new CustomEvent("balai:changed"));
}

function showMine(event) {
  for (const item of event.data.split("\n")) {
    document.body.dispatchEvent(new CustomEvent(`balai:mine-${item}`, { bubbles: true }));
  }
}

function tellTime(event) {
  document.dispatchEvent(new CustomEvent("balai:time", { detail: { now: Date.parse(event.data) } }));
}

function say(online, heard) {
  root.dataset.liveState = online ? "open" : "broken";
  document.dispatchEvent(new CustomEvent("balai:line", { detail: { online, heard } }));
}

// A screen that nobody sits at: where it may no longer show the meeting, what it showed goes away.
async function leaveIfRefused() {
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  if (answer && (answer.redirected || [403, 404].includes(answer.status))) location.reload();
}

function follow() {
  let last = root.dataset.liveSince || "0";
  let source = null;
  let heard = 0; // or tried: patience begins anew with each try
  let told = Date.now(); // when the server spoke last; what the page shows was true then
  let opened = 0;
  let failures = 0;
  let retry = 0;
  let ticked = Date.now();

  function connect() {
    clearTimeout(retry);
    source?.close();
    heard = Date.now();
    const line = new EventSource(`${root.dataset.live}?since=${encodeURIComponent(last)}`);
    source = line;
    retry = setTimeout(broken, ANSWER_MS, line);
    const hear = (handle) => (event) => {
      told = heard = Date.now();
      if (event.lastEventId) last = event.lastEventId;
      handle?.(event);
    };
    line.addEventListener("open", hear(() => { clearTimeout(retry); opened = heard; say(true, told); }));
    line.addEventListener("change", hear(showChange));
    line.addEventListener("mine", hear(showMine));
    line.addEventListener("beat", hear(tellTime));
    line.addEventListener("error", () => broken(line));
  }

  function broken(line) {
    if (line !== source) return;
    const refused = line.readyState === EventSource.CLOSED;
    clearTimeout(retry);
    line.close();
    say(false, told);
    failures = opened && Date.now() - opened > LASTING_MS ? 1 : failures + 1;
    opened = 0;
    if (refused) failures = Math.max(failures, 3);
    const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
    retry = setTimeout(connect, Math.random() * most);
    if (refused && "liveReload" in root.dataset) leaveIfRefused();
  }

  // Whoever looks again after a while, or wakes the device, sees the present at once: no waiting for the next try.
  function wake() {
    if (source.readyState !== EventSource.OPEN || Date.now() - heard > SILENT_MS) connect();
  }

  connect();
  setInterval(() => {
    const stoodStill = Date.now() - ticked > STOOD_STILL_MS;
    ticked = Date.now();
    if (stoodStill ? !document.hidden : Date.now() - heard > SILENT_MS && source.readyState !== EventSource.CLOSED) wake();
  }, TICK_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });
  document.addEventListener("resume", wake);
  addEventListener("focus", wake);
  addEventListener("offline", () => say(false, told));
  addEventListener("online", connect);
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
}

for (const left of ["focusout", "htmx:afterRequest"]) {
  document.addEventListener(left, () => setTimeout(() => [...waiting.values()].forEach(replace), 0));
}

if (root) follow();
