// The matrix of the secretary's desk: every cell is explained where it is pointed at, and arrow keys go from cell to cell.
// Where items or members were added, the whole desk is fetched anew.
const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
let at = null; // the cell that holds the focus: the id of its row and its place in it
let shape = document.getElementById("desk-overview")?.dataset.shape;

const cellOf = (target) => target.closest?.("[data-matrix] tbody td");

function words(cell) {
  const table = cell.closest("table");
  const row = cell.parentElement;
  const member = table.tHead.rows[0].cells[cell.cellIndex];
  const said = [`${row.cells[0].textContent.trim().replace(/\s+/g, " ")} · ${member.title || member.textContent.trim()}: ${cell.textContent.trim()}`];
  if (cell.dataset.version) said.push(table.dataset.wordsVersion.replace("{version}", cell.dataset.version));
  if (cell.dataset.opinion) said.push(`“${cell.dataset.opinion}”`);
  return said.join(" · ");
}

function explain(cell) {
  const place = document.getElementById("matrix-said");
  if (place) place.textContent = words(cell);
}

/** One cell of the matrix can be reached with Tab; the arrow keys go on from there. */
function prepare() {
  const table = document.querySelector("[data-matrix]");
  document.getElementById("matrix-said")?.removeAttribute("hidden");
  if (!table) return;
  table.querySelectorAll("td[tabindex]").forEach((cell) => cell.removeAttribute("tabindex"));
  const row = at && document.getElementById(at.row);
  const cell = row?.cells[at.column] ?? table.querySelector("tbody td");
  cell?.setAttribute("tabindex", "0");
  if (row && at.held && document.activeElement === document.body) cell.focus({ preventScroll: true });
}

function go(cell) {
  at = { row: cell.parentElement.id, column: cell.cellIndex, held: true };
  prepare();
  cell.focus();
}

document.addEventListener("keydown", (event) => {
  const cell = cellOf(event.target);
  if (!cell || !MOVES[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
  const [down, right] = MOVES[event.key];
  const rows = cell.closest("tbody").rows;
  const next = rows[cell.parentElement.sectionRowIndex + down]?.cells[cell.cellIndex + right];
  event.preventDefault();
  if (next?.matches("td")) go(next);
});

document.addEventListener("focusin", (event) => {
  const cell = cellOf(event.target);
  if (at) at.held = Boolean(cell);
  if (cell) explain(cell);
});
document.addEventListener("mouseover", (event) => { if (cellOf(event.target)) explain(cellOf(event.target)); });
document.addEventListener("click", (event) => { if (cellOf(event.target)) go(cellOf(event.target)); });

document.addEventListener("balai:changed", () => {
  const now = document.getElementById("desk-overview")?.dataset.shape;
  if (now !== shape) {
    shape = now;
    window.htmx.ajax("GET", location.href, { source: "#desk", target: "#desk", select: "#desk", swap: "outerHTML" });
  } else {
    prepare();
  }
});
document.body.addEventListener("htmx:afterSwap", prepare);
prepare();
