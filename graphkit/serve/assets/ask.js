// The query page without page loads: runs queries and shows results, tabs, history, link, zoom.
import { edit } from "./editor.js";
import { made, root } from "./kept.js";
import { recent } from "./recent.js";
import { tabs } from "./tabs.js";

const at = (id) => document.getElementById(id);
const [form, field, answer, stop, link, status] = ["ask", "query", "answer", "stop", "link", "status"].map(at);
// The last result of each tab and its address.
const shown = new Map();
let running = null;

const say = (text) => { status.textContent = text; };
const editor = await edit(field, () => form.requestSubmit());
const queryOf = (address) => new URL(address, location.href).searchParams.get("query");
const linkOf = (query) => `${root}ask${query ? `?${new URLSearchParams({ query })}` : ""}`;

const tabbed = tabs(at("tabs"), at("panel"), {
  leaving: (tab) => shown.set(tab, { nodes: [...answer.childNodes], address: location.href }),
  chosen: (tab) => {
    running?.abort();
    const last = shown.get(tab);
    editor.set(tab.query);
    answer.replaceChildren(...(last ? last.nodes : []));
    history.replaceState(null, "", last && queryOf(last.address) === tab.query ? last.address : linkOf(tab.query));
    say("");
    looked();
  },
});
const past = recent(at("history"), (query) => { tabbed.open(query); editor.focus(); });

// After inserting a result: marks the position of an error in the editor and adds zoom buttons to a picture.
function looked() {
  const wrong = answer.querySelector("[data-line]");
  if (wrong) editor.mark(Number(wrong.dataset.line), Number(wrong.dataset.column));
  const picture = answer.querySelector("#network svg");
  if (picture && !answer.querySelector(".zoom")) {
    let size = 100;
    const to = (next) => { size = Math.min(800, Math.max(100, next)); picture.style.width = `${size}%`; picture.style.maxHeight = size > 100 ? "none" : ""; };
    const button = (text, name, then) => made("button", { type: "button", className: "quiet", textContent: text, "aria-label": name, onclick: then });
    at("network").before(made("div", { className: "zoom" }, button("+", "Larger", () => to(size * 1.5)), button("−", "Smaller", () => to(size / 1.5)), button("Fit", "Fit", () => to(100))));
  }
}

function failed(message) {
  answer.replaceChildren(made("p", { className: "error", role: "alert", textContent: message }));
  say("");
}

// Loads and shows the result at an address of this page.
async function go(address, { push = true, name = "", run = false } = {}) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  answer.setAttribute("aria-busy", "true");
  stop.hidden = false;
  say("Running…");
  try {
    const reply = await fetch(address, { headers: { Accept: "text/html" }, signal: mine.signal });
    const told = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (running !== mine) return;
    const section = told.getElementById("answer");
    if (!section) return failed(told.querySelector("main")?.innerText.trim() || `The server answered ${reply.status}.`);
    const query = told.getElementById("query").value;
    // A named query or a DESCRIBE link opens in a tab of its own.
    if (query.trim() !== editor.get().trim()) tabbed.open(query, name);
    const focused = answer.contains(document.activeElement) ? document.activeElement.id : "";
    answer.replaceChildren(...section.childNodes);
    if (push) history.pushState(null, "", address);
    if (focused) (at(focused) || at("main")).focus({ preventScroll: true });
    const size = answer.querySelector("#size");
    const line = size ? size.textContent.trim().replace(/\s+/g, " ") : answer.querySelector(".error") ? "Error" : "Not run yet.";
    say(line);
    if (run) past.add(query, line.split(".")[0]);
    looked();
    // Next to an open list the result could be out of view.
    const wasOpen = at("questions").open;
    at("questions").open = false;
    if (wasOpen || new URL(address, location.href).searchParams.has("recipe")) answer.scrollIntoView({ block: "start" });
  } catch (error) {
    if (error.name === "AbortError") { if (running === mine) say("Stopped."); } else failed("The server does not answer. Is it still running?");
  } finally {
    if (running === mine) {
      running = null;
      stop.hidden = true;
      answer.removeAttribute("aria-busy");
    }
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go(`${root}ask?${new URLSearchParams({ query: editor.get() })}`, { run: true });
});
stop.addEventListener("click", () => running?.abort());
link.hidden = false;
link.addEventListener("click", async () => {
  const here = queryOf(location.href) === editor.get() ? location.href : new URL(linkOf(editor.get()), location.href).href;
  await navigator.clipboard.writeText(here).then(() => say("Link copied."), () => say(here));
});
document.querySelector("main").addEventListener("click", (event) => {
  const target = event.target.closest(`a[href^='${root}ask?']`);
  if (!target || target.hasAttribute("download") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const isReady = Boolean(target.closest("#questions, #cookbook"));
  go(target.getAttribute("href"), { name: isReady ? target.textContent.trim() : "", run: isReady });
});
document.querySelector("main").addEventListener("submit", (event) => {
  if (event.target === form || new URL(event.target.action).pathname !== `${root}ask`) return;
  event.preventDefault();
  const question = event.target.closest("#questions li");
  go(`${root}ask?${new URLSearchParams(new FormData(event.target))}`, { name: question ? question.querySelector("a").textContent.trim() : "", run: Boolean(question) });
});
addEventListener("popstate", () => {
  const query = queryOf(location.href);
  if (query !== null && query.trim() !== editor.get().trim()) tabbed.open(query);
  go(location.href, { push: false });
});

// Show the query of the address, or else the last tab.
if (field.value.trim()) {
  const [address, nodes] = [location.href, [...answer.childNodes]];
  tabbed.open(field.value);
  answer.replaceChildren(...nodes);
  history.replaceState(null, "", address);
} else editor.set(tabbed.active.query);
editor.changed(() => tabbed.changed(editor.get()));
looked();
document.documentElement.dataset.ready = "ask";
