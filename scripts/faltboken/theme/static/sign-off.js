/* The sign-off sheet for one role: its tasks only, with the ticks of this device. Without this script it lists every role's. */
(function () {
  "use strict";
  var intro = window.faltbokenIntroduction, kept = window.faltbokenState, sheet = document.querySelector(".sign-off");
  if (!intro || !kept || !sheet || !intro.data.tasks.length) return;
  var h = intro.h, byId = {}, items = Array.from(sheet.querySelectorAll("li[data-task]"));
  intro.data.tasks.forEach(function (task) { byId[task.id] = task; });

  var role = h("select", { id: "_blad-roll" }, h("option", { value: "", textContent: "Alla roller, tomt blad" }));
  Object.keys(intro.data.roles).forEach(function (id) {
    role.append(h("option", { value: id, textContent: intro.data.roles[id].charAt(0).toUpperCase() + intro.data.roles[id].slice(1) }));
  });
  var print = h("button", { type: "button", className: "button is-strong", textContent: "Skriv ut" });
  print.addEventListener("click", function () { window.print(); });
  var status = h("p", { role: "status" });
  sheet.before(h("div", { className: "sign-off-choice" }, h("p", {}, h("label", { htmlFor: role.id, textContent: "Blad för" }), role), h("p", {}, print), status));

  function write(name, text) {
    var line = Array.from(sheet.querySelectorAll(".sign-off-lines > span")).find(function (one) { return one.textContent.indexOf(name + ":") === 0; });
    if (line) line.querySelector(".write").textContent = text;
  }
  function paint(state) {
    var own = role.value === state.choices.role, choices = { role: role.value, municipality: state.choices.municipality };
    var shown = 0, done = 0;
    items.forEach(function (li) {
      var task = byId[li.dataset.task], isDone = Boolean(role.value && own && task && state.done[task.id]);
      li.hidden = !task || !intro.isFor(task, choices);
      if (!li.hidden) { shown += 1; done += isDone ? 1 : 0; }
      li.classList.toggle("is-done", isDone);
      li.querySelector(".box").textContent = isDone ? "✓" : "";
      var names = li.querySelector(".soft");
      if (names) names.hidden = Boolean(role.value);
    });
    sheet.classList.toggle("is-one-role", Boolean(role.value));
    sheet.querySelectorAll("section").forEach(function (section) { section.hidden = !section.querySelector("li:not([hidden])"); });
    write("Roll", role.value ? intro.data.roles[role.value] : "");
    write("Startdag", role.value && own && state.choices.start ? state.choices.start : "");
    status.textContent = shown + " uppgifter på bladet" + (done ? ", " + done + (done === 1 ? " ikryssad." : " ikryssade.") : ".");
  }
  role.value = kept.read().choices.role;
  role.addEventListener("change", function () { paint(kept.read()); });
  paint(kept.read());
  kept.onchange(paint);
})();
