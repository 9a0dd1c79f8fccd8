// Scrolls to the quote, and keys of the review: j next, k previous, a accept, r reject, e corrections, x swap, u undo the last decision.
"use strict";
// Scroll the quote into view within the text.
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
