/* Filters the directory in place. The page is whole without this script: the form is hidden until it runs. What is chosen
   stands after # in the address, so it can be shared and never reaches a server. Works from file://. */
(function () {
  "use strict";
  var form = document.getElementById("_hitta");
  if (!form) return;
  var place = form.parentNode, fields = form.elements;
  var status = document.getElementById("_funna"), none = document.getElementById("_inga");
  var NAMES = ["sok", "kommun", "behov", "for", "alder", "kontakt", "utan", "oppet"];
  var CHANNELS = { telefon: "t", webb: "w", besok: "b" };
  var COUNTRY = "sverige";

  function fold(text) { return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u00ad]/g, ""); }
  function list(text) { return text ? text.split(" ") : []; }
  var everyday = {};
  Array.from(fields.behov.options).forEach(function (option) {
    everyday[option.value] = fold(option.text + ";" + (option.dataset.words || ""));
  });
  var entries = Array.from(place.querySelectorAll("li[data-id]")).map(function (item) {
    var data = item.dataset, ages = data.y.split("-"), needs = list(data.n);
    return {
      item: item, home: item.parentNode, id: data.id, places: list(data.m), needs: needs, audience: list(data.a),
      low: ages[0] === "" ? 0 : +ages[0], high: ages[1] === "" ? 999 : +ages[1], self: data.s, channels: data.c,
      text: fold(item.textContent + ";" + data.k + ";") + needs.map(function (need) { return everyday[need] || ""; }).join(";")
    };
  });
  var groups = Array.from(place.querySelectorAll(".directory-group")).map(function (group) {
    return { group: group, list: group.querySelector("ul"), unknown: group.dataset.unknown || "" };
  });
  function unknownList(name) { return groups.find(function (group) { return group.unknown === name; }).list; }
  var asked = { utan: unknownList("utan"), oppet: unknownList("oppet") };

  /* ---- choosing -------------------------------------------------------------------------------------------------- */
  function chosen() {
    var found = {};
    NAMES.forEach(function (name) {
      var field = fields[name];
      found[name] = field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim();
    });
    return found;
  }
  /* The list an entry stands in: its own, that of an answer nobody has given, or none. What is unknown is never left out. */
  function listFor(entry, want) {
    if (want.words.some(function (word) { return entry.text.indexOf(word) === -1; })) return null;
    if (want.kommun && entry.places.indexOf(want.kommun) === -1 && entry.places.indexOf(COUNTRY) === -1) return null;
    if (want.behov && entry.needs.indexOf(want.behov) === -1) return null;
    if (want.for && entry.audience.indexOf(want.for) === -1) return null;
    if (want.alder !== "" && (+want.alder < entry.low || +want.alder > entry.high)) return null;
    if (want.kontakt && entry.channels.indexOf(CHANNELS[want.kontakt]) === -1) return null;
    if (want.utan && entry.self === "nej") return null;
    var open = want.oppet ? openState(entry.id) : "open";
    if (open === "closed") return null;
    if (open === "unknown") return asked.oppet;
    return want.utan && entry.self === "" ? asked.utan : entry.home;
  }
  /* open-now.js tells a state: open, always, closed or unknown. Without it the hours are unknown. */
  function openState(id) { return window.faltbokenOpen ? window.faltbokenOpen.state(id).state : "unknown"; }
  function apply() {
    var want = chosen(), counts = new Map(), total = 0, after = new Map();
    want.words = fold(want.sok).split(/[\s,;]+/).filter(Boolean);
    /* From the last to the first, so that an entry that changes list is put before the one that follows it there. */
    for (var i = entries.length - 1; i >= 0; i -= 1) {
      var item = entries[i].item, target = listFor(entries[i], want), into = target || item.parentNode;
      if (target) { total += 1; counts.set(target, (counts.get(target) || 0) + 1); }
      if (item.hidden === Boolean(target)) item.hidden = !target;
      if (into !== item.parentNode) into.insertBefore(item, after.get(into) || null);
      after.set(into, item);
    }
    groups.forEach(function (group) { group.group.hidden = !counts.get(group.list); });
    var filtered = NAMES.some(function (name) { return want[name] !== ""; });
    place.classList.toggle("is-filtered", filtered);
    none.hidden = total > 0;
    Array.from(none.querySelectorAll("[data-m]")).forEach(function (line) { line.hidden = Boolean(want.kommun) && line.dataset.m !== want.kommun; });
    say(total, counts);
    remember(want.kommun);
  }
  function say(total, counts) {
    var parts = [total === 0 ? "Inget stöd passar." : total + " stöd" + (total === entries.length ? "." : " av " + entries.length + " passar.")];
    if (counts.get(asked.oppet)) parts.push(counts.get(asked.oppet) + " av dem har okända öppettider och står sist.");
    if (counts.get(asked.utan)) parts.push("För " + counts.get(asked.utan) + " är det okänt om det krävs ansökan.");
    status.textContent = parts.join(" ");
  }

  /* ---- the address ----------------------------------------------------------------------------------------------- */
  function toAddress(replace) {
    var want = chosen(), pairs = new URLSearchParams();
    NAMES.forEach(function (name) { if (want[name]) pairs.set(name, want[name]); });
    var hash = pairs.toString();
    if (hash === location.hash.slice(1)) return;
    history[replace ? "replaceState" : "pushState"](null, "", hash ? "#" + hash : location.pathname + location.search);
  }
  function fromAddress() {
    var hash = location.hash.slice(1);
    if (hash && hash.indexOf("=") === -1) return false; /* an ordinary anchor */
    var pairs = new URLSearchParams(hash);
    NAMES.forEach(function (name) {
      var field = fields[name], value = pairs.get(name) || "";
      if (field.type === "checkbox") field.checked = value === field.value;
      else field.value = value;
      if (field.value === "" && field.tagName === "SELECT") field.selectedIndex = 0; /* a choice that is no more */
    });
    if (["for", "alder", "kontakt", "utan", "oppet"].some(function (name) { return pairs.get(name); })) form.querySelector("details").open = true;
    return Boolean(hash);
  }

  /* ---- the municipality on this device, only when the reader asks for it ------------------------------------------- */
  var KEY = "faltboken-kommun";
  var tick = document.getElementById("_minns"), memory = document.getElementById("_minne"), saved = document.getElementById("_sparad");
  function stored(value) { /* no argument: read; "": forget */
    try {
      if (value === undefined) return localStorage.getItem(KEY) || "";
      if (value) localStorage.setItem(KEY, value); else localStorage.removeItem(KEY);
    } catch { memory.remove(); }
    return value || "";
  }
  function remember(municipality) {
    if (tick.checked && municipality && municipality !== stored()) stored(municipality);
    var kept = stored(), option = kept && fields.kommun.querySelector('option[value="' + CSS.escape(kept) + '"]');
    tick.checked = Boolean(kept);
    memory.hidden = !municipality && !kept;
    saved.textContent = option ? "(sparad: " + option.text + ". Ta bort bocken för att glömma.)" : "";
  }
  tick.addEventListener("change", function () {
    stored(tick.checked ? fields.kommun.value : "");
    remember(fields.kommun.value);
    status.textContent = tick.checked ? "Kommunen är sparad på den här enheten." : "Kommunen är glömd på den här enheten.";
  });

  var writing = 0;
  /* ---- begin ----------------------------------------------------------------------------------------------------- */
  form.addEventListener("input", function (event) {
    if (event.target === tick) return;
    var typed = event.target.type === "search" || event.target.type === "number";
    apply();
    /* After the answer: writing the address is slow. A word that is typed is one step back, not one for each letter. */
    window.clearTimeout(writing);
    writing = window.setTimeout(toAddress, typed ? 300 : 0, typed);
  });
  form.addEventListener("reset", function (event) {
    event.preventDefault(); /* the browser would also untick what is remembered */
    NAMES.forEach(function (name) { if (fields[name].type === "checkbox") fields[name].checked = false; else fields[name].value = ""; });
    toAddress(false);
    apply();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("popstate", function () { fromAddress(); apply(); });
  window.addEventListener("hashchange", function () { if (fromAddress()) apply(); });
  fields.oppet.parentNode.hidden = !window.faltbokenOpen;
  document.addEventListener("faltboken:open", function () { /* a minute has passed, or the hours have come */
    fields.oppet.parentNode.hidden = false;
    if (fields.oppet.checked) apply();
  });
  if (!fromAddress() && !location.hash && stored()) {
    fields.kommun.value = stored();
    if (fields.kommun.value) toAddress(true); else fields.kommun.selectedIndex = 0;
  }
  form.hidden = false;
  apply();
})();
