/* The search field. Works from file:// and sends nothing: the query stands after # on the search page, so it never
   reaches a server. A classic script; the ranking is in search-rank.js, the texts of excerpts in search/ by number. */
(function () {
  "use strict";
  var input = document.getElementById("_sok");
  if (!input) return;
  var STATIC = document.currentScript.src.replace(/[^/]*$/, "");
  var ROOT = STATIC.replace(/_static\/$/, "");
  var KINDS = { page: "Sida", section: "Avsnitt", need: "Behov", service: "Stöd", law: "Lag", term: "Ord", number: "Nummer" };
  var GROUPS = [["Sidor", ["page"]], ["Avsnitt", ["section"]], ["Stöd", ["need", "service"]], ["Lag", ["law"]], ["Ord", ["term"]], ["Nummer", ["number"]]];
  var BEST = 5, SHOWN = 4, MOST = 30;

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
  /* The texts of units lie in shards, each from one unit on; a shard is fetched once, when a hit of it is shown. */
  var texts = {}, asked = {}, wanted = {};
  window.faltbokenTexts = function (first, shard) {
    shard.forEach(function (text, i) { texts[first + i] = text; });
    (wanted[first] || []).splice(0).forEach(function (call) { call(); });
  };
  function text(unit, then) {
    if (unit in texts) return then(texts[unit]);
    var firsts = window.faltbokenFind.shards(), at = firsts.length - 1;
    while (firsts[at] > unit) at -= 1;
    (wanted[firsts[at]] = wanted[firsts[at]] || []).push(function () { then(texts[unit]); });
    if (!asked[at]) { asked[at] = true; add("search/" + at + ".js", function () { asked[at] = false; }); }
  }

  /* ---- showing -------------------------------------------------------------------------------------------------- */
  function element(tag, text, attributes) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    return made;
  }
  function kindOf(hit) { return KINDS[hit.kind] + (hit.parent ? " i " + hit.parent : "") + (hit.place ? " · " + hit.place : ""); }
  /* Some words around the place where most of the query stands, marked. */
  function excerpt(place, all, marked) {
    var words = Array.from(all.matchAll(/[\p{L}\p{N}]+(?:[-:][\p{L}\p{N}]+)*/gu)).filter(function (word) { return marked(word[0]); });
    var from = 0, most = 0;
    words.forEach(function (word, i) {
      var count = words.slice(i).filter(function (other) { return other.index < word.index + 150; }).length;
      if (count > most) { most = count; from = word.index; }
    });
    from = from > 60 ? all.indexOf(" ", from - 50) + 1 : 0;
    var end = all.length > from + 200 ? all.lastIndexOf(" ", from + 200) : all.length, at = from;
    if (from) place.append("… ");
    words.forEach(function (word) {
      if (word.index < at || word.index + word[0].length > end) return;
      place.append(all.slice(at, word.index), element("mark", word[0]));
      at = word.index + word[0].length;
    });
    place.append(all.slice(at, end) + (end < all.length ? " …" : ""));
  }
  var results = document.getElementById("_resultat"), count = document.getElementById("_antal");
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

  /* On the search page: emergency numbers, the best hits, and the others by kind. */
  var turn = 0;
  function showPage() {
    var query = input.value.trim();
    history.replaceState(null, "", query ? "#q=" + encodeURIComponent(query) : location.pathname);
    load(function () {
      var urgent = query ? window.faltbokenFind.acute(query) : [], found = query ? find(query, urgent) : [];
      var total = found.length, later = [];
      found = found.slice(0, BEST + MOST);
      say(query ? number(total, urgent.length) : "");
      numbers(urgent, later);
      results.replaceChildren.apply(results, query ? [list(found.slice(0, BEST), later)].concat(groups(found.slice(BEST), later)) : []);
      missing(query);
      turn += 1;
      var mine = turn;
      window.requestAnimationFrame(function () {
        if (mine !== turn) return;
        var marked = window.faltbokenFind.marks(query);
        later.forEach(function (pair) { text(pair[0], function (all) { if (mine === turn) excerpt(pair[1], all, marked); }); });
      });
    });
  }
  function numbers(urgent, later) {
    var box = document.getElementById("_nummer");
    box.hidden = !urgent.length;
    box.lastElementChild.replaceChildren.apply(box.lastElementChild, urgent.map(function (hit) {
      var item = element("li"), link = element("a", "", { href: hit.call, class: "call" }), about = element("p", "", { class: "soft" }), number = /^[\d -]*\d/.exec(hit.title)[0];
      link.append(element("b", number), " ", element("span", hit.title.slice(number.length).replace(/^[ –]+/, "") + (hit.place ? " (" + hit.place + ")" : "")));
      item.append(element("p"), about);
      item.firstChild.append(link);
      later.push([hit.unit, about]);
      return item;
    }));
  }
  function list(found, later) {
    var made = element("ol", "", { class: "results" });
    found.forEach(function (hit) {
      var item = element("li"), words = element("p");
      item.append(element("a", hit.title, { href: ROOT + hit.url }), element("p", kindOf(hit), { class: "kind" }), words);
      later.push([hit.unit, words]);
      made.append(item);
    });
    return made;
  }
  function groups(found, later) {
    return GROUPS.flatMap(function (group) {
      var own = found.filter(function (hit) { return group[1].includes(hit.kind); });
      if (!own.length) return [];
      var parts = [element("h2", "Fler: " + group[0].toLowerCase()), list(own.slice(0, SHOWN), later)];
      if (own.length > SHOWN) {
        var more = element("details"), rest = [];
        more.append(element("summary", "Visa " + (own.length - SHOWN) + " till"), list(own.slice(SHOWN), rest));
        more.addEventListener("toggle", function () {
          var marked = window.faltbokenFind.marks(input.value);
          rest.splice(0).forEach(function (pair) { text(pair[0], function (all) { excerpt(pair[1], all, marked); }); });
        });
        parts.push(more);
      }
      return parts;
    });
  }
  /* The words as an e-mail that the reader may send; nothing is sent by itself. */
  function missing(query) {
    var offer = document.getElementById("_saknas");
    offer.hidden = !query;
    offer.querySelector("a").href = "mailto:" + offer.dataset.mail + "?subject=" + encodeURIComponent("Fältboken: sökningen saknar något") + "&body=" + encodeURIComponent("Jag sökte på: " + query + "\r\n\r\nJag ville hitta:\r\n");
  }
  if (results) {
    var fromAddress = function () {
      var query = /[#&]q=([^&]*)/.exec(location.hash);
      if (!query) return;
      try { input.value = decodeURIComponent(query[1].replace(/\+/g, " ")); } catch { return; }
      showPage();
    };
    input.addEventListener("focus", function () { load(function () {}); });
    input.addEventListener("input", showPage);
    input.form.addEventListener("submit", function (event) { event.preventDefault(); showPage(); });
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
  } else {
    combobox();
  }

  /* On every other page: suggestions under the field (the combobox pattern of WAI-ARIA). */
  function combobox() {
    var box = element("ul", "", { role: "listbox", id: "_forslag", "aria-label": "Sökförslag" });
    var active = -1;
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
    var show = function () {
      status.className = "skip";
      if (!input.value.trim()) return close();
      load(function () {
        var urgent = window.faltbokenFind.acute(input.value), found = find(input.value, urgent);
        var options = urgent.slice(0, 3).map(function (hit) { return [calls(hit), "Akut", hit.call]; });
        options = options.concat(found.slice(0, 8 - options.length).map(function (hit) { return [hit.title, kindOf(hit), ROOT + hit.url]; }));
        if (found.length > 8 || urgent.length > 3) options.push(["Visa alla " + found.length + " träffar", "", all()]);
        box.replaceChildren.apply(box, options.map(function (option, i) {
          var item = element("li", option[0], { role: "option", id: "_forslag-" + i, "aria-selected": "false", "data-url": option[2] });
          if (option[1]) item.append(element("span", option[1]));
          if (option[1] === "Akut") item.className = "urgent";
          return item;
        }));
        say(number(found.length, urgent.length));
        status.className = options.length ? "skip" : "search-note";
        if (!options.length || document.activeElement !== input) return close();
        active = -1;
        input.removeAttribute("aria-activedescendant");
        box.hidden = false;
        box.scrollTop = 0;
        input.setAttribute("aria-expanded", "true");
      });
    };
    input.addEventListener("focus", function () { load(function () {}); if (input.value) show(); });
    input.addEventListener("input", show);
    input.addEventListener("blur", function () { close(); status.className = "skip"; });
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
