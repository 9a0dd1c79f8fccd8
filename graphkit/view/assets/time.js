"use strict";
// Time as a filter, by the day of print or of the deed: from, until, and a slider that plays.
(() => {
  const { data, limits, passes, isUndated, make, plural } = graphkit;
  const place = document.getElementById("time");
  const distinct = (days) => [...new Set(days.map((day) => day.slice(0, 7)).filter((month) => month.length === 7))].sort();
  const MONTHS = {
    print: distinct(data.articles.map((article) => article.date)),
    deed: distinct(data.ties.flatMap((tie) => tie.deed.flat())),
  };
  let months = MONTHS.print;
  /** The kind of day whose months are offered. */
  let offered = null;
  const STEP = 700;
  let playing = null;

  /** "until" a month takes in all of its days. */
  const untilEnd = (month) => (month ? `${month}-31` : "");

  const by = make("select", { id: "by", "aria-label": "Day of" }, make("option", { value: "print" }, "publication"), make("option", { value: "deed" }, "the event"));
  const first = make("select", { id: "from", "aria-label": "From" });
  const undated = make("span", { id: "undated", className: "soft" });
  const slider = make("input", { type: "range", id: "until", min: "0", max: String(Math.max(months.length - 1, 0)), value: String(Math.max(months.length - 1, 0)), "aria-label": "Until" });
  const told = make("output", { id: "until-told" });
  const play = make("button", { type: "button", id: "play" }, "Play");

  function set(from, to) {
    Object.assign(limits, { from, to });
    graphkit.changed();
  }

  /** Until the slider's month; at its end there is no limit. */
  const until = () => (Number(slider.value) >= months.length - 1 ? "" : untilEnd(months[Number(slider.value)]));

  function stop() {
    clearInterval(playing);
    playing = null;
    play.textContent = "Play";
  }

  function start() {
    if (Number(slider.value) >= months.length - 1) slider.value = "0";
    play.textContent = "Stop";
    set(first.value, until());
    playing = setInterval(() => {
      slider.value = String(Number(slider.value) + 1);
      set(first.value, until());
      if (Number(slider.value) >= months.length - 1) stop();
    }, STEP);
  }

  /** The months of print or of deeds. */
  function offer() {
    offered = limits.by;
    months = MONTHS[offered];
    first.replaceChildren(make("option", { value: "" }, "the beginning"), ...months.map((month) => make("option", { value: month }, month)));
    slider.max = String(Math.max(months.length - 1, 0));
    by.value = limits.by;
  }

  function change() {
    stop();
    limits.by = by.value;
    set("", "");
  }

  /** Show what the limits are, whoever set them. */
  function showTime() {
    if (offered !== limits.by) offer();
    const without = limits.from || limits.to ? data.ties.filter((tie) => isUndated(tie) && passes(tie)).length : 0;
    undated.textContent = without ? `${plural(without, "tie")} without a known day ${without === 1 ? "is" : "are"} kept.` : "";
    first.value = limits.from.slice(0, 7);
    const at = limits.to ? months.findLastIndex((month) => untilEnd(month) <= untilEnd(limits.to.slice(0, 7))) : months.length - 1;
    slider.value = String(Math.max(at, 0));
    told.textContent = months[Number(slider.value)] || "";
  }

  if (MONTHS.print.length > 1 || MONTHS.deed.length > 1) {
    place.append(make("legend", {}, "Time"), make("label", {}, "day of ", by), make("label", {}, "from ", first), make("label", {}, " until ", slider, " ", told), play, undated);
    by.addEventListener("change", change);
    first.addEventListener("change", () => set(first.value, until()));
    slider.addEventListener("input", () => set(first.value, until()));
    play.addEventListener("click", () => (playing ? stop() : start()));
  } else place.hidden = true;
  Object.assign(graphkit, { showTime });
})();
