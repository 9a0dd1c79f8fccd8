"use strict";
// Creates elements. Text is only set as text and never parsed as markup.
globalThis.graphkit = {};
(() => {
  const DAY = /(\d{4}-\d{2}(?:-\d{2})?)/;
  /** A text in which no line ends within a day. */
  const unbroken = (text) => text.split(DAY).map((part, nth) => (nth % 2 ? make("span", { className: "keep", textContent: part }) : part));

  /** Create an element with properties or attributes and children; strings become text nodes. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(properties)) {
      if (key in element) element[key] = value;
      else element.setAttribute(key, value);
    }
    // An option has no elements.
    element.append(...(tag === "option" ? children : children.flatMap((child) => (typeof child === "string" && DAY.test(child) ? unbroken(child) : [child]))));
    return element;
  }

  /** Element for text from articles, isolated so that its direction does not affect the surrounding text. */
  const own = (text, tag = "bdi", properties = {}) =>
    make(tag, { ...properties, dir: "auto", className: "own" }, text);

  /** The same for attributes and messages, with Unicode isolates. */
  const isolated = (text) => `\u2068${text}\u2069`;

  const TONES = { "1": "good", "-1": "bad", "0": "flat" };
  const SIGNS = { "1": "friendly", "-1": "hostile", "0": "neutral" };
  const WAYS = { stated: "stated", alleged: "alleged", possible: "planned or possible", uncertain: "uncertain", denied: "only denied" };

  /** Marks on the line of a tie: disputed, ended. */
  const marksOf = ({ contested, ended }) => `${contested ? "!" : ""}${ended ? "×" : ""}`;

  /** The same in words; `refuted`: all that is planned or possible is denied. */
  const flagsOf = ({ contested, ended, refuted }) => [refuted ? "denied" : "", contested ? "disputed" : "", ended ? "ended" : ""].filter(Boolean);

  const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

  /** Number of claims, and of those that say that the tie has ended or is to end, as these do not state that it holds. */
  function tally(claims) {
    const over = claims.filter(({ words }) => words.includes("ended") || words.includes("to end")).length;
    return plural(claims.length, "claim") + (over ? ` (${over.toLocaleString("en")} about its end)` : "");
  }

  Object.assign(graphkit, { tally, marksOf, flagsOf, make, own, isolated, TONES, SIGNS, WAYS, plural });
})();
