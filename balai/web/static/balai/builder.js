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

let moved = "";

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const row = event.target.closest?.("[data-item]");
  if (!row) return;
  event.preventDefault();
  document.getElementById(`${event.key === "ArrowUp" ? "up" : "down"}-${row.dataset.item}`)?.click();
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
  moved = "";
});

if (document.readyState === "complete") ready();
else addEventListener("load", ready);
