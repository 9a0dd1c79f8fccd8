// Completion of search fields with actors, conflicts and articles; arrow keys select, Enter opens. A field with data-fill is filled with an actor's name.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const { root } = document.documentElement.dataset;
  for (const field of document.querySelectorAll("#begin, #find, [data-fill]")) {
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
    const fills = field.dataset.fill !== undefined;
    const take = (row) => {
      if (!fills) { location.assign(row.dataset.address); return; }
      field.value = row.dataset.name;
      asked += 1;
      close();
    };
    const show = (rows) => {
      const found = fills ? rows.filter((one) => one.kind === "actor") : rows;
      list.replaceChildren(...found.map((one, place) => {
        const row = document.createElement("li");
        row.id = `${list.id}-${place}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.dataset.address = one.address;
        row.dataset.name = one.name;
        // Names must not be parsed as markup.
        row.textContent = one.kind && one.kind !== "actor" ? `${one.name} (${one.kind})` : one.name;
        return row;
      }));
      if (!found.length) { close(); return; }
      list.hidden = false;
      at = -1;
      field.setAttribute("aria-expanded", "true");
    };
    const look = async (words, mine) => {
      const reply = await fetch(`${root}complete?q=${encodeURIComponent(words)}`).catch(() => null);
      const found = reply ? await reply.json().catch(() => []) : [];
      // Ignore responses to earlier input.
      if (mine !== asked) return;
      show(Array.isArray(found) ? found : []);
      const wait = Number(reply?.headers.get("Retry-After"));
      if (wait > 0) setTimeout(() => { if (mine === asked) look(words, mine); }, wait * 1000);
    };
    field.addEventListener("input", () => {
      const words = field.value.trim();
      ++asked;
      // Close the list immediately, so that suggestions for earlier input cannot be selected.
      close();
      if (words) look(words, asked);
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") choose(at + 1);
      else if (event.key === "ArrowUp") choose(at < 0 ? -1 : at - 1);
      else if (event.key === "Escape") close();
      else if (event.key === "Enter" && at >= 0) take(list.children[at]);
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => {
      const row = event.target.closest("li");
      if (row) { event.preventDefault(); take(row); }
    });
    field.addEventListener("blur", close);
  }
});
