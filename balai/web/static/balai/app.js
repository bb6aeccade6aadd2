// What every signed-in page does: shortcuts, questions before what cannot be undone, toasts, focus after a change in place.
const shortcutList = document.getElementById("shortcuts");
const shortcuts = new Map();

/** Run `run` when `key` is pressed outside fields; the page lists its keys in the block `shortcuts`. */
export function shortcut(key, run) {
  shortcuts.set(key, run);
}

/** Say something to those who listen instead of looking. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

let toastTimer = 0;

/** Show a short message; `undo` is {label, run}. It waits while one points at it. */
export function toast(text, undo) {
  const place = document.getElementById("toast");
  const words = document.createElement("span");
  words.textContent = text;
  place.replaceChildren(words);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = undo.label;
    button.addEventListener("click", () => { place.hidden = true; undo.run(); });
    place.append(button);
  }
  place.hidden = false;
  clearTimeout(toastTimer);
  const hide = () => {
    if (place.matches(":hover, :focus-within")) toastTimer = setTimeout(hide, 2000);
    else place.hidden = true;
  };
  toastTimer = setTimeout(hide, undo ? 10_000 : 5_000);
}

// Shortcuts. They can be switched off (WCAG 2.2, 2.1.4): speech input presses letters too.

const SILENT = "balai-keys-off";
const keysSwitch = document.getElementById("shortcuts-on");

function keysWork() {
  try { return !localStorage.getItem(SILENT); } catch { return true; }
}

if (keysSwitch) {
  keysSwitch.checked = keysWork();
  keysSwitch.addEventListener("change", () => {
    try {
      if (keysSwitch.checked) localStorage.removeItem(SILENT);
      else localStorage.setItem(SILENT, "1");
    } catch { /* a browser that keeps nothing keeps the keys on */ }
  });
}

/** What the page offers under this key now: data-key="u" is pressed, data-key-focus="n" gets the focus, for Enter. */
function offered(key) {
  const on = (name) => [...document.querySelectorAll(`[${name}]`)].find(
    (one) => one.getAttribute(name) === key && !one.disabled && one.checkVisibility({ checkVisibilityCSS: true }));
  const press = on("data-key");
  if (press) return () => { if (press.matches("summary") || press.id) press.focus({ preventScroll: true }); press.click(); press.scrollIntoView({ block: "nearest" }); };
  const look = on("data-key-focus");
  return look && (() => { look.focus(); look.scrollIntoView({ block: "nearest" }); });
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]") || !keysWork()) return;
  const run = event.key === "?" ? () => shortcutList?.showModal() : shortcuts.get(event.key) ?? offered(event.key);
  if (!run) return;
  event.preventDefault();
  run(event);
});

document.querySelectorAll("[data-shortcuts]").forEach((button) => {
  button.addEventListener("click", () => shortcutList?.showModal());
});

// A form or button with data-confirm="Close the meeting?" asks first. Without script the act goes through as it is.

const confirmed = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  const question = button?.dataset.confirm ?? form.dataset.confirm;
  const dialog = document.getElementById("confirm");
  if (!question || !dialog || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.getElementById("confirm-question").textContent = question;
  document.getElementById("confirm-yes").textContent = button?.textContent.trim() || question;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes" || !document.contains(form)) return;
    confirmed.add(form);
    form.requestSubmit(button && document.contains(button) ? button : undefined);
  }, { once: true });
  dialog.showModal();
}, true);

// Focus after a change in place: the same control if it is still there, else what has taken its place.

let focusedId = "";
let focusWasInside = false;
document.body.addEventListener("htmx:beforeSwap", (event) => {
  focusedId = document.activeElement?.id ?? "";
  focusWasInside = event.detail.target?.contains(document.activeElement) ?? false;
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (document.activeElement !== document.body || !focusWasInside) return;
  const same = focusedId && document.getElementById(focusedId);
  if (same) {
    same.focus({ preventScroll: true });
    return;
  }
  const place = event.detail.target?.isConnected ? event.detail.target : document.getElementById(event.detail.target?.id);
  const heading = place?.querySelector("[data-focus]") ?? place;
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
});

// Menus close when one looks elsewhere or presses Escape.

function closeMenus(except) {
  document.querySelectorAll("details.person-menu[open]").forEach((menu) => {
    if (!menu.contains(except)) menu.removeAttribute("open");
  });
}
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.person-menu[open]");
  if (!menu) return;
  closeMenus(null);
  menu.querySelector("summary").focus();
});
