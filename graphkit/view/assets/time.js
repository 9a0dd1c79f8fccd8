"use strict";
// The time of publication as a filter: from, until, and a slider that plays.
(() => {
  const { data, limits, make } = graphkit;
  const place = document.getElementById("time");
  const months = [...new Set(data.articles.map((article) => article.date.slice(0, 7)).filter((month) => month.length === 7))].sort();
  const STEP = 700;
  let playing = null;

  /** "until" a month takes in all of its days. */
  const untilEnd = (month) => (month ? `${month}-31` : "");

  const first = make("select", { id: "from", "aria-label": "From" }, make("option", { value: "" }, "the beginning"), ...months.map((month) => make("option", { value: month }, month)));
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

  /** Show what the limits are, whoever set them. */
  function showTime() {
    first.value = limits.from.slice(0, 7);
    const at = limits.to ? months.findLastIndex((month) => untilEnd(month) <= untilEnd(limits.to.slice(0, 7))) : months.length - 1;
    slider.value = String(Math.max(at, 0));
    told.textContent = months[Number(slider.value)] || "";
  }

  if (months.length > 1) {
    place.append(make("legend", {}, "Published"), make("label", {}, "from ", first), make("label", {}, " until ", slider, " ", told), play);
    first.addEventListener("change", () => set(first.value, until()));
    slider.addEventListener("input", () => set(first.value, until()));
    play.addEventListener("click", () => (playing ? stop() : start()));
  } else place.hidden = true;
  Object.assign(graphkit, { showTime });
})();
