/* The search field. Works from file:// and sends nothing: the query stands after # on the search page, so it never
   reaches a server. A classic script; the ranking is in search-rank.js, the search page's own part in search-page.js. */
(function () {
  "use strict";
  var input = document.getElementById("_sok");
  if (!input) return;
  var STATIC = document.currentScript.src.replace(/[^/]*$/, "");
  var ROOT = STATIC.replace(/_static\/$/, "");
  var KINDS = { page: "Sida", section: "Avsnitt", need: "Behov", service: "Stöd", law: "Lag", term: "Ord", number: "Nummer" };

  /* The ranking and the index come when they are wanted; scripts, since file:// lets no other data be read. */
  var ready = false, waiting = [];
  window.faltbokenSearchReady = function () {
    ready = true;
    waiting.splice(0).forEach(function (call) { call(); });
  };
  function add(name, failed) {
    var script = document.createElement("script");
    script.async = false;
    script.src = STATIC + name;
    script.onerror = failed;
    document.head.append(script);
  }
  function load(then) {
    if (ready) return then();
    waiting.push(then);
    if (waiting.length > 1) return;
    ["search-rank.js", "search-index.js"].forEach(function (name) {
      add(name, function () { waiting = []; say("Sökregistret kunde inte läsas. Använd Hela innehållet i menyn."); });
    });
  }
  /* ---- showing -------------------------------------------------------------------------------------------------- */
  function element(tag, text, attributes) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    return made;
  }
  function kindOf(hit) { return KINDS[hit.kind] + (hit.parent ? " i " + hit.parent : "") + (hit.place ? " · " + hit.place : ""); }
  var count = document.getElementById("_antal");
  var status = count || element("p", "", { role: "status", class: "skip" });
  if (!count) input.form.append(status);
  function say(words) { status.textContent = words; }
  function number(found, urgent) {
    var first = urgent ? (urgent === 1 ? "1 akut nummer. " : urgent + " akuta nummer. ") : "";
    if (found) return first + (found === 1 ? "1 träff" : found + " träffar");
    return first || "Inga träffar. Pröva ett eller två ord. Är någon i fara: ring 112. Självmordstankar: 90101. Stegen står på sidan Akut.";
  }
  /* What was found, without the numbers that stand before it. */
  function find(query, urgent) {
    var first = urgent.map(function (hit) { return hit.unit; });
    return window.faltbokenFind.find(query).filter(function (hit) { return !first.includes(hit.unit); });
  }
  function calls(hit) { return "Ring " + hit.title + (hit.place ? " (" + hit.place + ")" : ""); }

  window.faltbokenField = { input: input, root: ROOT, load: load, add: add, element: element, kindOf: kindOf, find: find, number: number, say: say };
  if (!document.getElementById("_resultat")) combobox();

  /* On every page but the search page: suggestions under the field (the combobox pattern of WAI-ARIA). */
  function combobox() {
    var box = element("ul", "", { role: "listbox", id: "_forslag", "aria-label": "Sökförslag" });
    var active = -1, empty = 0, PAUSE = 600;
    box.hidden = true;
    input.form.append(box);
    [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", "_forslag"], ["aria-autocomplete", "list"]].forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
    var close = function () { box.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    var all = function () { return ROOT + "om/sok.html#q=" + encodeURIComponent(input.value.trim()); };
    var choose = function (index) {
      active = index;
      Array.from(box.children).forEach(function (option, i) {
        option.setAttribute("aria-selected", String(i === index));
        if (i === index) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
      });
      if (index === -1) input.removeAttribute("aria-activedescendant");
    };
    /* In the middle of a word nothing may be found for a letter or two: what was shown stands until the typing pauses. */
    var nothing = function () {
      box.replaceChildren();
      say(number(0, 0));
      status.className = "search-note";
      close();
    };
    var show = function () {
      window.clearTimeout(empty);
      status.className = "skip";
      if (!input.value.trim()) return close();
      load(function () {
        var urgent = window.faltbokenFind.acute(input.value), found = find(input.value, urgent);
        var options = urgent.slice(0, 3).map(function (hit) { return [calls(hit), "Akut", hit.call]; });
        options = options.concat(found.slice(0, 8 - options.length).map(function (hit) { return [hit.title, kindOf(hit), ROOT + hit.url]; }));
        if (!options.length && box.hidden) return nothing();
        if (!options.length) { window.clearTimeout(empty); empty = window.setTimeout(nothing, PAUSE); return; }
        if (found.length > 8 || urgent.length > 3) options.push(["Visa alla " + found.length + " träffar", "", all()]);
        box.replaceChildren.apply(box, options.map(function (option, i) {
          var item = element("li", option[0], { role: "option", id: "_forslag-" + i, "aria-selected": "false", "data-url": option[2] });
          if (option[1]) item.append(element("span", option[1]));
          if (option[1] === "Akut") item.className = "urgent";
          return item;
        }));
        say(number(found.length, urgent.length));
        if (document.activeElement !== input) return close();
        active = -1;
        input.removeAttribute("aria-activedescendant");
        box.hidden = false;
        box.scrollTop = 0;
        input.setAttribute("aria-expanded", "true");
      });
    };
    input.addEventListener("focus", function () { load(function () {}); if (input.value) show(); });
    input.addEventListener("input", show);
    input.addEventListener("blur", function () { window.clearTimeout(empty); close(); status.className = "skip"; });
    box.addEventListener("mousedown", function (event) { event.preventDefault(); });
    box.addEventListener("click", function (event) { var option = event.target.closest("[role=option]"); if (option) location.href = option.dataset.url; });
    input.form.addEventListener("submit", function (event) { event.preventDefault(); if (input.value.trim()) location.href = active >= 0 ? box.children[active].dataset.url : all(); });
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !box.hidden) { event.preventDefault(); return close(); }
      if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || (box.hidden && !box.children.length)) return;
      event.preventDefault();
      if (box.hidden) return show();
      var size = box.children.length, step = event.key === "ArrowDown" ? 1 : -1;
      choose((active + 1 + step + size + 1) % (size + 1) - 1);
    });
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
