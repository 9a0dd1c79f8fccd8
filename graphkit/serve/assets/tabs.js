// Query tabs, each with a name and its last result; queries and names are kept in local storage.
import { keep, kept, made } from "./kept.js";

const KEY = "graphkit-ask-tabs";
const MOST = 20;
const LONGEST = 100000;

// `place` contains the tabs; `chosen(tab)` is called when another tab is shown, `leaving(tab)` before that.
export function tabs(place, panel, { chosen, leaving }) {
  const stored = kept(KEY, {});
  let all = (Array.isArray(stored.tabs) ? stored.tabs : []).filter((tab) => typeof tab?.query === "string" && typeof tab.name === "string").slice(0, MOST).map(({ name, query }) => ({ name, query }));
  if (!all.length) all = [{ name: "Query 1", query: "" }];
  let active = all[Math.min(Math.max(0, stored.active | 0), all.length - 1)];

  const list = made("div", { role: "tablist", "aria-label": "Queries" });
  const opening = made("button", { type: "button", className: "quiet", textContent: "New tab", onclick: () => open("") });
  const naming = made("button", { type: "button", className: "quiet", textContent: "Rename", onclick: rename });
  const closing = made("button", { type: "button", className: "quiet", textContent: "Close tab", onclick: () => close(active) });
  place.append(list, opening, naming, closing);
  panel.setAttribute("role", "tabpanel");

  function save() {
    keep(KEY, { active: all.indexOf(active), tabs: all.map(({ name, query }) => ({ name, query: query.slice(0, LONGEST) })) });
  }

  function draw() {
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...all.map((tab, at) => {
      const button = made("button", { type: "button", id: `tab-${at}`, role: "tab", textContent: tab.name, title: tab.name, "aria-selected": String(tab === active), tabIndex: tab === active ? 0 : -1, onclick: () => show(tab), ondblclick: rename });
      button.setAttribute("aria-controls", panel.id);
      return button;
    }));
    if (focused) list.querySelector("[aria-selected='true']").focus();
    panel.setAttribute("aria-labelledby", `tab-${all.indexOf(active)}`);
    closing.hidden = all.length === 1 && !active.query;
    opening.hidden = all.length >= MOST;
    save();
  }

  list.addEventListener("keydown", (event) => {
    const at = all.indexOf(active);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) show(all[to % all.length]);
    else if (event.key === "Delete") close(active);
    else if (event.key === "F2") rename();
    else return undefined;
    event.preventDefault();
    return undefined;
  });

  function show(tab) {
    if (tab === active) return;
    leaving(active);
    active = tab;
    draw();
    chosen(active);
  }

  // Open a query in the tab that has it, an empty one, or a new one, which replaces the oldest if there are too many.
  function open(query, name) {
    const has = query ? all.find((tab) => tab.query.trim() === query.trim()) : undefined;
    const empty = query && !active.query.trim() ? active : undefined;
    const tab = has || empty || { name: "", query };
    const changed = tab.query !== query;
    tab.query = query;
    if (!has) tab.name = name || (empty && empty.name) || fresh();
    if (!all.includes(tab)) {
      if (all.length >= MOST) all.splice(all.findIndex((one) => one !== active), 1);
      all.push(tab);
    }
    if (tab !== active) show(tab);
    else {
      draw();
      if (changed) chosen(tab);
    }
    return tab;
  }

  function fresh() {
    let number = all.length + 1;
    while (all.some((tab) => tab.name === `Query ${number}`)) number += 1;
    return `Query ${number}`;
  }

  function close(tab) {
    const at = all.indexOf(tab);
    all.splice(at, 1);
    if (!all.length) all.push({ name: "Query 1", query: "" });
    active = all[Math.min(at, all.length - 1)];
    draw();
    chosen(active);
  }

  function rename() {
    const input = made("input", { value: active.name, maxLength: 60, "aria-label": "Name of the tab" });
    let finished = false;
    const done = (take) => {
      // Removing the field triggers blur, which calls this again.
      if (finished) return;
      finished = true;
      if (take && input.value.trim()) active.name = input.value.trim();
      input.replaceWith(naming);
      // Updated in place, so that the click on another tab that ended renaming still reaches it.
      const button = list.children[all.indexOf(active)];
      button.textContent = active.name;
      button.title = active.name;
      save();
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") {
        // Otherwise Enter would press the button that gets the focus.
        event.preventDefault();
        done(event.key === "Enter");
        naming.focus();
      }
    });
    input.addEventListener("blur", () => done(true));
    naming.replaceWith(input);
    input.select();
    input.focus();
  }

  draw();
  return {
    open,
    get active() { return active; },
    changed: (query) => { active.query = query; closing.hidden = all.length === 1 && !query; save(); },
  };
}
