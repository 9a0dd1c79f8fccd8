// Adds articles without a page load: dropped or chosen files, a pasted text or address; shows progress.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("add");
  const list = document.getElementById("jobs");
  const { root } = document.documentElement.dataset;
  if (!form || !list) return;
  const said = document.getElementById("said");
  const files = document.getElementById("files");
  const many = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  // All content is set as text, never as markup.
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  // Truncates long text with the full text as a tooltip, like the server's pages.
  const named = (element, text) => {
    element.textContent = text.length > 140 ? `${text.slice(0, 140).trimEnd()}…` : text;
    if (text.length > 140) element.title = text;
    return element;
  };
  const article = (one) => {
    const row = make("li");
    const link = named(make("a"), one.title);
    link.href = `${root}article/${encodeURIComponent(one.key)}`;
    row.append(link, " ", make("span", many(one.claims, "claim") + (one.new ? "" : ", already in the graph"), "small"));
    return row;
  };
  const shown = (job) => {
    const row = make("li", undefined, "job");
    row.dataset.state = job.state;
    const inner = make("ul");
    inner.append(
      ...job.articles.map(article),
      ...job.reasons.map((reason) => make("li", reason, "error")),
      ...job.lines.map((line) => make("li", line, "small")),
    );
    row.append(named(make("strong"), job.name), " ", make("span", job.how, "small"), inner);
    return row;
  };
  let timer = null;
  let before = "";
  const say = (text) => { if (said.textContent !== text) said.textContent = text; };
  const follow = async () => {
    timer = null;
    let [jobs, done] = [[], ""];
    try {
      const reply = await fetch(`${root}inbox`, { headers: { Accept: "application/json" } });
      if (!reply.ok) throw new Error((await reply.text()).slice(0, 300));
      ({ jobs, done } = await reply.json());
    } catch (error) {
      say(`The server does not answer: ${error.message}`);
      timer = setTimeout(follow, 5000);
      return;
    }
    const now = JSON.stringify(jobs);
    if (now !== before) list.replaceChildren(...jobs.map(shown));
    before = now;
    const section = document.getElementById("added");
    if (section) section.hidden = !jobs.length;
    const open = jobs.filter((job) => job.state !== "done").length;
    if (open) {
      say(`${many(open, "item")} to read`);
      timer = setTimeout(follow, document.hidden ? 5000 : 700);
    } else if (jobs.length) {
      say(done);
    }
  };
  const soon = () => { if (timer === null) timer = setTimeout(follow, 50); };
  const send = async (data) => {
    say("Sending…");
    try {
      const reply = await fetch(`${root}inbox`, { method: "POST", body: data, headers: { Accept: "application/json" } });
      if (!reply.ok) {
        const told = await reply.json().catch(() => null);
        say((told && told.detail) || `The server refused it (${reply.status})`);
        return;
      }
      form.reset();
      soon();
    } catch (error) {
      say(`It could not be sent: ${error.message}`);
    }
  };
  const sendFiles = (sent) => {
    if (!sent.length) return;
    const data = new FormData();
    for (const file of sent) data.append("files", file, file.name);
    send(data);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(new FormData(form));
  });
  files.addEventListener("change", () => { sendFiles([...files.files]); });
  // The whole page accepts drops; the browser would open the file otherwise.
  const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  const over = (on) => document.body.classList.toggle("dropping", on);
  document.addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); over(true); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    over(false);
    sendFiles([...event.dataTransfer.files]);
  });
  if (list.dataset.follow !== "no") soon();
});
