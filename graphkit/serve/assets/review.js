// The quote in view, and keys of the review: j and k go on and back, a accepts, r rejects, e goes to the corrections, x swaps, u undoes the last decision.
"use strict";
// The words that are judged are seen wherever they stand in the text.
const text = document.querySelector(".text");
const words = text && text.querySelector("mark");
if (words) {
  const [box, mark] = [text, words].map((element) => element.getBoundingClientRect());
  if (mark.bottom > box.bottom) text.scrollTop += mark.top - box.top - Math.max(0, (text.clientHeight - mark.height) / 2);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const found = {
    j: "a[rel=next]", k: "a[rel=prev]", a: "button[data-key=a]", r: "button[data-key=r]", x: "button[data-key=x]", u: "button[data-key=u]", e: "select[name=value-relation]",
  }[event.key];
  const target = found && document.querySelector(found);
  if (!target) return;
  event.preventDefault();
  if (event.key === "e") target.focus();
  else target.click();
});
