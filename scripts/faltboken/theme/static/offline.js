/* The copy for reading without a network: asks the browser to keep one, says in the footer which day it is from, and
   says when the handbook has a newer one. faltboken.js asks for it, on http only. A classic script. */
(function () {
  "use strict";
  var ROOT = document.currentScript.src.replace(/_static\/[^/]*$/, "");
  var NO = "faltboken-ingen-kopia", OLD = 30, LATER = 1000;
  var MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split(" ");
  var container = navigator.serviceWorker, had = Boolean(container.controller), asked = false;
  var exit = document.querySelector(".quick-exit"), foot = document.getElementById("_om");

  function saves() { return Boolean(navigator.connection && navigator.connection.saveData); }
  function refused(value) {
    try {
      if (value === true) localStorage.setItem(NO, "ja");
      if (value === false) localStorage.removeItem(NO);
      return localStorage.getItem(NO) === "ja";
    } catch { return false; }
  }
  function ask(worker, message) {
    return new Promise(function (resolve, reject) {
      var channel = new MessageChannel();
      channel.port1.onmessage = function (event) {
        if (event.data.fault) reject(new Error(event.data.fault)); else resolve(event.data.result);
      };
      worker.postMessage(message, [channel.port2]);
    });
  }
  function registration() { return container.getRegistration(ROOT); }
  function begin() {
    return container.register(ROOT + "sw.js").then(function (registered) {
      watch(registered);
      return container.ready;
    }).then(function (ready) { return ready.active; });
  }

  /* ---- what is said --------------------------------------------------------------------------------------------- */
  function inWords(day) { return Number(day.slice(8)) + " " + MONTHS[Number(day.slice(5, 7)) - 1] + " " + day.slice(0, 4); }
  function age(day) { return Math.floor((Date.now() - new Date(day + "T00:00").getTime()) / 864e5); }
  function isOld(state) { return Boolean(state.day) && age(state.day) > OLD; }
  function told(state) {
    if (!state.day) return "";
    var words = "Kopian på den här enheten togs den " + inWords(state.day) + ".";
    return isOld(state) ? words + " Den är " + age(state.day) + " dagar gammal: nummer och lagar kan ha ändrats." : words;
  }
  function show(state) {
    var place = document.getElementById("_kopia");
    if (!place || !told(state)) return state;
    place.textContent = told(state);
    place.hidden = false;
    return state;
  }
  /* A line at the foot of the window. It hides nothing that has focus, and it can be put away. */
  function bar(words, label, act) {
    var old = document.querySelector(".news"), place = document.createElement("div"), text = document.createElement("p");
    if (old) old.remove();
    place.className = "news";
    text.setAttribute("role", "status");
    place.append(text);
    [[label, act], ["Senare", function () { place.remove(); }]].forEach(function (pair) {
      if (!pair[0]) return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = pair[0];
      button.addEventListener("click", pair[1]);
      place.append(button);
    });
    foot.prepend(place);
    text.textContent = words; /* after it stands in the page, so that it is read aloud */
  }
  function announce(registered) {
    bar("Handboken har uppdaterats.", "Läs in den nya", function () {
      if (!registered.waiting) return location.reload();
      asked = true;
      ask(registered.waiting, { ask: "update" });
    });
  }
  function watch(registered) {
    if (registered.watched) return;
    registered.watched = true;
    if (registered.waiting && had) announce(registered);
    var follow = function () {
      var coming = registered.installing;
      if (coming) coming.addEventListener("statechange", function () { if (coming.state === "installed" && had) announce(registered); });
    };
    follow(); /* one that began before this script came */
    registered.addEventListener("updatefound", follow);
  }
  container.addEventListener("controllerchange", function () {
    if (asked) return location.reload();
    if (had) bar("Handboken har uppdaterats.", "Läs in sidan på nytt", function () { location.reload(); });
    had = true;
  });

  /* ---- what is done --------------------------------------------------------------------------------------------- */
  function fill(worker) {
    return ask(worker, { ask: "state" }).then(show).then(function (state) {
      if (state.total && state.kept === state.total) return state;
      var read = performance.getEntriesByType("resource").map(function (entry) { return entry.name; });
      return ask(worker, { ask: "keep", only: saves() ? [location.href].concat(read) : null }).then(show);
    }).then(function (state) {
      return age(state.day) > 0 ? ask(worker, { ask: "check" }).then(show, function () { return state; }) : state;
    });
  }
  function start(registered) {
    /* A page with the quick exit leaves nothing behind on a device that has no copy. */
    if (refused() || (exit && !registered)) return;
    begin().then(fill).catch(function () { /* no network, no room, or not allowed: the page is whole without a copy */ });
  }
  if (!exit) {
    /* By script, since a browser refuses a manifest beside pages that are opened from a folder. */
    var manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = ROOT + "manifest.webmanifest";
    document.head.append(manifest);
  }
  registration().then(function (registered) {
    if (registered) watch(registered);
    if (container.controller) ask(container.controller, { ask: "state" }).then(show).then(function (state) {
      if (!isOld(state)) return;
      return ask(container.controller, { ask: "check" }).catch(function () { return state; }).then(show).then(function (now) {
        if (isOld(now) && !document.querySelector(".news")) bar(told(now) + " Läs med nät, så hämtas den nya.");
        else if (!isOld(now)) show(now);
      });
    });
    window.setTimeout(start, LATER, registered);
  });

  /* For the page about the copy (offline-tools.js). */
  window.faltbokenCopy = { ask: ask, begin: begin, registration: registration, refused: refused, saves: saves, told: told, show: show };
  document.dispatchEvent(new Event("faltboken-copy"));
})();
