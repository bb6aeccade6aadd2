// Running clocks: minutes and seconds since a moment, and the time of day where the body meets.
function show() {
  const now = Date.now();
  document.querySelectorAll("[data-clock-since]").forEach((element) => {
    const seconds = Math.max(0, Math.floor((now - Date.parse(element.dataset.clockSince)) / 1000));
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (element.textContent !== text) element.textContent = text;
    const limit = Number(element.dataset.clockLimit) * 60; // minutes; a speech that takes longer is said to, not stopped
    const over = limit > 0 && seconds >= limit;
    element.classList.toggle("is-over", over);
    const words = limit > 0 && element.parentElement.querySelector(".speaker__over");
    if (words) words.hidden = !over;
  });
  document.querySelectorAll("[data-wall-clock]").forEach((element) => {
    const zone = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: element.dataset.wallClock };
    const text = new Intl.DateTimeFormat("en-GB", zone).format(now);
    if (element.textContent !== text) element.textContent = text;
  });
}
show();
setInterval(show, 1000);
document.addEventListener("balai:changed", show);
