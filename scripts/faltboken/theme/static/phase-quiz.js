/* The mixed test of a phase: the questions of its pages, a few at a time, until the reader can them. With quiz.js, which
   shows a question, and device-state.js, which keeps in which box each lies. A classic script: works from file://.

   The questions come when the reader begins, from _static/quiz/<phase>.js, which calls faltbokenQuiz(phase, questions);
   after that nothing is asked for. Three boxes after Leitner: a right answer moves a question up when its day has come, a
   wrong one moves it back to the first. */
(function () {
  "use strict";
  var ROUND = 10, DAYS = { 1: 0, 2: 3, 3: 10 };
  var BOXES = { 1: "Ny eller osäker", 2: "Nästan", 3: "Kan" };
  var BACK = { 1: "kommer tillbaka i dag eller i morgon", 2: "kommer tillbaka efter tre dagar", 3: "kommer tillbaka efter tio dagar" };
  var place = document.querySelector(".phase-quiz"), state = window.faltbokenState;
  if (!place || !state || !window.faltbokenQuestion) return;
  var items = Array.from(place.querySelectorAll("li")), pages = place.querySelector(".phase-quiz-pages");
  var live = make("div", "phase-quiz-live"), bank = null, round = null;

  function make(tag, className, text) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }
  function button(text, act, className) {
    var node = make("button", className || "", text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }
  function many(count) { return count + (count === 1 ? " fråga" : " frågor"); }
  function shuffled(list) {
    var copy = list.slice();
    for (var i = copy.length - 1; i > 0; i -= 1) {
      var j = Math.floor(Math.random() * (i + 1)), kept = copy[i];
      copy[i] = copy[j];
      copy[j] = kept;
    }
    return copy;
  }
  function day(after) {
    var now = new Date(), then = new Date(now.getFullYear(), now.getMonth(), now.getDate() + after);
    return [then.getFullYear(), String(then.getMonth() + 1).padStart(2, "0"), String(then.getDate()).padStart(2, "0")].join("-");
  }
  function inWords(iso) {
    if (iso <= day(0)) return "i dag eller i morgon";
    return "den " + new Date(iso + "T12:00:00").toLocaleDateString("sv-SE", { day: "numeric", month: "long" });
  }

  /* ---- which questions, and which of them today ------------------------------------------------------------------------ */
  function role() { return state.read().choices.role; }
  function isOwn(item, chosen) { return chosen && chosen in roles() ? item.dataset.for.split(" ").indexOf(chosen) !== -1 : "all" in item.dataset; }
  function roles() {
    return Object.fromEntries(place.dataset.roles.split(";").map(function (pair) { return pair.split("="); }));
  }
  function own() {
    var chosen = role();
    return items.filter(function (item) { return isOwn(item, chosen); }).flatMap(function (item) { return item.dataset.ids.split(" "); });
  }
  function sorted() {
    var kept = state.read().questions, found = { back: [], fresh: [], later: [], boxes: { 1: 0, 2: 0, 3: 0 }, next: "" };
    own().forEach(function (id) {
      var one = kept[id];
      found.boxes[one ? one.box : 1] += 1;
      if (!one) found.fresh.push(id);
      else if (one.due <= day(0)) found.back.push(id);
      else {
        found.later.push(id);
        if (!found.next || one.due < found.next) found.next = one.due;
      }
    });
    return found;
  }

  /* ---- before and between the rounds --------------------------------------------------------------------------------- */
  function home(ended) {
    var found = sorted(), count = found.back.length + found.fresh.length, chosen = role();
    if (!own().length) {
      live.replaceChildren(make("p", "", "Inga frågor hör till den här delen för dig. Sidorna har självtest."));
      list(false);
      return;
    }
    var today = make("p", "phase-quiz-today", count ? "I dag: " + many(count) + " att öva." : "I dag: inga frågor att öva.");
    var what = make("p");
    if (count) what.textContent = [found.back.length ? found.back.length + " som kommer tillbaka" : "", found.fresh.length ? found.fresh.length + (found.fresh.length === 1 ? " ny" : " nya") : ""].filter(Boolean).join(" och ") + (count > ROUND ? ". Du får högst tio i taget, och kan pausa när du vill." : ". Du kan pausa när du vill.");
    else what.textContent = "Nästa kommer tillbaka " + inWords(found.next) + ". Öva ändå om du vill: då flyttas bara den som blir fel.";
    var boxes = make("ul", "phase-quiz-boxes");
    [1, 2, 3].forEach(function (box) {
      var line = make("li");
      line.append(make("b", "", BOXES[box] + ": "), many(found.boxes[box]) + ". En sådan " + BACK[box] + ".");
      boxes.append(line);
    });
    var start = make("p", "question-actions"), status = make("p");
    status.setAttribute("role", "status");
    start.append(button(count ? (!ended ? "Börja öva" : found.fresh.length ? "Öva fler" : "Öva dem igen") : "Öva ändå", function () { begin(status); }, "question-send"));
    var parts = ended ? [ended] : [];
    parts.push(today, what, start, status, make("p", "", "Varje fråga ligger i en av tre lådor. Ett rätt svar flyttar den till nästa låda, ett fel svar tillbaka till den första."), boxes);
    var kept = make("p", "soft", (roles()[chosen] ? "Frågorna följer rollen du har valt: " + roles()[chosen] + ". " : "") + "Lådorna sparas bara på den här enheten, först när du svarar. Inget skickas.");
    var intro = window.faltbokenIntroduction, where = intro && intro.data && intro.data.home;
    if (where) {
      var link = make("a", "", "Min introduktion");
      link.href = place.dataset.root + where;
      kept.append(" Flytta eller glömma: ", link, ".");
    }
    parts.push(kept);
    live.replaceChildren.apply(live, parts);
    round = null;
    list(true);
  }
  function list(shown) {
    var chosen = role();
    pages.hidden = !shown;
    pages.nextElementSibling.hidden = !shown;
    items.forEach(function (item) { item.hidden = !isOwn(item, chosen); });
  }

  /* ---- fetching, once ------------------------------------------------------------------------------------------------ */
  window.faltbokenQuiz = function (phase, questions) {
    if (phase === place.dataset.phase) bank = new Map(questions.map(function (one) { return [one.id, one]; }));
  };
  function begin(status) {
    if (bank) { draw(); return; }
    var script = make("script");
    status.textContent = "Hämtar frågorna …";
    script.src = place.dataset.root + "_static/quiz/" + place.dataset.phase + ".js";
    script.onload = draw;
    script.onerror = function () {
      script.remove();
      status.textContent = "Frågorna kunde inte hämtas. Se efter att du har kontakt med nätet och tryck igen, eller använd självtesten på sidorna.";
    };
    document.head.append(script);
  }

  /* ---- a round -------------------------------------------------------------------------------------------------------- */
  function draw() {
    var found = sorted(), known = function (id) { return bank.has(id); };
    var ready = shuffled(found.back).concat(shuffled(found.fresh)).filter(known);
    var chosen = ready.length ? ready : shuffled(found.later).filter(known);
    round = { ids: shuffled(chosen.slice(0, ROUND)), place: 0, answered: 0, wrong: [] };
    list(false);
    ask();
  }
  function ask() {
    var one = bank.get(round.ids[round.place]), kept = state.read().questions[one.id], options = shuffled(one.options);
    var heading = make("h3", "", "Fråga " + (round.place + 1) + " av " + round.ids.length);
    heading.tabIndex = -1;
    var card = window.faltbokenQuestion({
      case: one.case, ask: one.ask, right: options.indexOf(one.options[one.right]), more: more(one),
      options: options.map(function (option) { return { text: option[0], why: option[1] }; })
    }, function (right) { return answered(one, right, card, pause); });
    var pause = button("Pausa", stop);
    card.querySelector(".question-actions").append(pause);
    live.replaceChildren(heading, make("p", "soft", "Ur " + one.page + ". Låda: " + BOXES[kept ? kept.box : 1] + "."), card);
    heading.focus();
  }
  function more(one) {
    var line = make("p", "soft question-more", "Läs mer: ");
    one.more.forEach(function (part, number) {
      var link = make(part[1] ? "a" : "span", "", part[0]);
      if (part[1]) link.href = /^https?:/.test(part[1]) ? part[1] : place.dataset.root + part[1];
      line.append(number ? " · " : "", link);
    });
    return line;
  }
  function answered(one, right, card, pause) {
    var moved = after(state.read().questions[one.id], right);
    state.change(function (all) { all.questions[one.id] = moved; });
    round.answered += 1;
    if (!right) round.wrong.push(one);
    var last = round.place + 1 === round.ids.length;
    card.querySelector(".question-end").append(button(last ? "Visa hur det gick" : "Nästa fråga", function () {
      round.place += 1;
      if (last) stop(); else ask();
    }, "question-send"), pause);
    return "Frågan ligger i lådan " + BOXES[moved.box] + " och kommer tillbaka " + inWords(moved.due) + ".";
  }
  /* Where a question lies after an answer. Before its day a right answer proves too little to move it. */
  function after(kept, right) {
    if (right && kept && kept.due > day(0)) return kept;
    var box = right ? Math.min((kept ? kept.box : 1) + 1, 3) : 1;
    return { box: box, due: day(DAYS[box]) };
  }
  function stop() {
    var whole = round.answered === round.ids.length, wrong = round.wrong, ended = make("div", "phase-quiz-ended");
    var heading = make("h3", "", whole ? "Klart för den här gången" : "Pausat");
    heading.tabIndex = -1;
    var right = round.answered - wrong.length;
    ended.append(heading, make("p", "", round.answered ? "Du svarade på " + many(round.answered) + " och hade " + right + " rätt." + (wrong.length ? " Det som blev fel kommer tillbaka i dag eller i morgon. Läs gärna om:" : "") : "Du hann inte svara på någon fråga. Alla finns kvar."));
    if (wrong.length) {
      var read = make("ul"), seen = {};
      wrong.forEach(function (one) {
        if (seen[one.more[0][1]]) return;
        seen[one.more[0][1]] = true;
        var link = make("a", "", one.more[0][0]), item = make("li");
        link.href = place.dataset.root + one.more[0][1];
        item.append(link);
        read.append(item);
      });
      ended.append(read);
    }
    home(ended);
    heading.focus();
  }

  place.prepend(live);
  home();
  state.onchange(function () { if (!round) home(); });
})();
