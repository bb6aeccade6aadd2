// The member's agenda: opening items in place, the keyboard, and lines that go stale while one reads.
import { shortcut } from "./app.js";

const KEYS = { 1: "no_objection", 2: "wish_to_speak", 3: "objection", 4: "abstain" };
let current = null;

const items = () => [...document.querySelectorAll(".item[data-item]")];

function choose(item) {
  if (!item) return;
  current?.classList.remove("is-current");
  current = item;
  item.classList.add("is-current");
  item.querySelector(".line-open")?.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = items();
  if (!all.length) return;
  const place = current && document.contains(current) ? all.indexOf(current) : by > 0 ? -1 : all.length;
  choose(all[Math.min(Math.max(place + by, 0), all.length - 1)]);
}

function toggle(item) {
  const place = item?.querySelector(".opened");
  const link = item?.querySelector(".line-open");
  if (!place || !link) return;
  if (place.childElementCount) {
    place.replaceChildren();
    link.setAttribute("aria-expanded", "false");
    return;
  }
  link.setAttribute("aria-expanded", "true");
  window.htmx.trigger(link, "open-item");
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".line-open");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const item = link.closest(".item");
  if (!item?.querySelector(".opened") || !window.htmx) return; // a page of its own, or no script: follow the link
  event.preventDefault();
  choose(item);
  toggle(item);
});

shortcut("j", () => step(1));
shortcut("k", () => step(-1));
shortcut("o", () => toggle(current));
Object.entries(KEYS).forEach(([key, stance]) => {
  shortcut(key, () => current?.querySelector(`.line .segment[value=${stance}]`)?.click());
});

// Of two answers for one line under way, the first replaces the line that asked for the second, and htmx would look for
// the places of the second in the line that is gone.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, shouldSwap, target, xhr } = event.detail;
  const gone = !document.contains(requestConfig.elt);
  if (!gone || !shouldSwap || requestConfig.elt.closest("[hx-swap]")?.getAttribute("hx-swap") !== "none") return;
  event.detail.shouldSwap = false;
  window.htmx.swap(target, xhr.responseText, { swapStyle: "none" });
});

// After an answer the line is drawn anew; the focus stays where it was.
let focused = "";
document.body.addEventListener("htmx:beforeSwap", () => { focused = document.activeElement?.id ?? ""; });
document.body.addEventListener("htmx:afterSettle", () => {
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  if (current && !document.contains(current)) current = null;
});

// The meeting changed its state, or papers their version: what is mine beside them is asked for again.
let state = document.getElementById("agenda-head")?.dataset.state;
document.addEventListener("balai:changed", () => {
  const head = document.getElementById("agenda-head");
  if (head && head.dataset.state !== state) {
    state = head.dataset.state;
    const foot = document.getElementById("agenda-foot");
    if (foot) window.htmx.trigger(foot, "balai:renew");
    return;
  }
  document.querySelectorAll("[data-line]").forEach((line) => {
    const facts = line.querySelector(".facts");
    if (!facts || facts.dataset.version === line.dataset.version) return;
    renewPanel(line.closest(".item"));
    window.htmx.trigger(line, "balai:renew");
  });
});

/** An open item whose papers changed shows what changed; what was being typed stays. */
function renewPanel(item) {
  const place = item.querySelector(".opened");
  if (!place?.childElementCount) return;
  const fields = [...place.querySelectorAll("textarea[id], input[id]:not([type=hidden])")];
  const typed = fields.filter((one) => one.value !== one.defaultValue).map((one) => [one.id, one.value]);
  const at = place.contains(document.activeElement) ? document.activeElement.id : "";
  const asked = item.querySelector(".line-open").getAttribute("hx-get");
  window.htmx.ajax("GET", asked, { source: place, target: place, swap: "innerHTML" }).then(() => {
    typed.forEach(([id, value]) => { const field = document.getElementById(id); if (field) field.value = value; });
    if (at) document.getElementById(at)?.focus({ preventScroll: true });
  });
}

// In the meeting the item in debate opens by itself, unless one is reading something else: then a quiet bar leads to it.
const bar = document.getElementById("agenda-now");
let running = null;

const runs = () => document.querySelector(".facts[data-running]")?.closest(".item") ?? null;
const busy = () => document.querySelector(".opened:not(:empty)") !== null || scrollY > 120 || document.querySelector("dialog[open]") !== null;

function showRunning() {
  if (!bar) return;
  const item = runs();
  if (item !== running) {
    running = item;
    if (item && !busy()) open(item);
  }
  const { top, bottom } = item?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  bar.hidden = !item || (bottom > 0 && top < innerHeight);
  if (item) bar.textContent = `${bar.dataset.words} ${item.querySelector(".facts-number").textContent.trim()}`;
}

function open(item) {
  if (item.querySelector("a.line-open") && !item.querySelector(".opened")?.childElementCount) toggle(item);
}

bar?.addEventListener("click", (event) => {
  event.preventDefault();
  if (!running) return;
  choose(running);
  running.scrollIntoView({ block: "start" });
  open(running);
});
document.addEventListener("balai:changed", showRunning);
addEventListener("scroll", showRunning, { passive: true });
window.htmx ? showRunning() : addEventListener("load", showRunning);
