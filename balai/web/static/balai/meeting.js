// The meeting page: what is mine is not renewed under a hand that writes in it, and a bar leads back to what is dealt with now.
const WAITS = "[data-waits]";
const late = new Set(); // ids of what changed while somebody wrote in it

function changed(field) {
  if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  return field.selectedIndex !== Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
}

// Somebody writes or has chosen something in it, or an act was just sent from it.
function busy(place) {
  const fields = [...place.querySelectorAll("textarea, input:not([type=hidden]), select")];
  return place.querySelector(".htmx-request") !== null || fields.some((one) => one === document.activeElement || changed(one));
}

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const place = event.detail.elt;
  if (!place.matches(WAITS) || !busy(place)) return;
  event.preventDefault();
  late.add(place.id);
});
function renewLate() {
  for (const id of late) {
    const place = document.getElementById(id);
    if (place && busy(place)) continue;
    late.delete(id);
    if (place) document.dispatchEvent(new CustomEvent("balai:changed"));
  }
}
for (const left of ["focusout", "htmx:afterRequest"]) document.addEventListener(left, () => setTimeout(renewLate, 0));

// What was unfolded stays unfolded.
let unfolded = [];
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.matches(WAITS)) return;
  const acted = event.detail.requestConfig.verb !== "get";
  if (!acted && busy(event.detail.target)) { // it was asked for before
    event.detail.shouldSwap = false;
    late.add(event.detail.target.id);
    return;
  }
  unfolded = acted ? [] : [...event.detail.target.querySelectorAll("details[open][id]")].map((one) => one.id);
});
document.body.addEventListener("htmx:afterSettle", () => {
  unfolded.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  unfolded = [];
});

function lead() {
  const bar = document.getElementById("now-bar");
  const now = document.getElementById("now");
  if (!bar || !now) return;
  const { top, bottom } = now.getBoundingClientRect();
  bar.classList.toggle("is-away", bottom < 80 || top > innerHeight - 40);
}
addEventListener("scroll", lead, { passive: true });
addEventListener("resize", lead, { passive: true });
document.addEventListener("balai:changed", lead);
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("#now-bar")) return;
  event.preventDefault();
  const now = document.getElementById("now");
  now.scrollIntoView({ block: "start" });
  now.focus({ preventScroll: true });
  lead();
});
document.body.classList.add("has-script");
lead();
