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

// What is folded away must be opened before it can be seen or have the focus.
function unfold(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function focusOn(button, goToSource) {
  unfold(button);
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

// A fix: the value goes into the figure's own characters, so that its link, its id and its place
// stay. What stood there is kept with the finding, and a second press puts it back.
const mends = every("button.mend");
const kept = new Map();
const COPY = "Copy the text as shown";

// A hedge that is replaced with its figure may stand in plain words, or in those of a claim.
function isOf(link, key) {
  return link !== null && belongs(link, key);
}

function mend(button) {
  const key = button.dataset.mends;
  const places = every(`[data-fixed="${key}"]`);
  const main = places.find((place) => isOf(place.closest("a.figure"), key));
  if (!main) return;
  const figures = every("a.figure").filter((link) => isOf(link, key));
  const signs = figures.flatMap((link) => [...link.querySelectorAll(".sign, .hidden")]);
  const isUndone = kept.has(key);
  if (isUndone) {
    for (const [node, words] of kept.get(key)) node.textContent = words;
    kept.delete(key);
  } else {
    kept.set(key, [...places, ...signs, button].map((node) => [node, node.textContent]));
    const was = places.map((place) => place.textContent).join("");
    for (const place of places) place.textContent = place === main ? button.dataset.fix : "";
    for (const sign of signs) {
      sign.textContent = sign.matches(".sign") ? "✎" : ` (replaced, was ${was})`;
    }
    button.textContent = `Undo: back to ${was}`;
  }
  figures.forEach((link) => link.classList.toggle("replaced", !isUndone));
  every("button.copy").forEach((one) => { one.textContent = COPY; });
  status.textContent = isUndone ? "Undone." : `Replaced by ${button.dataset.fix}; the same key undoes it.`;
}

// The finding that is shown, or the one whose figure or button has the focus.
function mendFocused() {
  const focused = document.activeElement.closest("[data-finding], [data-mends]");
  const focusedKeys = (focused?.dataset.finding ?? focused?.dataset.mends ?? "").split(" ");
  const candidates = [current?.dataset.finding, ...focusedKeys];
  const button = candidates.map((key) => mends.find((one) => one.dataset.mends === key)).find((one) => one);
  if (button) mend(button);
  else status.textContent = current || focused ? "No fix is known for this one." : "Choose a figure first.";
}

function shownText(story) {
  const words = story.querySelector(".words").cloneNode(true);
  words.querySelectorAll(".sign, .hidden").forEach((element) => element.remove());
  words.querySelectorAll(".headline").forEach((element) => element.append("\n"));
  return words.textContent;
}

async function copyText(story) {
  const words = shownText(story);
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    isCopied = copyByHand(words); // some browsers keep the clipboard from a page opened as a file
  }
  if (!isCopied) getSelection().selectAllChildren(story.querySelector(".words"));
  const said = isCopied ? "Copied" : "Not allowed: the text is selected, copy it by hand";
  status.textContent = `${said}.`;
  const button = story.querySelector("button.copy");
  if (button) button.textContent = said;
}

function copyByHand(words) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.className = "hidden";
  area.value = words;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  focused.focus({ preventScroll: true });
  return isCopied;
}

function currentStory() {
  return (current ?? document.activeElement).closest(".story") ?? document.querySelector(".story");
}

mends.forEach((button) => button.addEventListener("click", () => mend(button)));
every("button.copy").forEach((button) => {
  button.addEventListener("click", () => copyText(button.closest(".story")));
});

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
  if (event.target.matches?.("input:not([type=checkbox])")) return; // somebody is typing
  if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
  else if (event.key === "f" && mends.length) mendFocused();
  else if (event.key === "c" && mends.length) copyText(currentStory());
  else if (event.key === "Escape") {
    giveBack();
    clear();
    current = null;
  }
});

addEventListener("beforeprint", () => every("details").forEach((element) => { element.open = true; }));
