// The meeting page: what is mine is not renewed under a hand that writes in it, and a bar leads back to what is dealt with now.
const WAITS = "[data-waits]";
const late = new Set(); // ids of what changed while somebody wrote in it

function written(place) {
  const fields = [...place.querySelectorAll("textarea, input:not([type=hidden]), select")];
  return fields.some((one) => one === document.activeElement || (one.tagName === "TEXTAREA" && one.value !== one.defaultValue));
}

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const place = event.detail.elt;
  if (!place.matches(WAITS) || !written(place)) return;
  event.preventDefault();
  late.add(place.id);
});
document.addEventListener("focusout", () => setTimeout(() => {
  for (const id of late) {
    const place = document.getElementById(id);
    if (place && written(place)) continue;
    late.delete(id);
    if (place) document.dispatchEvent(new CustomEvent("balai:changed"));
  }
}, 0));

// What was unfolded stays unfolded.
let unfolded = [];
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.target.matches(WAITS)) return;
  const acted = event.detail.requestConfig.verb !== "get";
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
