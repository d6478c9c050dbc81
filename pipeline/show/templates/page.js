"use strict";
// A finding's button, its figure in the text and its words in the source are one thing, told by
// data-finding ("2-7" is finding 7 of story 2; a stretch of source may prove several).
const every = (selector) => [...document.querySelectorAll(selector)];
const buttons = every("button.finding");
const back = document.querySelector(".back");
const status = document.querySelector("[role=status]");
const keys = document.querySelector("#keys");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let current = null;

function belongs(element, key) {
  return element.dataset.finding.split(" ").includes(key);
}

function clear() {
  every(".active").forEach((element) => element.classList.remove("active"));
  buttons.forEach((button) => button.removeAttribute("aria-current"));
}

function reveal(element, block) {
  element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block });
}

// Beside the text only the source's own panel moves; below it, on a narrow screen, the page does.
function revealProof(proof) {
  if (isNarrow()) return reveal(proof, "center");
  const panel = proof.closest(".source");
  const offset = proof.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  const top = panel.scrollTop + offset - panel.clientHeight / 2;
  panel.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
}

function isNarrow() {
  return matchMedia("(max-width: 59.99rem)").matches;
}

function show(button, goToSource) {
  clear();
  current = button;
  const key = button.dataset.finding;
  button.setAttribute("aria-current", "true");
  const figures = every("a.figure").filter((element) => belongs(element, key));
  const proofs = every("a.proof").filter((element) => belongs(element, key));
  for (const element of [...figures, ...proofs]) {
    void element.offsetWidth; // starts the flash anew
    element.classList.add("active");
  }
  if (goToSource && proofs.length) revealProof(proofs[0]);
  if (back) back.hidden = !(goToSource && proofs.length);
  status.textContent = proofs.length ? "" : "The source has no words to show for this one.";
}

function focusOn(button, goToSource) {
  button.focus({ preventScroll: true });
  reveal(button, "nearest");
  show(button, goToSource);
}

function step(by) {
  const problems = buttons.filter((button) => button.matches(".wrong, .look"));
  const stops = problems.length ? problems : buttons;
  if (!stops.length) return;
  const at = stops.indexOf(current);
  const next = at === -1 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length;
  focusOn(stops[next], !isNarrow());
}

function giveBack() {
  if (current) focusOn(current, false);
  if (back) back.hidden = true;
}

buttons.forEach((button) => button.addEventListener("click", () => show(button, true)));
if (back) back.addEventListener("click", giveBack);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-finding]");
  if (!link) return;
  event.preventDefault();
  const keys = link.dataset.finding.split(" ");
  const fromSource = link.classList.contains("proof");
  const kept = current && keys.includes(current.dataset.finding) ? current.dataset.finding : keys[0];
  const button = buttons.find((candidate) => candidate.dataset.finding === kept);
  if (!button) return;
  if (fromSource) focusOn(button, false);
  else show(button, true);
});

document.addEventListener("keydown", (event) => {
  if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "Escape") {
    giveBack();
    clear();
    current = null;
  }
});

addEventListener("beforeprint", () => every("details").forEach((element) => { element.open = true; }));
