/* The search field. Works from file:// and sends nothing: the query stands after # on the search page, so it never
   reaches a server. A classic script; the ranking is in search-rank.js. */
(function () {
  "use strict";
  var input = document.getElementById("_sok");
  if (!input) return;
  var STATIC = document.currentScript.src.replace(/[^/]*$/, "");
  var ROOT = STATIC.replace(/_static\/$/, "");
  var KINDS = { page: "Sida", section: "Avsnitt", term: "Ord", need: "Behov", service: "Stöd", law: "Lag" };

  /* The ranking and the index come when they are wanted; scripts, since file:// lets no other data be read. */
  var ready = false, waiting = [];
  window.faltbokenSearchReady = function () {
    ready = true;
    waiting.splice(0).forEach(function (call) { call(); });
  };
  function load(then) {
    if (ready) return then();
    waiting.push(then);
    if (waiting.length > 1) return;
    ["search-rank.js", "search-index.js"].forEach(function (name) {
      var script = document.createElement("script");
      script.async = false;
      script.src = STATIC + name;
      script.onerror = function () { waiting = []; say("Sökregistret kunde inte läsas. Använd Hela innehållet i menyn."); };
      document.head.append(script);
    });
  }

  /* ---- showing -------------------------------------------------------------------------------------------------- */
  function element(tag, text, attributes) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    return made;
  }
  function kindOf(record) { return (KINDS[record.kind] || "") + (record.parent ? " i " + record.parent : ""); }
  function excerpt(record, query) {
    var text = record.text, fold = window.faltbokenFind.fold, folded = fold(text), at = -1, length = 0;
    window.faltbokenFind.words(query).some(function (word) {
      at = folded.length === text.length ? folded.indexOf(fold(word)) : -1;
      length = word.length;
      return at !== -1;
    });
    var start = Math.max(0, at - 60), place = element("p");
    if (start) start = text.indexOf(" ", start) + 1 || start;
    if (at === -1 || start > at) { place.textContent = text.slice(0, 160) + (text.length > 160 ? " …" : ""); return place; }
    place.append((start ? "… " : "") + text.slice(start, at), element("mark", text.slice(at, at + length)), text.slice(at + length, start + 180) + (text.length > start + 180 ? " …" : ""));
    return place;
  }
  var results = document.getElementById("_resultat"), count = document.getElementById("_antal");
  var status = count || element("p", "", { role: "status", class: "skip" });
  if (!count) input.form.append(status);
  function say(text) { status.textContent = text; }
  function number(found) { return found.length ? (found.length === 1 ? "1 träff" : found.length + " träffar") : "Inga träffar. Pröva ett eller två ord. Är någon i fara: ring 112. Självmordstankar: 90101. Stegen står på sidan Akut."; }

  /* On the search page: an ordinary list of links. */
  function showPage() {
    var query = input.value.trim();
    history.replaceState(null, "", query ? "#q=" + encodeURIComponent(query) : location.pathname);
    load(function () {
      var found = query ? window.faltbokenFind.find(query) : [];
      say(query ? number(found) : "");
      results.replaceChildren.apply(results, found.slice(0, 60).map(function (record) {
        var item = element("li");
        item.append(element("a", record.title, { href: ROOT + record.url }), element("p", kindOf(record), { class: "kind" }), excerpt(record, query));
        return item;
      }));
    });
  }
  if (results) {
    var fromAddress = function () {
      var query = /[#&]q=([^&]*)/.exec(location.hash);
      if (!query) return;
      try { input.value = decodeURIComponent(query[1].replace(/\+/g, " ")); } catch { return; }
      showPage();
    };
    var pause = 0;
    input.addEventListener("input", function () { window.clearTimeout(pause); pause = window.setTimeout(showPage, 120); });
    input.form.addEventListener("submit", function (event) { event.preventDefault(); showPage(); });
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
  } else {
    combobox();
  }

  /* On every other page: suggestions under the field (the combobox pattern of WAI-ARIA). */
  function combobox() {
    var list = element("ul", "", { role: "listbox", id: "_forslag", "aria-label": "Sökförslag" });
    var active = -1;
    list.hidden = true;
    input.form.append(list);
    [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", "_forslag"], ["aria-autocomplete", "list"]].forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
    var close = function () { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    var all = function () { return ROOT + "om/sok.html#q=" + encodeURIComponent(input.value.trim()); };
    var choose = function (index) {
      active = index;
      Array.from(list.children).forEach(function (option, i) {
        option.setAttribute("aria-selected", String(i === index));
        if (i === index) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
      });
      if (index === -1) input.removeAttribute("aria-activedescendant");
    };
    var show = function () {
      status.className = "skip";
      if (!input.value.trim()) return close();
      load(function () {
        var found = window.faltbokenFind.find(input.value);
        var options = found.slice(0, 8).map(function (record) { return [record.title, kindOf(record), ROOT + record.url]; });
        if (found.length > 8) options.push(["Visa alla " + found.length + " träffar", "", all()]);
        list.replaceChildren.apply(list, options.map(function (option, i) {
          var item = element("li", option[0], { role: "option", id: "_forslag-" + i, "aria-selected": "false", "data-url": option[2] });
          if (option[1]) item.append(element("span", option[1]));
          return item;
        }));
        say(number(found));
        status.className = found.length ? "skip" : "search-note";
        if (!found.length || document.activeElement !== input) return close();
        active = -1;
        input.removeAttribute("aria-activedescendant");
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
      });
    };
    input.addEventListener("focus", function () { load(function () {}); if (input.value) show(); });
    input.addEventListener("input", show);
    input.addEventListener("blur", function () { close(); status.className = "skip"; });
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) { var option = event.target.closest("[role=option]"); if (option) location.href = option.dataset.url; });
    input.form.addEventListener("submit", function (event) { event.preventDefault(); if (input.value.trim()) location.href = active >= 0 ? list.children[active].dataset.url : all(); });
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !list.hidden) { event.preventDefault(); return close(); }
      if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || (list.hidden && !list.children.length)) return;
      event.preventDefault();
      if (list.hidden) return show();
      var size = list.children.length, step = event.key === "ArrowDown" ? 1 : -1;
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
