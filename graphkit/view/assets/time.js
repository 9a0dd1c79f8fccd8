"use strict";
// Time filter by date of publication or of the event: from, until, and an animated slider.
(() => {
  const { data, limits, story, ownClaims, passes, periodWords, isUndated, make, plural } = graphkit;
  const place = document.getElementById("time");
  const distinct = (days) => [...new Set(days.map((day) => day.slice(0, 7)).filter((month) => month.length === 7))].sort();
  /** Cache of the months per conflict and kind of date. */
  const known = new Map();
  let months = [];
  /** Conflict and kind of date of the offered months. */
  let offered = null;
  const STEP = 700;
  let playing = null;

  /** Upper limit that includes all days of a month. */
  const untilEnd = (month) => (month ? `${month}-31` : "");

  const by = make("select", { id: "by", "aria-label": "Day of" }, make("option", { value: "print" }, "publication"), make("option", { value: "deed" }, "the event"));
  const first = make("select", { id: "from", "aria-label": "From" });
  const undated = make("span", { id: "undated", className: "soft" });
  const slider = make("input", { type: "range", id: "until", min: "0", max: "0", value: "0", "aria-label": "Until" });
  const told = make("output", { id: "until-told" });
  const play = make("button", { type: "button", id: "play" }, "Play");

  function set(from, to) {
    Object.assign(limits, { from, to });
    graphkit.changed();
  }

  /** Upper limit of the slider's month; none at its end. */
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

  function monthsOf(by) {
    const key = `${story.now} ${by}`;
    if (!known.has(key)) {
      const told = data.ties.filter((tie) => tie.stories.has(story.now)).flatMap(ownClaims);
      known.set(key, distinct(told.flatMap(({ deed, article }) => (by === "deed" ? deed : [data.articles[article].date]))));
    }
    return known.get(key);
  }

  const wanted = () => `${story.now} ${limits.by}`;

  /** Offer the months of publication or of events in this conflict. */
  function offer() {
    stop();
    offered = wanted();
    months = monthsOf(limits.by);
    first.replaceChildren(make("option", { value: "" }, "the start"), ...months.map((month) => make("option", { value: month }, month)));
    slider.max = String(Math.max(months.length - 1, 0));
    by.value = limits.by;
  }

  function change() {
    limits.by = by.value;
    set("", "");
  }

  /** Show the current limits. */
  function showTime() {
    if (offered !== wanted()) offer();
    // Hidden if there is only one month, unless the address has set a limit, which can be removed.
    place.hidden = !limits.from && !limits.to && ["print", "deed"].every((day) => monthsOf(day).length < 2);
    const isLimited = limits.from || limits.to;
    const without = isLimited ? data.ties.filter((tie) => isUndated(tie) && passes(tie)).length : 0;
    // The filter selects ties by their claims; it does not go back to what was known at that time.
    undated.textContent = `${periodWords()} ${without ? `${plural(without, "tie")} without a date ${without === 1 ? "is" : "are"} kept.` : ""}`.trim();
    first.value = limits.from.slice(0, 7);
    const at = limits.to ? months.findLastIndex((month) => untilEnd(month) <= untilEnd(limits.to.slice(0, 7))) : months.length - 1;
    slider.value = String(Math.max(at, 0));
    told.textContent = months[Number(slider.value)] || "";
    // Without it, screen readers read the number of the month.
    slider.setAttribute("aria-valuetext", told.textContent);
  }

  place.append(make("legend", {}, "Time"), make("label", {}, "day of ", by), make("label", {}, "from ", first), make("label", {}, " until ", slider, " ", told), play, undated);
  by.addEventListener("change", change);
  first.addEventListener("change", () => set(first.value, until()));
  slider.addEventListener("input", () => set(first.value, until()));
  play.addEventListener("click", () => (playing ? stop() : start()));
  Object.assign(graphkit, { showTime });
})();
