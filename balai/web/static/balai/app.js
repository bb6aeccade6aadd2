// What every signed-in page does: shortcuts, the offline strip, toasts, focus after a change in place.
const strip = document.getElementById("offline-strip");
const dialog = document.getElementById("shortcuts");
const shortcuts = new Map();
let unsent = 0;

export function shortcut(key, run) {
  shortcuts.set(key, run);
}

export function announce(text) {
  const place = document.getElementById("announcer");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "?") {
    dialog?.showModal();
    event.preventDefault();
    return;
  }
  const run = shortcuts.get(event.key);
  if (run && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    run(event);
  }
});

document.querySelectorAll("[data-shortcuts]").forEach((button) => button.addEventListener("click", () => dialog?.showModal()));

function showLine(online) {
  if (!strip) return;
  strip.hidden = online && unsent === 0;
  const words = online ? [] : [strip.dataset.wordsOffline];
  if (unsent) words.push(`${strip.dataset.wordsUnsent} ${unsent}`);
  strip.textContent = words.join(" ");
}

let lineTimer = 0;
document.addEventListener("balai:line", (event) => {
  clearTimeout(lineTimer);
  if (event.detail.online) showLine(true);
  else lineTimer = setTimeout(() => showLine(false), 2500); // a short break is no news
});
addEventListener("offline", () => showLine(false));
addEventListener("online", () => { resend(); showLine(true); });

// What could not be sent is kept on the page and sent once when the line is back.
const kept = [];
document.body.addEventListener("htmx:sendError", (event) => {
  const source = event.detail.elt;
  const form = source.closest("form");
  if (!form || event.detail.requestConfig.verb === "get") return showLine(false);
  const button = event.detail.requestConfig.triggeringEvent?.submitter;
  if (!kept.some((one) => one.form === form)) {
    kept.push({ form, button });
    unsent = kept.length;
  }
  showLine(false);
});

function resend() {
  const waiting = kept.splice(0);
  unsent = 0;
  waiting.filter((one) => document.contains(one.form)).forEach((one) => one.form.requestSubmit(one.button ?? undefined));
}

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) {
    document.getElementById("refusals")?.replaceChildren();
    if (kept.length) resend();
    showLine(true);
  }
});
document.body.addEventListener("htmx:responseError", () => showLine(navigator.onLine));

// Menus close when one looks elsewhere.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.person-menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
});
