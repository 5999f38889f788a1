/* The search page: what search.js finds, in groups, each hit with the words around what was asked for. A classic script, run
   after search.js; the texts of the excerpts are in search/, by number. */
(function () {
  "use strict";
  var results = document.getElementById("_resultat"), field = window.faltbokenField;
  if (!results || !field) return;
  var input = field.input, element = field.element;
  var GROUPS = [["Sidor", ["page"]], ["Avsnitt", ["section"]], ["Stöd", ["need", "service"]], ["Lag", ["law"]], ["Ord", ["term"]], ["Nummer", ["number"]]];
  var BEST = 5, SHOWN = 4, MOST = 30;

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
    if (!asked[at]) { asked[at] = true; field.add("search/" + at + ".js", function () { asked[at] = false; }); }
  }

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
  /* Emergency numbers, the best hits, and the others by kind. */
  var turn = 0;
  function showPage() {
    var query = input.value.trim();
    history.replaceState(null, "", query ? "#q=" + encodeURIComponent(query) : location.pathname);
    field.load(function () {
      var urgent = query ? window.faltbokenFind.acute(query) : [], found = query ? field.find(query, urgent) : [];
      var total = found.length, later = [];
      found = found.slice(0, BEST + MOST);
      field.say(query ? field.number(total, urgent.length) : "");
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
      item.append(element("a", hit.title, { href: field.root + hit.url }), element("p", field.kindOf(hit), { class: "kind" }), words);
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
  function fromAddress() {
    var query = /[#&]q=([^&]*)/.exec(location.hash);
    if (!query) return;
    try { input.value = decodeURIComponent(query[1].replace(/\+/g, " ")); } catch { return; }
    showPage();
  }
  input.addEventListener("focus", function () { field.load(function () {}); });
  input.addEventListener("input", showPage);
  input.form.addEventListener("submit", function (event) { event.preventDefault(); showPage(); });
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
