/* The reader's own introduction: role, start and municipality, chosen once, and how far one has come, in words and bars.
   Fills the place that {my-introduction} leaves; without this script the place is empty. */
(function () {
  "use strict";
  var intro = window.faltbokenIntroduction, kept = window.faltbokenState, place = document.querySelector(".my-introduction");
  if (!intro || !kept || !place || !intro.data.tasks.length) return;
  var h = intro.h, data = intro.data, phase = place.dataset.phase, root = place.dataset.root;

  function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }
  function phaseName(id) { return capital(data.phases.find(function (one) { return one.id === id; }).name); }

  /* ---- how far ------------------------------------------------------------------------------------------------------- */
  var who = h("p", { className: "introduction-who" }), rows = h("div", { className: "introduction-progress" });
  var lines = (phase ? [phase] : data.phases.map(function (one) { return one.id; })).concat([""]).map(function (id) {
    var words = h("span"), first = data.tasks.find(function (task) { return task.phase === id && task.url; });
    var name = id ? phaseName(id) : "Hela introduktionen";
    var label = h("p", { id: "_hur-langt-" + (id || "allt") });
    label.append(id && !phase && first ? h("a", { href: root + first.url.split("#")[0], textContent: name }) : name, ": ", words);
    var bar = h("progress", { "aria-labelledby": label.id });
    var row = h("div", {}, label, bar);
    rows.append(row);
    return { id: id, words: words, bar: bar, row: row };
  });
  function paint(state) {
    var chosen = state.choices;
    rows.hidden = !chosen.role;
    lines.forEach(function (line) {
      var found = intro.progress(state, line.id);
      line.row.hidden = found.all === 0;
      line.words.textContent = found.done === found.all ? "alla " + found.all + " klara" : found.done + " av " + found.all + " klara";
      line.bar.max = found.all || 1;
      line.bar.value = found.done;
    });
    who.textContent = chosen.role ? sayWho(chosen) : "";
    summary.textContent = chosen.role ? "Ändra roll, startdag eller kommun" : "Välj roll och startdag";
  }
  function sayWho(chosen) {
    var place = data.municipalities[chosen.municipality];
    var parts = [capital(data.roles[chosen.role] || chosen.role) + (place ? " i " + place : "") + "."];
    if (!chosen.start) return parts.concat("Välj startdag, så får varje uppgift en dag.").join(" ");
    var first = intro.workingDay(chosen.start, 1);
    parts.push((intro.isGiver(chosen.role) ? "Den nya börjar " : "Start ") + intro.words(chosen.start) + ".");
    if (!first) parts.push(intro.unknown(chosen.start));
    else if (first !== chosen.start) parts.push("Första arbetsdagen är " + intro.words(first) + ".");
    return parts.join(" ");
  }

  /* ---- choosing ------------------------------------------------------------------------------------------------------- */
  function options(names) {
    return Object.keys(names).map(function (id) { return h("option", { value: id, textContent: capital(names[id]) }); });
  }
  function field(label, control, help) {
    var note = help && h("span", { className: "soft", id: control.id + "-hjalp", textContent: help });
    if (note) control.setAttribute("aria-describedby", note.id);
    return h("p", {}, h("label", { htmlFor: control.id, textContent: label }), note, control);
  }
  var isNew = {}, gives = {};
  Object.keys(data.roles).forEach(function (id) { (intro.isGiver(id) ? gives : isNew)[id] = data.roles[id]; });
  var role = h("select", { id: "_roll" }, h("option", { value: "", textContent: "Välj" }));
  [["Den som är ny", isNew], ["Den som introducerar", gives]].forEach(function (group) {
    var made = h("optgroup", { label: group[0] });
    made.append.apply(made, options(group[1]));
    role.append(made);
  });
  var start = h("input", { type: "date", id: "_start" });
  var municipality = h("select", { id: "_kommun" }, h("option", { value: "", textContent: "Ingen vald" }));
  municipality.append.apply(municipality, options(data.municipalities));
  var problem = h("p", { className: "introduction-problem", id: "_valfel", role: "alert" });
  var form = h("form", { noValidate: true },
    field("Roll", role),
    field("Startdag", start, "Får vara tom. Med en dag får varje uppgift ett datum. För chef och mentor: den nyas startdag."),
    Object.keys(data.municipalities).length > 1 && field("Kommun", municipality, "Får vara tom. Visar också det som bara gäller där."),
    problem,
    h("p", {}, h("button", { type: "submit", className: "button", textContent: "Spara på den här enheten" })),
    h("p", { className: "soft", textContent: "Det sparas bara i den här webbläsaren, utan namn. Inget skickas, och ingen annan ser det. Delar du enhet med någon ser den det." }));
  var summary = h("summary"), details = h("details", {}, summary, form);
  var status = h("p", { className: "introduction-status", role: "status" });

  function fill(state) {
    role.value = state.choices.role;
    start.value = state.choices.start;
    municipality.value = state.choices.municipality;
  }
  function refuse(control, text) {
    problem.textContent = text;
    control.setAttribute("aria-invalid", "true");
    control.focus();
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    problem.textContent = "";
    [role, start].forEach(function (control) { control.removeAttribute("aria-invalid"); });
    if (!role.value) return refuse(role, "Välj en roll.");
    if (start.validity.badInput) return refuse(start, "Skriv hela datumet, eller töm fältet.");
    if (start.value && !intro.workingDay(start.value, 1)) return refuse(start, intro.unknown(start.value));
    var saved = kept.change(function (state) {
      state.choices = { role: role.value, start: start.value, municipality: municipality.value };
    });
    details.open = false;
    summary.focus();
    status.textContent = saved ? "Sparat på den här enheten." : "";
  });

  place.append(who, rows, details, status);
  if (phase && data.home) {
    place.append(h("p", { className: "soft introduction-more" }, "Kalenderfil, kvittens att skriva ut, flytta eller glömma: ", h("a", { href: root + data.home, textContent: "Min introduktion" }), "."));
  }
  fill(kept.read());
  details.open = !phase && !kept.read().choices.role;
  paint(kept.read());
  kept.onchange(function (state) {
    if (!form.contains(document.activeElement)) fill(state);
    paint(state);
  });
})();
