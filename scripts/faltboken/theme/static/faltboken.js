/* What the pages do beyond reading; everything here is an addition, nothing needs it. A classic script: works from file://. */
(function () {
  "use strict";
  var wide = window.matchMedia("(min-width: 60rem)");

  /* The contents of the page: shown in the margin on a wide screen by the style sheet, so say that it is open. */
  var toc = document.querySelector(".toc");
  if (toc) {
    var details = toc.querySelector("details");
    var follow = function () { details.open = wide.matches; };
    follow();
    wide.addEventListener("change", follow);
    toc.addEventListener("click", function (event) {
      if (event.target.closest("a") && !wide.matches) details.open = false;
    });
    markCurrent(toc);
  }

  /* Marks the heading one is reading in the contents. */
  function markCurrent(nav) {
    if (!("IntersectionObserver" in window)) return;
    var links = Array.from(nav.querySelectorAll("a[href^='#']"));
    var sections = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    var update = function () {
      var current = -1;
      sections.forEach(function (section, i) {
        if (section && section.getBoundingClientRect().top < window.innerHeight * 0.35) current = i;
      });
      links.forEach(function (link, i) {
        if (i === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    };
    var observer = new IntersectionObserver(update, { rootMargin: "0px 0px -60% 0px", threshold: [0, 0.1] });
    sections.forEach(function (section) { if (section) observer.observe(section.querySelector("h2, h3") || section); });
  }

  /* Pages print the date on which a review is due; whether it has passed is said here, by the reader's clock. */
  document.querySelectorAll("time.review-due").forEach(function (place) {
    if (place.dateTime >= today()) return;
    var note = document.createElement("span");
    note.className = "tag overdue";
    note.textContent = "Försenad: kontrollera uppgifterna";
    place.after(" ", note);
  });

  /* So too for what someone has confirmed: when the day in data-due has passed, other words are shown. */
  document.querySelectorAll("[data-due]").forEach(function (place) {
    if (place.dataset.due >= today()) return;
    place.className = "tag overdue";
    place.textContent = place.dataset.overdue;
    place.hidden = false;
  });

  /* And for many at once, written as day*count: how many days have passed. */
  document.querySelectorAll("[data-dues]").forEach(function (place) {
    var late = place.dataset.dues.split(" ").reduce(function (sum, part) {
      var due = part.split("*");
      return due[0] < today() ? sum + Number(due[1]) : sum;
    }, 0);
    if (!late) return;
    place.className = "tag overdue";
    place.textContent = late + (late === 1 ? " försenad" : " försenade");
    place.hidden = false;
  });

  /* What a page says until a day, and from it: law that ends, and the notice that the page has not been reviewed since. */
  document.querySelectorAll("[data-until], [data-from]").forEach(function (place) {
    if (place.dataset.until && place.dataset.until <= today()) place.hidden = true;
    if (place.dataset.from && place.dataset.from <= today()) place.hidden = false;
  });

  /* The local note of the municipality that the reader has asked this device to remember (directory.js) comes first. */
  var own = "";
  try { own = localStorage.getItem("faltboken-kommun") || ""; } catch { /* the reader lets nothing be kept */ }
  document.querySelectorAll(".local-note").forEach(function (note) {
    var first = note;
    if (note.dataset.municipality !== own) return;
    while (first.previousElementSibling && first.previousElementSibling.matches(".local-note")) first = first.previousElementSibling;
    if (first !== note) first.before(note);
  });

  /* The copy for reading without a network is no part of a visit: its script comes when the page has been whole a while,
     and never where it could do nothing, as when the book is opened from a folder. */
  if ("serviceWorker" in navigator && /^http/.test(location.protocol)) {
    var copy = document.createElement("script");
    copy.src = document.currentScript.src.replace(/[^/]*$/, "offline.js");
    window.addEventListener("load", function () {
      window.setTimeout(function () { document.head.append(copy); }, document.getElementById("_kopian") ? 0 : 1500);
    });
  }

  var printed = document.getElementById("_utskriven"), card = document.getElementById("_kortet");
  if (card) window.addEventListener("beforeprint", function () { card.textContent = "Utskrivet " + today() + ". "; });
  if (printed) {
    window.addEventListener("beforeprint", function () {
      printed.textContent = "Utskriven " + today() + (location.protocol === "file:" ? "." : " från " + location.href.split("#")[0] + ".");
    });
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  }

  /* Some browsers forget what a table is when CSS lays its rows out as cards. Said here, since HTML may not say it. */
  var ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  document.querySelectorAll("table:is(.stack, .fold), table:is(.stack, .fold) :is(thead, tbody, tr, th, td)").forEach(function (part) {
    part.setAttribute("role", ROLES[part.tagName] || (part.scope === "col" ? "columnheader" : "rowheader"));
  });

  /* The emergency strip scrolls in its row: a number reached with the keyboard comes out from under "Fler nummer". */
  var strip = document.querySelector(".strip");
  if (strip) strip.addEventListener("focusin", function (event) { event.target.scrollIntoView({ block: "nearest", inline: "nearest" }); });

  /* Quick exit. After GOV.UK's "Exit this page": the page is hidden at once, then replaced; Shift three times does the same.
     Shift used with another key does not count, and the count is forgotten after five seconds. */
  var exit = document.querySelector(".quick-exit");
  if (exit) {
    var button = exit.querySelector("a");
    var status = exit.querySelector("[role=status]");
    var presses = 0, modified = false, timer = 0;
    exit.querySelector(".quick-exit-keys").hidden = false;

    var leave = function () {
      document.documentElement.classList.add("left-page");
      document.title = "…";
      var notice = document.createElement("p");
      notice.className = "leaving";
      notice.setAttribute("role", "alert");
      document.body.append(notice);
      notice.textContent = "Laddar …";
      location.replace(button.href);
    };
    var forget = function () {
      presses = 0;
      status.textContent = "";
    };
    button.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });
    document.addEventListener("keyup", function (event) {
      window.clearTimeout(timer);
      if (event.key === "Shift" && !modified) {
        presses += 1;
        if (presses === 3) return leave();
        status.textContent = presses === 1 ? "Shift: två gånger till lämnar sidan." : "Shift: en gång till lämnar sidan.";
        timer = window.setTimeout(forget, 5000);
      } else if (presses) {
        forget();
      }
      modified = event.shiftKey;
    }, true);
    var title = document.title;
    window.addEventListener("pageshow", function () { /* Back again: some browsers bring the hidden page back. */
      document.documentElement.classList.remove("left-page");
      document.querySelectorAll(".leaving").forEach(function (notice) { notice.remove(); });
      document.title = title;
      forget();
    });
  }
})();
