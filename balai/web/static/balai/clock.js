// Running clocks: minutes and seconds since and until a moment, and the time of day where the body meets.
// They go by the server's clock: a tablet's may be minutes off.
const WORTH_MENDING_MS = 2_000; // less is the way over the line
let ahead = 0;

document.addEventListener("balai:time", (event) => {
  const off = event.detail.now - Date.now();
  ahead = Math.abs(off) > WORTH_MENDING_MS ? off : 0;
  show();
});

const spelled = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function show() {
  const now = Date.now() + ahead;
  document.querySelectorAll("[data-clock-since]").forEach((element) => {
    const seconds = Math.max(0, Math.floor((now - Date.parse(element.dataset.clockSince)) / 1000));
    write(element, spelled(seconds));
    const limit = Number(element.dataset.clockLimit) * 60; // minutes; a speech that takes longer is said to, not stopped
    const over = limit > 0 && seconds >= limit;
    element.classList.toggle("is-over", over);
    const words = limit > 0 && element.parentElement.querySelector(".speaker__over");
    if (words) words.hidden = !over;
  });
  document.querySelectorAll("[data-clock-until]").forEach((element) => {
    const seconds = Math.max(0, Math.ceil((Date.parse(element.dataset.clockUntil) - now) / 1000));
    write(element, spelled(seconds));
    const time = element.closest(".vote-time");
    time.querySelector(".vote-time__left").hidden = seconds === 0;
    time.querySelector(".vote-time__over").hidden = seconds > 0;
  });
  document.querySelectorAll("[data-wall-clock]").forEach((element) => {
    const zone = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: element.dataset.wallClock };
    write(element, new Intl.DateTimeFormat("en-GB", zone).format(now));
  });
}
show();
setInterval(show, 1000);
document.addEventListener("balai:changed", show);
