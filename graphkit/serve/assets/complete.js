// Completes the fields of search with actors, conflicts and articles; the arrow keys choose, Enter opens.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  for (const field of document.querySelectorAll("#begin, #find")) {
    const list = document.createElement("ul");
    list.id = `${field.id}-offered`;
    list.className = "offered";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Matches");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.parentNode.append(list);
    let asked = 0;
    let at = -1;
    const close = () => {
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const choose = (number) => {
      const rows = [...list.children];
      if (!rows.length) return;
      at = (number + rows.length) % rows.length;
      rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === at)));
      rows[at].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", rows[at].id);
    };
    const show = (found) => {
      list.replaceChildren(...found.map((one, place) => {
        const row = document.createElement("li");
        row.id = `${list.id}-${place}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.dataset.address = one.address;
        // Names are text, never markup.
        row.textContent = one.kind && one.kind !== "actor" ? `${one.name} (${one.kind})` : one.name;
        return row;
      }));
      if (!found.length) { close(); return; }
      list.hidden = false;
      at = -1;
      field.setAttribute("aria-expanded", "true");
    };
    const look = async (words, mine) => {
      const reply = await fetch(`/complete?q=${encodeURIComponent(words)}`).catch(() => null);
      const found = reply ? await reply.json().catch(() => []) : [];
      // An answer that comes late is that to other words.
      if (mine !== asked) return;
      show(Array.isArray(found) ? found : []);
      const wait = Number(reply?.headers.get("Retry-After"));
      if (wait > 0) setTimeout(() => { if (mine === asked) look(words, mine); }, wait * 1000);
    };
    field.addEventListener("input", () => {
      const words = field.value.trim();
      ++asked;
      if (words) look(words, asked); else close();
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") choose(at + 1);
      else if (event.key === "ArrowUp") choose(at < 0 ? -1 : at - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && at >= 0) location.assign(list.children[at].dataset.address);
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => {
      const row = event.target.closest("li");
      if (row) { event.preventDefault(); location.assign(row.dataset.address); }
    });
    field.addEventListener("blur", close);
  }
});
