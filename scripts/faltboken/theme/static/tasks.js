/* The tasks of a phase: real boxes to tick, the day of each, and only the lists of the reader's role. A task that stands in
   two lists is one tick. Without this script the lists are whole, with boxes for paper. */
(function () {
  "use strict";
  var intro = window.faltbokenIntroduction, kept = window.faltbokenState;
  if (!intro || !kept || !intro.data.tasks.length) return;
  var h = intro.h, byId = {}, showAll = false;
  intro.data.tasks.forEach(function (task) { byId[task.id] = task; });

  /* ---- boxes and days -------------------------------------------------------------------------------------------------- */
  var status = h("p", { className: "visually-hidden", role: "status" });
  var items = Array.from(document.querySelectorAll(".tasks > li[data-task]")).filter(function (li) { return byId[li.dataset.task]; }).map(function (li, number) {
    var line = li.querySelector("p"), day = h("p", { className: "task-day", id: "_dag-" + number });
    var box = h("input", { type: "checkbox", "aria-describedby": day.id });
    box.addEventListener("change", function () { tick(byId[li.dataset.task], box.checked); });
    line.replaceChildren(h("label", { className: "tick" }, box, line.querySelector("strong")));
    line.after(day);
    return { li: li, task: byId[li.dataset.task], box: box, day: day };
  });
  if (!items.length) return;

  function tick(task, isDone) {
    kept.change(function (state) {
      if (isDone) state.done[task.id] = intro.today(); else delete state.done[task.id];
    });
    var state = kept.read(), found = intro.progress(state, task.phase);
    var name = intro.data.phases.find(function (one) { return one.id === task.phase; }).name;
    status.textContent = !state.choices.role ? (isDone ? "Klar." : "Inte klar.") : found.done + " av " + found.all + " klara i " + name + ".";
  }
  function dayWords(state, task) {
    if (state.done[task.id]) return "Klar " + intro.words(state.done[task.id]) + ".";
    var start = state.choices.start, isUnknown = start && !intro.workingDay(start, task.day);
    return intro.when(state, task) + "." + (isUnknown ? " " + intro.unknown(start) : "");
  }

  /* ---- which lists -------------------------------------------------------------------------------------------------- */
  var lists = Array.from(document.querySelectorAll("ul.tasks")).map(function (list) {
    var section = list.closest("section"), count = list.previousElementSibling;
    return {
      list: list, roles: (list.dataset.roles || "").split(" ").filter(Boolean), count: count,
      /* The heading goes with the list, unless it heads more than this one. */
      parts: section && section.querySelectorAll("ul.tasks").length === 1 ? [section] : [list, count]
    };
  });
  var shown = h("span"), more = h("button", { type: "button", className: "button" });
  var chooser = h("p", { className: "tasks-chooser" }, shown, more);
  more.addEventListener("click", function () { showAll = !showAll; paint(kept.read()); });

  function paint(state) {
    var chosen = state.choices, left = 0;
    lists.forEach(function (one) {
      var other = one.roles.length > 0 && !intro.isFor({ roles: one.roles }, chosen);
      if (other) left += 1;
      one.parts.forEach(function (part) { part.hidden = other && !showAll; });
    });
    items.forEach(function (item) {
      var done = Boolean(state.done[item.task.id]), late = intro.isLate(state, item.task);
      var elsewhere = Boolean(chosen.municipality && item.task.municipality && item.task.municipality !== chosen.municipality);
      if (elsewhere) left += 1;
      item.li.hidden = elsewhere && !showAll;
      item.box.checked = done;
      item.li.classList.toggle("is-done", done);
      item.day.classList.toggle("is-late", late);
      item.day.textContent = dayWords(state, item.task);
    });
    chooser.hidden = left === 0;
    shown.textContent = showAll ? "Alla listor visas. " : "Bara dina listor visas. ";
    more.textContent = showAll ? "Visa bara mina" : "Visa också andras";
  }

  /* A link to a task goes to where it can be seen; a link to a hidden list shows it. */
  function follow() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.closest("[hidden]")) return;
    var twin = target.dataset.task && items.find(function (item) { return item.task.id === target.dataset.task && !item.li.closest("[hidden]"); });
    if (!twin) { showAll = true; paint(kept.read()); }
    (twin ? twin.li : target).scrollIntoView();
  }

  var panel = document.querySelector(".my-introduction");
  if (panel) panel.after(chooser); else lists[0].count.before(chooser);
  document.querySelector("main").append(status);
  paint(kept.read());
  kept.onchange(paint);
  window.addEventListener("hashchange", follow);
  follow();
})();
