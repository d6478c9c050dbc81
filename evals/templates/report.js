// The report of an eval: links into folded cases, and finding a case among many.
const cases = every("details.case");
const find = document.querySelector("#find");
const troubled = document.querySelector("#troubled");
const found = document.querySelector("#found");

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  unfold(target);
  target.hidden = false;
  if (target.matches("details.case")) target.querySelector("summary").focus({ preventScroll: true });
  reveal(target, "start");
}

function filterCases() {
  const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of cases) {
    const words = one.dataset.words.toLowerCase();
    const fits = wanted.every((word) => words.includes(word));
    one.hidden = !fits || (troubled.checked && one.dataset.status !== "wrong");
  }
  const shown = cases.filter((one) => !one.hidden).length;
  found.textContent = shown === cases.length ? "" : `${shown} of ${cases.length}`;
}

addEventListener("hashchange", openTarget);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.hash === location.hash) openTarget();
});
find.addEventListener("input", filterCases);
troubled.addEventListener("change", filterCases);
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches?.("input")) return;
  event.preventDefault();
  find.focus();
});
if (location.hash) openTarget();
