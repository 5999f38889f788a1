/* On the introduction's first page: the calendar file, the state as a file and back, begin again and forget everything.
   What makes the calendar comes when the reader has begun, so that nothing is asked for when the file is made. */
(function () {
  "use strict";
  var intro = window.faltbokenIntroduction, kept = window.faltbokenState, place = document.getElementById("_min-introduktion");
  if (!intro || !kept || !place || !intro.data.tasks.length) return;
  var h = intro.h, root = place.dataset.root;

  /* ---- asking first --------------------------------------------------------------------------------------------------- */
  var title = h("h2", { id: "_fraga" }), text = h("p", { id: "_fraga-text" });
  var no = h("button", { type: "button", className: "button", textContent: "Avbryt" }), yes = h("button", { type: "button", className: "button is-strong" });
  var dialog = h("dialog", { "aria-labelledby": title.id, "aria-describedby": text.id }, title, text, h("p", { className: "button-row" }, no, yes));
  var act = null, opener = null;
  no.addEventListener("click", function () { dialog.close(); });
  yes.addEventListener("click", function () { var chosen = act; dialog.close(); chosen(); });
  dialog.addEventListener("close", function () { act = null; if (opener) opener.focus(); });
  function ask(from, words, then) {
    opener = from;
    title.textContent = words[0];
    text.textContent = words[1];
    yes.textContent = words[2];
    act = then;
    dialog.showModal();
  }
  function count(state) {
    var done = Object.keys(state.done).length;
    return done === 1 ? "1 uppgift är ikryssad." : done + " uppgifter är ikryssade.";
  }
  function isEmpty(state) {
    return !state.choices.role && [state.done, state.questions, state.rehearsals].every(function (one) { return Object.keys(one).length === 0; });
  }

  /* ---- what can be done ------------------------------------------------------------------------------------------------ */
  function button(label, fn) {
    var made = h("button", { type: "button", className: "button", textContent: label });
    made.addEventListener("click", function () { status.textContent = ""; fn(made); });
    return made;
  }
  var status = h("p", { className: "introduction-status", role: "status" });
  var calendar = button("Ladda ner kalenderfil", function () {
    var state = kept.read();
    if (!state.choices.role || !state.choices.start) { status.textContent = "Välj roll och startdag först, så vet filen vilka dagar det gäller."; return; }
    if (!intro.calendar || !intro.data.meetings.length) { status.textContent = "Kalendern kunde inte läsas in. Ladda om sidan och försök igen."; return; }
    var made = intro.calendar(state, root);
    kept.download("introduktion-" + state.choices.start + ".ics", made.text, "text/calendar");
    status.textContent = "Kalenderfilen är klar. Öppna den, så frågar kalendern om den ska läggas till." +
      (made.left ? " " + made.left + " dagar är inte med. " + intro.unknown(state.choices.start) : "");
  });
  var save = button("Spara som fil", function () {
    kept.exportFile();
    status.textContent = "Filen är sparad bland dina nedladdningar.";
  });
  var file = h("input", { type: "file", accept: ".json,application/json", hidden: true, "aria-label": "Fil att läsa in" });
  var load = button("Läs in en fil", function () { file.click(); });
  file.addEventListener("change", function () {
    var chosen = file.files[0];
    if (!chosen) return;
    chosen.text().then(function (content) {
      file.value = "";
      if (isEmpty(kept.read())) take(content);
      else ask(load, ["Ersätta det som finns här?", "Det som är sparat på den här enheten ersätts av filen. " + count(kept.read()), "Ersätt"], function () { take(content); });
    });
  });
  function take(content) {
    var answer = kept.importText(content);
    status.textContent = answer.ok ? "Filen är inläst. " + count(kept.read()) : answer.problem;
  }
  var again = button("Börja om", function (from) {
    ask(from, ["Börja om från början?", count(kept.read()) + " Kryssen och det du har övat tas bort. Roll, startdag och kommun är kvar.", "Börja om"], function () {
      if (kept.change(function (state) { state.done = {}; state.questions = {}; state.rehearsals = {}; })) status.textContent = "Du börjar om. Inget är ikryssat.";
    });
  });
  var forget = button("Glöm allt", function (from) {
    ask(from, ["Glömma allt?", "Allt om din introduktion tas bort från den här enheten: kryss, övningar, roll, startdag och kommun. Det går inte att ångra.", "Glöm allt"], function () {
      kept.forget();
      load.focus(); /* the button that was pressed is gone with the rest */
      status.textContent = "Allt är glömt. Inget om introduktionen finns kvar på den här enheten.";
    });
  });

  function part(heading, words) {
    return h.apply(null, ["div", { className: "introduction-tool" }, h("h3", { textContent: heading }), h("p", { textContent: words })].concat(Array.prototype.slice.call(arguments, 2)));
  }
  var begun = [
    part("Till din kalender", "Uppgifterna som heldagar, och alla möten. Mötenas tider är förslag: flytta dem med de andra. Filen passar Outlook, Google och Apple. Den görs på enheten, och inget skickas.", h("p", {}, calendar)),
    intro.data.sheet ? part("Kvittens på papper", "Ett blad med dina uppgifter och plats för datum och namnteckningar.", h("p", {}, h("a", { className: "button", href: root + intro.data.sheet.split("#")[0], textContent: "Till kvittensen" }))) : "",
    part("Börja om eller glömma", "Ingen annan har en kopia. Det som tas bort är borta.", h("p", { className: "button-row" }, again, forget)),
    save
  ].filter(Boolean);
  var move = part("Byta enhet", "Spara det du har gjort som en fil, och läs in den i en annan webbläsare.", h("p", { className: "button-row" }, save, load, file));
  var tools = h("div", { className: "introduction-tools" });
  tools.append.apply(tools, begun.filter(function (one) { return one !== save; }));
  tools.lastChild.before(move);
  place.append(tools, status, dialog);
  var brought = false;
  function bring() {
    brought = true;
    ["introduction-meetings", "calendar"].forEach(function (name) {
      document.head.append(h("script", { src: root + "_static/" + name + ".js" }));
    });
  }
  /* Before the reader has begun there is nothing but a file from elsewhere to speak of. */
  function paint(state) {
    begun.forEach(function (one) { one.hidden = isEmpty(state); });
    if (!brought && !isEmpty(state)) bring();
  }
  paint(kept.read());
  kept.onchange(paint);
})();
