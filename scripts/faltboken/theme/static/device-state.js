/* What the reader has done in the introduction, kept on this device only, under one key of localStorage:

   {"version": 1, "choices": {"role": "", "start": "", "municipality": ""}, "done": {taskId: "YYYY-MM-DD"},
    "questions": {questionId: {"box": 1|2|3, "due": "YYYY-MM-DD"}}, "rehearsals": {rehearsalId: [endingSceneId, …]}}

   A classic script: works from file://. Nothing is written before the reader acts, and nothing is ever sent.

   faltbokenState.read()        the whole state, always valid; empty when nothing is kept
   faltbokenState.change(fn)    fn(state) changes a copy, which is checked and kept. True if it was kept. False if not: the
                                device keeps nothing (it is then held until the page closes) or it is too large (nothing
                                changes); this script says so to the reader. Throws TypeError if fn made it invalid.
   faltbokenState.onchange(fn)  fn(state) is called after each change, also by another tab
   faltbokenState.exportFile()  lets the reader save it as a file
   faltbokenState.importText(text)  {ok, problem}: the file's state replaces all that is kept, or a problem in Swedish
   faltbokenState.forget()      everything, also what was set aside
   faltbokenState.download(name, text, type)  lets the reader save any text as a file

   What cannot be read is set aside under a second key, never lost in silence; the note below explains it. */
