/* Plays a rehearsal, one scene at a time. The script on the page is what it reads; without this file, and in print, the
   script is what one reads. Which ends are found is kept on the device (device-state.js) and never sent.
   A classic script: works from file://. */
(function () {
  "use strict";
  var rehearsal = document.querySelector(".rehearsal");
  if (!rehearsal || !window.faltbokenState) return;
  var id = rehearsal.dataset.rehearsal;
  var scenes = new Map(Array.from(rehearsal.querySelectorAll(".scene"), function (section) { return [section.id, sceneOf(section)]; }));
  var ends = Array.from(scenes.values()).filter(function (scene) { return scene.isEnd; });
  var first = scenes.values().next().value;
  var path = []; /* the choices made, each with its scene */
  var waits = false; /* the last choice's outcome is shown, and the next scene not yet */

  /* ---- the script ------------------------------------------------------------------------------------------------ */
  function sceneOf(section) {
    return {
      name: section.id.slice(id.length + 1), isEnd: section.matches(".scene-end"),
      title: section.querySelector("h3").textContent.replace(/^\d+\. /, ""), text: textIn(section, ".scene-text"),
      explained: explanation(section),
      choices: Array.from(section.querySelectorAll("details"), function (details) {
        return {
          text: textIn(details, "summary"), consequence: textIn(details, ".scene-consequence"), explained: explanation(details),
          to: details.querySelector(".scene-onwards a").hash.slice(1)
        };
      })
    };
  }
  function textIn(place, selector) { return place.querySelector(selector).textContent; }
  /* The reason, and where one reads more: copied with their links each time they are shown. */
  function explanation(place) {
    var parts = place.querySelectorAll(".scene-why, .scene-more");
    return function () { return Array.from(parts, function (part) { return part.cloneNode(true); }); };
  }

  /* ---- what is shown ----------------------------------------------------------------------------------------------- */
  function make(tag, className, children) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    element.append.apply(element, [].concat(children || []));
    return element;
  }
  function heading(tag, text) {
    var element = make(tag, "", text);
    element.tabIndex = -1;
    return element;
  }
  function button(text, act, className) {
    var element = make("button", className || "", text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }
  var stage = make("div", "rehearsal-stage");
  var status = make("p", "visually-hidden");
  status.setAttribute("role", "status");
  var back = button("Ett steg tillbaka", stepBack);
  var again = button("Börja om", function () { startAt(0); });
  var print = button("Skriv ut manuset", function () { window.print(); });
  var kept = make("p", "rehearsal-kept soft");
  var found = make("div", "rehearsal-found");

  function current() { return path.length ? scenes.get(path[path.length - 1].choice.to) : first; }
  function show(moves) {
    var scene = waits ? path[path.length - 1].scene : current(), number = waits ? path.length : path.length + 1;
    var title = heading("h3", scene.title), target = title, seen = stage;
    stage.replaceChildren(make("p", "guide-count", "Steg " + number + (scene.isEnd ? ". Här slutar samtalet." : "")), title, make("p", "scene-text", scene.text));
    if (waits) {
      target = heading("h4", "Det leder till");
      seen = outcome(path[path.length - 1].choice, target);
      stage.append(seen);
    } else if (scene.isEnd) stage.append.apply(stage, ending(scene));
    else stage.append(make("h4", "", "Vad gör du?"), choices(scene));
    back.hidden = again.hidden = path.length === 0;
    say("");
    if (moves) bring(target, seen);
  }
  /* The reader's place goes with what is new; the page is moved only when that cannot be seen whole. */
  function bring(target, seen) {
    var box = seen.getBoundingClientRect();
    target.focus({ preventScroll: true });
    if (box.top < 0 || box.bottom > window.innerHeight) seen.scrollIntoView({ block: "start" });
  }
  /* Said a moment later: a reader of screens would otherwise pass over it while it tells of the heading. */
  var saying = 0;
  function say(text) {
    window.clearTimeout(saying);
    status.textContent = "";
    if (text) saying = window.setTimeout(function () { status.textContent = text; }, 150);
  }
  function choices(scene) {
    return make("ul", "rehearsal-choices", scene.choices.map(function (choice) {
      return make("li", "", button(choice.text, function () {
        path.push({ scene: scene, choice: choice });
        waits = true;
        show(true);
        say(choice.consequence + " " + stage.querySelector(".scene-why").textContent);
      }));
    }));
  }
  function outcome(choice, title) {
    return make("div", "rehearsal-outcome", [
      make("p", "rehearsal-said", [make("strong", "", "Ditt val: "), choice.text]), title, make("p", "", choice.consequence),
      make("h4", "", "Varför?")].concat(choice.explained(), make("p", "", button("Gå vidare", goOn, "rehearsal-on"))));
  }
  function goOn() {
    waits = false;
    var scene = current(), isNew = scene.isEnd && endsFound().indexOf(scene) === -1;
    if (isNew) window.faltbokenState.change(function (state) {
      state.rehearsals[id] = (state.rehearsals[id] || []).concat(scene.name);
    });
    show(true);
    say(scene.isEnd ? scene.text + " " + foundInWords() : scene.text);
  }
  function stepBack() {
    if (waits) path.pop();
    waits = !waits;
    show(true);
  }
  function startAt(step) {
    path.length = step;
    waits = false;
    show(true);
  }

  /* ---- the end: what was said, and which ends there are --------------------------------------------------------------- */
  function ending(scene) {
    return scene.explained().concat([make("h4", "", "Så gick samtalet"), make("ol", "rehearsal-path", path.map(function (step, index) {
      var other = button("Pröva ett annat val här", function () { startAt(index); });
      other.append(make("span", "visually-hidden", " (" + step.scene.title + ")"));
      return make("li", "", [
        make("p", "", [make("strong", "", step.scene.title + ". "), step.scene.text]), make("p", "rehearsal-said", [make("strong", "", "Ditt val: "), step.choice.text]),
        make("p", "", step.choice.consequence), make("p", "", other)]);
    })), found]);
  }
  function endsFound() {
    var names = window.faltbokenState.read().rehearsals[id] || [];
    return ends.filter(function (scene) { return names.indexOf(scene.name) !== -1; });
  }
  function foundInWords() {
    var count = endsFound().length;
    return count === ends.length ? "Du har hittat alla slut: " + count + " av " + ends.length + "." : "Du har hittat " + count + " av " + ends.length + " slut.";
  }
  function tellFound() {
    var mine = endsFound();
    kept.replaceChildren((mine.length ? foundInWords() + " " : "") + "Vilka slut du hittar sparas bara på den här enheten. ");
    if (mine.length) kept.append(button("Glöm mina slut", forget));
    found.replaceChildren(make("h4", "", "Samtalets slut"), make("p", "", foundInWords()), make("ul", "", ends.map(function (scene) {
      var mark = mine.indexOf(scene) === -1 ? "Inte hittat än" : "Hittat";
      return make("li", "", [scene.title + " ", make("span", "tag" + (mark === "Hittat" ? " confirmed" : " unknown"), mark)]);
    })));
  }
  function forget() {
    window.faltbokenState.change(function (state) { delete state.rehearsals[id]; });
    (stage.querySelector("[tabindex]") || stage).focus({ preventScroll: true });
    say("Dina slut i den här övningen är glömda.");
  }

  /* ---- print: all that one can open ------------------------------------------------------------------------------------ */
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = Array.from(rehearsal.querySelectorAll("details:not([open])"));
    closed.forEach(function (details) { details.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (details) { details.open = false; });
  });

  /* ---- begin ----------------------------------------------------------------------------------------------------------- */
  var player = make("div", "rehearsal-player", [stage, make("p", "rehearsal-controls", [back, again, print]), kept, status]);
  rehearsal.querySelector(".rehearsal-how").before(player);
  rehearsal.classList.add("is-played");
  window.faltbokenState.onchange(tellFound);
  tellFound();
  show(false);
})();
