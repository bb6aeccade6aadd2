// Follows a meeting: replaces the elements that changed, says when the line is down, catches up by itself.
import { parsed } from "./trusted.js";

const root = document.querySelector("[data-live]");
const SILENT_MS = 40_000; // the server speaks every 15 s; after this the line is dead whatever the browser thinks

// What somebody is writing in is replaced when they leave it; a tap alone does not hold a piece back.
function isBusy(element) {
  if (!element.hasAttribute("data-live-keep")) return false;
  const fields = [...element.querySelectorAll("textarea, select, input:not([type=hidden])")];
  const written = fields.some((one) => one.value !== (one.defaultValue ?? one.value));
  return written || fields.includes(document.activeElement) || element.querySelector("dialog[open]") !== null;
}

const waiting = new Map();

function replace(fresh) {
  const old = document.getElementById(fresh.id);
  if (!old || old.isEqualNode(fresh)) return;
  if (isBusy(old)) {
    waiting.set(fresh.id, fresh);
    return;
  }
  waiting.delete(fresh.id);
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

function say(online) {
  document.dispatchEvent(new CustomEvent("balai:line", { detail: { online } }));
}

// A screen that nobody sits at: where it may no longer show the meeting, what it showed goes away.
async function leaveIfRefused() {
  const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
  if (answer && (answer.redirected || [403, 404].includes(answer.status))) location.reload();
}

function follow() {
  let last = root.dataset.liveSince || "0";
  let source = null;
  let heard = Date.now();
  let retry = 0;

  function connect() {
    clearTimeout(retry);
    source?.close();
    heard = Date.now();
    source = new EventSource(`${root.dataset.live}?since=${last}`);
    const hear = (handle) => (event) => {
      heard = Date.now();
      if (event.lastEventId) last = event.lastEventId;
      handle?.(event);
    };
    source.addEventListener("open", hear(() => say(true)));
    source.addEventListener("change", hear(showChange));
    source.addEventListener("mine", hear(showMine));
    source.addEventListener("beat", hear());
    source.addEventListener("error", () => {
      say(false);
      // The browser tries again by itself, unless the server refused: then ask again slowly.
      if (source.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(connect, 5000);
      if ("liveReload" in root.dataset) leaveIfRefused();
    });
  }

  connect();
  setInterval(() => {
    if (Date.now() - heard > SILENT_MS) connect();
  }, 5000);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && (source.readyState !== EventSource.OPEN || Date.now() - heard > 20_000)) connect();
  });
  addEventListener("online", connect);
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && connect());
}

document.addEventListener("focusout", () => {
  setTimeout(() => [...waiting.values()].forEach(replace), 0);
});

if (root) follow();
