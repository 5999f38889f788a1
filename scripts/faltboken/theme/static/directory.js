/* Filters the directory in place. The page is whole without this script: the form is hidden until it runs. What is chosen
   stands after # in the address, so it can be shared and never reaches a server. Works from file://.

   In a large book the entries of a municipality come when it is chosen, from a script of their own that calls
   faltbokenDirectory(id, entries). From then on they are filtered like all others; one municipality is shown at a time.
   What an answer costs is layout, not this script: see .directory-group in faltboken.css. */
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
  function entryOf(item) {
    var data = item.dataset, ages = data.y.split("-"), needs = list(data.n);
    return {
      item: item, home: local && !item.parentNode ? local.list : item.parentNode, id: data.id, places: list(data.m), needs: needs, audience: list(data.a),
      low: ages[0] === "" ? 0 : +ages[0], high: ages[1] === "" ? 999 : +ages[1], self: data.s, channels: data.c,
      text: fold(item.textContent + ";" + data.k + ";") + needs.map(function (need) { return everyday[need] || ""; }).join(";")
    };
  }
  var groups = Array.from(place.querySelectorAll(".directory-group")).map(function (group) {
    return { group: group, list: group.querySelector("ul"), unknown: group.dataset.unknown || "" };
  });
  function unknownList(name) { return groups.find(function (group) { return group.unknown === name; }).list; }
  var asked = { utan: unknownList("utan"), oppet: unknownList("oppet") };
  var local = groups.find(function (group) { return group.group.id === "_lokalt"; });
  var together = Array.from(place.querySelectorAll("li[data-id]")).map(entryOf), entries = together;

  /* ---- the municipalities of a large book, one at a time ------------------------------------------------------------ */
  var came = {}, fetched = {}, withoutHours = {}, shownNow = "", failed = document.getElementById("_brast");
  window.faltbokenDirectory = function (municipality, html) {
    var holder = document.createElement("template");
    holder.innerHTML = html;
    came[municipality] = Array.from(holder.content.children).map(function (item) { item.remove(); return entryOf(item); });
  };
  function option(municipality) {
    return municipality && fields.kommun.querySelector('option[value="' + CSS.escape(municipality) + '"]');
  }
  /* Puts the chosen municipality's entries in place, and tells how far they have come: here, waiting or failed. */
  function bring(municipality) {
    var later = option(municipality), apart = later && "later" in later.dataset;
    show(apart && came[municipality] ? municipality : "", later);
    if (!apart || came[municipality]) return "here";
    if (!fetched[municipality]) fetch(municipality);
    return fetched[municipality];
  }
  function show(municipality, chosenOption) {
    if (municipality === shownNow) return;
    (came[shownNow] || []).forEach(function (entry) { entry.item.remove(); });
    shownNow = municipality;
    entries = (came[municipality] || []).concat(together);
    if (!municipality) return;
    local.group.querySelector("h2").textContent = chosenOption.text;
    came[municipality].forEach(function (entry) { local.list.append(entry.item); });
    if (window.faltbokenOpen) window.faltbokenOpen.refresh();
  }
  function fetch(municipality) {
    fetched[municipality] = "waiting";
    load("directory/" + municipality, function () {
      fetched[municipality] = came[municipality] ? "here" : "failed";
      if (fields.kommun.value === municipality) apply();
    });
    load("opening-hours/" + municipality, function (arrived) {
      var changed = Boolean(withoutHours[municipality]) === arrived;
      withoutHours[municipality] = !arrived;
      if (changed && fields.kommun.value === municipality) apply();
    });
  }
  function load(name, done) {
    var script = document.createElement("script");
    script.src = form.dataset.root + "_static/" + name + ".js";
    script.onload = function () { done(true); };
    script.onerror = function () { done(false); };
    document.head.append(script);
  }
  if (failed) failed.querySelector("button").addEventListener("click", function () {
    fetched[fields.kommun.value] = "";
    status.focus();
    apply();
  });

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
    want.come = bring(want.kommun);
    /* From the last to the first, so that an entry that changes list is put before the one that follows it there. */
    for (var i = entries.length - 1; i >= 0; i -= 1) {
      var item = entries[i].item, target = listFor(entries[i], want), into = target || item.parentNode;
      if (target) { total += 1; counts.set(target, (counts.get(target) || 0) + 1); }
      if (item.hidden === Boolean(target)) item.hidden = !target;
      if (into !== item.parentNode) into.insertBefore(item, after.get(into) || null);
      after.set(into, item);
    }
    groups.forEach(function (group) {
      var count = counts.get(group.list) || 0;
      group.group.hidden = count === 0;
      /* As high as its heading and its entries, which are guessed alike (li in faltboken.css): nothing jumps when it is laid out. */
      group.group.style.containIntrinsicBlockSize = 5 + 7.65 * count + "rem";
    });
    var filtered = NAMES.some(function (name) { return want[name] !== ""; });
    place.classList.toggle("is-filtered", filtered);
    none.hidden = total > 0 || want.come === "waiting";
    Array.from(none.querySelectorAll("[data-m]")).forEach(function (line) { line.hidden = line.dataset.m !== want.kommun && (Boolean(want.kommun) || "later" in line.dataset); });
    say(total, counts, want);
    remember(want.kommun);
  }
  function say(total, counts, want) {
    var leftOut = Number(form.dataset.leftOut || 0), name = want.kommun && option(want.kommun).text;
    var where = leftOut && shownNow === "" ? " " + form.dataset.here : "";
    var parts = [total === 0 ? "Inget stöd" + where + " passar." : total + " stöd" + where + (total === entries.length ? "." : " av " + entries.length + " passar.")];
    if (leftOut && !want.kommun) parts.push("Välj kommun för att också söka bland " + leftOut.toLocaleString("sv-SE") + " lokala.");
    if (want.come === "waiting") parts = ["Hämtar stöd i " + name + " …"];
    if (want.come === "failed") parts.push("Stöden i " + name + " kunde inte hämtas.");
    if (withoutHours[want.kommun]) parts.push("Öppettiderna i " + name + " kunde inte hämtas och är därför okända.");
    if (failed) {
      failed.hidden = want.come !== "failed";
      failed.querySelector("span").textContent = name;
      failed.querySelector("a").href = form.dataset.root + "stod/" + want.kommun + ".html";
    }
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
    var kept = stored(), known = option(kept);
    tick.checked = Boolean(kept);
    memory.hidden = !municipality && !kept;
    saved.textContent = known ? "(sparad: " + known.text + ". Ta bort bocken för att glömma.)" : "";
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
