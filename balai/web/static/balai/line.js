// A screen at which nobody sits says that its line is down, and since when: what stands on it may be out of date.
const sign = document.getElementById("line-lost");
const SHORT_MS = 2_500; // a short break is no news
let timer = 0;

function show(heard) {
  const zone = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: sign.dataset.zone };
  sign.textContent = sign.dataset.words.replace("{time}", new Intl.DateTimeFormat("en-GB", zone).format(heard));
  sign.hidden = false;
}

document.addEventListener("balai:line", ({ detail }) => {
  if (!detail.online) {
    timer ||= setTimeout(show, SHORT_MS, detail.heard); // the first break counts: since then nothing was heard
    return;
  }
  clearTimeout(timer);
  timer = 0;
  sign.hidden = true;
});