(function () {
  "use strict";
  var KEY = "faltboken.introduktion", ASIDE = KEY + ".undanlagt", VERSION = 1, MOST = 100000;
  var ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
  var OFF = "Det här kan inte sparas: webbläsaren är inställd på att inte spara, eller så är platsen full. Det du gör nu finns bara kvar tills du stänger sidan.";
  var LARGE = "Det här får inte plats: det som sparas får vara högst 100 kB. Inget är ändrat.";
  var UNREADABLE = "Det som var sparat om din introduktion gick inte att läsa";
  var listeners = [], held = null, note = null;

  /* ---- what is valid --------------------------------------------------------------------------------------------- */
  function empty() {
    return { version: VERSION, choices: { role: "", start: "", municipality: "" }, done: map(), questions: map(), rehearsals: map() };
  }
  /* Without a prototype, so that no id is there before it has been put there. */
  function map() { return Object.create(null); }
  function isObject(value) { return typeof value === "object" && value !== null && !Array.isArray(value); }
  function isDay(value) {
    if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
    var day = new Date(value + "T00:00:00Z");
    return !isNaN(day) && day.toISOString().slice(0, 10) === value;
  }
  function isIdOrEmpty(value) { return value === "" || (typeof value === "string" && ID.test(value)); }
  var CHOICES = { role: isIdOrEmpty, start: function (value) { return value === "" || isDay(value); }, municipality: isIdOrEmpty };
  var MAPS = {
    done: function (value) { return isDay(value) ? value : undefined; },
    questions: function (value) {
      var right = isObject(value) && [1, 2, 3].indexOf(value.box) !== -1 && isDay(value.due) && Object.keys(value).length === 2;
      return right ? { box: value.box, due: value.due } : undefined;
    },
    rehearsals: function (value) {
      var right = Array.isArray(value) && value.every(function (scene) { return typeof scene === "string" && ID.test(scene); });
      return right ? value.slice() : undefined;
    }
  };
  /* Returns a copy with all that is valid, and whether that was everything. */
  function clean(raw) {
    var state = empty(), whole = true;
    Object.keys(raw).forEach(function (name) {
      if (name === "version") return;
      var rules = name === "choices" ? CHOICES : MAPS[name];
      if (!rules || !isObject(raw[name])) { whole = false; return; }
      Object.keys(raw[name]).forEach(function (id) {
        var value = raw[name][id], kept;
        if (name === "choices") kept = CHOICES[id] && CHOICES[id](value) ? value : undefined;
        else kept = ID.test(id) ? MAPS[name](value) : undefined;
        if (kept === undefined) whole = false; else state[name][id] = kept;
      });
    });
    return { state: state, whole: whole };
  }

  /* ---- older versions: each step makes the next version of one ------------------------------------------------------- */
  var STEPS = [
    function (raw) { /* 0, a draft without number: a list of the tasks that were done, without the day */
      var done = {};
      if (Array.isArray(raw.done)) raw.done.forEach(function (id) { done[id] = today(); });
      raw.done = Array.isArray(raw.done) ? done : raw.done || {};
      return raw;
    }
  ];
  /* Returns {state, whole, problem}: what the text says, if that is all of it, and otherwise why not. */
  function parse(text) {
    var raw = null;
    try { raw = JSON.parse(text); } catch { /* said below */ }
    var version = isObject(raw) ? ("version" in raw ? raw.version : 0) : NaN;
    if (isObject(raw) && Number.isInteger(version) && version > VERSION) return { state: empty(), whole: false, problem: "newer" };
    if (!Number.isInteger(version) || version < 0 || (version === 0 && !("done" in raw))) return { state: empty(), whole: false, problem: "unreadable" };
    while (version < VERSION) { raw = STEPS[version](raw); version += 1; }
    var found = clean(raw);
    found.problem = found.whole ? "" : "partly";
    return found;
  }

  /* ---- the device -------------------------------------------------------------------------------------------------- */
  function stored(key) { try { return localStorage.getItem(key) || ""; } catch { return ""; } }
  function write(key, text) {
    try {
      if (text) localStorage.setItem(key, text); else localStorage.removeItem(key);
      return true;
    } catch { return false; }
  }
  function bytes(text) { return new TextEncoder().encode(text).length; }
  function isEmpty(state) { return JSON.stringify(state) === JSON.stringify(empty()); }

  function read() {
    if (held) return clean(held).state;
    var text = stored(KEY);
    if (!text) return empty();
    var found = parse(text);
    if (!found.whole) setAside(text, found.state);
    return found.state;
  }
  /* The text is only replaced when it has been kept elsewhere. */
  function setAside(text, rest) {
    var before = stored(ASIDE);
    if (write(ASIDE, before ? before + "\n" + text : text)) write(KEY, isEmpty(rest) ? "" : JSON.stringify(rest));
    else held = rest;
    explain();
  }
  function change(fn) {
    var state = read();
    fn(state);
    var found = clean(state);
    if (!found.whole) throw new TypeError("faltbokenState.change: not a valid state");
    return keep(found.state) === "";
  }
  /* Returns "" or why it was not kept, and has then told the reader. */
  function keep(state) {
    var text = JSON.stringify(state);
    if (bytes(text) > MOST) return say(LARGE);
    var kept = (!held || !stored(KEY) || parse(stored(KEY)).whole) && write(KEY, text);
    held = kept ? null : state;
    tell();
    return kept ? "" : say(OFF);
  }
  function forget() {
    held = null;
    write(KEY, "");
    write(ASIDE, "");
    hush();
    tell();
  }
  function tell() { listeners.forEach(function (fn) { fn(read()); }); }

  /* ---- files ------------------------------------------------------------------------------------------------------- */
  function download(name, text, type) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }
  function exportFile() {
    download("faltboken-introduktion-" + today() + ".json", JSON.stringify(read(), null, 1) + "\n", "application/json");
  }
  var REFUSED = {
    newer: "Filen är gjord av en nyare utgåva av handboken. Öppna den senaste utgåvan och läs in filen där.",
    unreadable: "Filen är ingen sparad introduktion från handboken. Välj filen som heter faltboken-introduktion och ett datum.",
    partly: "Filen är skadad: en del av den går inte att läsa. Inget är ändrat. Välj en annan fil."
  };
  function importText(text) {
    if (bytes(text) > 2 * MOST) return { ok: false, problem: REFUSED.unreadable };
    var found = parse(text.replace(/^\ufeff/, ""));
    var problem = found.whole ? keep(found.state) : REFUSED[found.problem];
    return { ok: problem === "", problem: problem };
  }
  function today() {
    var now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  }

  /* ---- what the reader is told ---------------------------------------------------------------------------------------- */
  function say(text, buttons) {
    if (!note) return text;
    note.textContent = "";
    note.append(Object.assign(document.createElement("p"), { textContent: text }));
    var row = document.createElement("p");
    (buttons || []).concat([["Stäng", hush]]).forEach(function (one) {
      var button = Object.assign(document.createElement("button"), { type: "button", textContent: one[0] });
      button.addEventListener("click", one[1]);
      row.append(button);
    });
    note.append(row);
    return text;
  }
  function hush() {
    if (!note || !note.firstChild) return;
    var inside = note.contains(document.activeElement);
    note.textContent = "";
    if (inside && document.querySelector("main")) document.querySelector("main").focus({ preventScroll: true });
  }
  function explain() {
    var text = stored(ASIDE);
    if (!text && !held) return;
    if (!text) { say(UNREADABLE + ", och det fanns ingen plats att lägga undan det. Det är kvar orört. Det du gör nu sparas inte."); return; }
    var rest = isEmpty(read()) ? "Du börjar därför om här." : "Resten finns kvar här.";
    say(UNREADABLE + (isEmpty(read()) ? "" : " helt") + ". Det är undanlagt på den här enheten, inte borttaget. " + rest + " Ladda ner det om du vill visa det för någon.", [
      ["Ladda ner det undanlagda", function () { download("faltboken-undanlagt-" + today() + ".txt", text, "text/plain"); }],
      ["Radera det undanlagda", function () { write(ASIDE, ""); hush(); }]
    ]);
  }

  window.faltbokenState = {
    read: read, change: change, onchange: function (fn) { listeners.push(fn); }, exportFile: exportFile, importText: importText, forget: forget, download: download
  };
  window.addEventListener("storage", function (event) { if (!held && (event.key === KEY || event.key === null)) tell(); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) tell(); }); /* back again, and changed meanwhile */
  var place = document.querySelector("main article") || document.querySelector("main");
  if (place) {
    note = document.createElement("div");
    note.className = "device-note";
    note.lang = "sv";
    note.setAttribute("role", "status");
    place.append(note);
  }
  read();
  explain();
})();
