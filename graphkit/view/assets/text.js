"use strict";
// Words into elements. Nothing on this page is ever parsed as markup: text enters as text.
globalThis.graphkit = {};
(() => {
  /** An element with properties and children; strings among the children become text. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(properties)) {
      if (key in element) element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  /** Foreign words, kept from turning the direction of the words around them. */
  const own = (text, tag = "bdi", properties = {}) =>
    make(tag, { ...properties, dir: "auto", className: "own" }, text);

  /** The same for attributes and messages, where no element can stand: Unicode isolates. */
  const isolated = (text) => `\u2068${text}\u2069`;

  const TONES = { "1": "good", "-1": "bad", "0": "flat" };
  const SIGNS = { "1": "friendly", "-1": "hostile", "0": "neutral" };
  const WAYS = { stated: "stated", alleged: "alleged", possible: "planned or possible", denied: "only denied" };

  const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

  /** How many claims there are, and how many of them say that it has ended: these do not state that it holds. */
  function tally(claims) {
    const over = claims.filter(({ words }) => words.includes("ended")).length;
    return plural(claims.length, "claim") + (over ? ` (${over.toLocaleString("en")} of its end)` : "");
  }

  Object.assign(graphkit, { tally, make, own, isolated, TONES, SIGNS, WAYS, plural });
})();
