// Searchable history of queries, the latest first; kept in local storage.
import { keep, kept, made } from "./kept.js";

const KEY = "graphkit-ask-history";
const MOST = 50;
const LONGEST = 20000;

// `place` is a details element; `chosen(query)` is called when a query is selected.
export function recent(place, chosen) {
  const input = made("input", { type: "search", "aria-label": "Search the history", placeholder: "Search the history", oninput: draw });
  const list = made("ul");
  const clear = made("button", { type: "button", className: "quiet", textContent: "Clear history", onclick: () => { keep(KEY, []); draw(); } });
  place.append(input, " ", clear, list);
  place.hidden = false;

  // Read each time, as another window may have added entries.
  const all = () => [kept(KEY, [])].flat().filter((one) => typeof one?.query === "string").slice(0, MOST);

  function draw() {
    const words = input.value.toLowerCase().trim();
    const found = all().filter((one) => one.query.toLowerCase().includes(words));
    list.replaceChildren(...found.map((one) => {
      const when = made("span", { className: "small", textContent: `${String(one.when).slice(0, 16).replace("T", " ")} · ${one.told}` });
      // Omit prefix declarations, which are the same everywhere.
      const text = one.query.replace(/^\s*(?:#[^\n]*\n|PREFIX[^\n]*\n)*/i, "").replace(/\s+/g, " ").trim().slice(0, 200) || one.query.slice(0, 200);
      return made("li", {}, made("button", { type: "button", textContent: text, title: one.query, onclick: () => chosen(one.query) }), when);
    }));
    if (!found.length) list.append(made("li", { textContent: words ? "No query matches." : "No query was run yet." }));
  }

  draw();
  return {
    add: (query, told) => {
      if (query.length > LONGEST) return;
      keep(KEY, [{ query, told, when: new Date().toISOString() }, ...all().filter((one) => one.query !== query)].slice(0, MOST));
      draw();
    },
  };
}
