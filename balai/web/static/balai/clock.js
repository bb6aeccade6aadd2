// Running clocks: minutes and seconds since a moment.
function show() {
  const now = Date.now();
  document.querySelectorAll("[data-clock-since]").forEach((element) => {
    const seconds = Math.max(0, Math.floor((now - Date.parse(element.dataset.clockSince)) / 1000));
    const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (element.textContent !== text) element.textContent = text;
  });
}
show();
setInterval(show, 1000);
document.addEventListener("balai:changed", show);
