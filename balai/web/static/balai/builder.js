// Ordering the agenda: drag with a pointer, Alt+arrow with the keyboard; the server keeps the order.
import { announce } from "./app.js";

function ready() {
  const list = document.querySelector("[data-sortable]");
  if (!list || !list.querySelector(".builder__handle") || !window.Sortable) return;
  window.Sortable.create(list, {
    handle: ".builder__handle",
    animation: 150,
    onEnd: (event) => { if (event.oldIndex !== event.newIndex) document.getElementById("order-form").requestSubmit(); },
  });
}

let moved = ""; // the button of a move that is under way
const waiting = []; // keys pressed meanwhile; a key that is held down does not run far ahead
const MOST_WAITING = 3;

function move(direction, item) {
  if (!moved) document.getElementById(`${direction}-${item}`)?.click();
  else if (waiting.length < MOST_WAITING) waiting.push([direction, item]);
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const row = event.target.closest?.("[data-item]");
  if (!row) return;
  event.preventDefault();
  move(event.key === "ArrowUp" ? "up" : "down", row.dataset.item);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[name=move]");
  if (button) moved = button.id;
});

document.body.addEventListener("htmx:afterSwap", () => {
  ready();
  if (!moved) return;
  const button = document.getElementById(moved);
  const row = button?.closest("[data-item]");
  const builder = document.getElementById("builder");
  if (row && builder) {
    const rows = [...row.parentElement.children];
    (button.disabled ? row.querySelector("button[name=move]:not(:disabled)") : button)?.focus();
    announce(builder.dataset.wordsMoved.replace("{place}", rows.indexOf(row) + 1).replace("{all}", rows.length));
  }
});

// Only now do the new buttons answer in place.
document.body.addEventListener("htmx:afterSettle", () => {
  moved = "";
  while (waiting.length && !moved) move(...waiting.shift());
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) return;
  moved = "";
  waiting.length = 0;
});

if (document.readyState === "complete") ready();
else addEventListener("load", ready);
