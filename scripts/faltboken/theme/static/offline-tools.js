/* The page about reading without a network: whether this device has a copy, and buttons to fetch and to remove it. */
(function () {
  "use strict";
  var place = document.getElementById("_kopian"), copy = null;
  if (!place) return;
  var words = place.querySelector("[role=status]"), row = document.createElement("p"), pause = 0;
  row.className = "button-row";
  words.after(row);

  function say(text) { if (words.textContent !== text) words.textContent = text; }
  function buttons(pairs) {
    var focused = row.contains(document.activeElement);
    row.replaceChildren.apply(row, pairs.map(function (pair) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = pair[0];
      button.addEventListener("click", pair[1]);
      return button;
    }));
    if (focused) { words.tabIndex = -1; words.focus(); }
  }

  function look() {
    window.clearTimeout(pause);
    return copy.registration().then(function (registered) {
      if (!registered || !registered.active) return none();
      return copy.ask(registered.active, { ask: "state" }).then(function (state) { return state.day ? some(state) : none(); });
    });
  }
  function none() {
    if (copy.refused()) say("Ingen kopia finns på den här enheten. Du har tagit bort den, och ingen ny sparas förrän du vill.");
    else if (copy.saves()) say("Ingen kopia finns ännu. Din webbläsare sparar data: bara det du läser och Akut sparas.");
    else say("Ingen kopia finns ännu. Den börjar sparas när du har läst en stund.");
    buttons([["Spara en kopia", fetchAll]]);
    if (!copy.refused()) pause = window.setTimeout(look, 1500);
  }
  function some(state) {
    var whole = state.kept === state.total;
    if (whole) say("Hela handboken finns på den här enheten. " + copy.told(state));
    else say("En del av handboken finns på den här enheten: Akut och det du har läst. " + copy.told(state));
    buttons([whole ? null : ["Hämta hela handboken", fetchAll], ["Ta bort kopian", remove]].filter(Boolean));
    if (!whole && !copy.saves()) pause = window.setTimeout(look, 1500);
  }
  function fetchAll() {
    window.clearTimeout(pause);
    copy.refused(false);
    say("Hämtar handboken …");
    buttons([]);
    var count = 0;
    copy.begin().then(function (worker) {
      /* How far it has come is seen, and not read aloud each time. */
      count = window.setInterval(function () {
        copy.ask(worker, { ask: "state" }).then(function (state) { if (count) row.textContent = state.kept + " av " + state.total + " filer"; });
      }, 1000);
      return copy.ask(worker, { ask: "keep" });
    }).finally(function () {
      window.clearInterval(count);
      count = 0;
    }).then(function (state) {
      copy.show(state);
      some(state);
    }).catch(function () {
      buttons([["Försök igen", fetchAll], ["Ta bort kopian", remove]]);
      say("Kopian blev inte hel. Nätet bröts, eller så är det ont om plats på enheten. Det som hann hämtas finns kvar.");
    });
  }
  function remove() {
    window.clearTimeout(pause);
    copy.refused(true);
    copy.registration().then(function (registered) { return copy.ask(registered.active, { ask: "remove" }); }).then(function () {
      var foot = document.getElementById("_kopia");
      if (foot) foot.hidden = true;
      say("Kopian är borttagen, och ingen ny sparas förrän du vill.");
      buttons([["Spara en kopia", fetchAll]]);
    });
  }

  if (location.protocol === "file:") return say("Du läser handboken från en fil på enheten. Den fungerar utan nät.");
  if (!("serviceWorker" in navigator)) return say("Den här webbläsaren kan inte spara någon kopia av handboken.");
  var ready = function () { copy = window.faltbokenCopy; look(); };
  if (window.faltbokenCopy) ready(); else document.addEventListener("faltboken-copy", ready);
})();
