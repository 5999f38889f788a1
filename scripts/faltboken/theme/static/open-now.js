/* Says what is open now. `_static/opening-hours.js`, and in a large book a file for each municipality, hold dated spans,
   worked out when the book was built; each calls faltbokenHours(hours), also after the page has been read. This script only compares them with the clock, and calls past their end, or a clock that is before their beginning, unknown.
   Twin of scripts/faltboken/open_now.py: the same cases judge both. A classic script: works from file://.

   <span class="open-now" data-open="service-id"></span> is filled and kept; without JavaScript it stays empty.
   faltbokenOpen.state(id) gives {state: "open|always|closed|unknown", text: "…"}; faltbokenOpen.refresh() fills
   places that were added; "faltboken:open" is sent to the document each time the states have been worked out. */
(function () {
  "use strict";
  var MINUTE = 60000, SOON = 30, NIGHT_ENDS = 360, DAY = 1440;
  var UNKNOWN = ["Okänt – ring först", "Okänt – kontrollera först"];
  var from = -Infinity, until = Infinity, services = new Map(), begun = false;
  var stockholm = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Stockholm", hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric"
  });

  window.faltbokenHours = function (given) {
    var schedules = given.schedules.map(function (packed) {
      return {
        from: given.from, until: given.until, open: spans(packed[0], given.from), unknown: spans(packed[1], given.from),
        phone: !(packed[2] & 1), paused: !!(packed[2] & 2), at: NaN, said: null
      };
    });
    Object.keys(given.services).forEach(function (id) { services.set(id, schedules[given.services[id]]); });
    from = Math.max(from, given.from);
    until = Math.min(until, given.until);
    if (begun) paint();
  };
  window.faltbokenOpen = { state: state, refresh: paint };

  function spans(steps, moment) {
    var found = [];
    for (var i = 0; i < steps.length; i += 2) found.push([moment += steps[i], moment += steps[i + 1]]);
    return found;
  }

  function covering(list, minute) {
    return list.find(function (span) { return span[0] <= minute && minute < span[1]; });
  }

  function state(id) {
    var now = Math.floor(Date.now() / MINUTE);
    var hours = services.get(id);
    if (!hours) return { state: "unknown", text: UNKNOWN[0] };
    if (hours.at !== now) { hours.at = now; hours.said = said(hours, now); }
    return hours.said;
  }

  function said(hours, now) {
    if (now < hours.from || now >= hours.until || covering(hours.unknown, now)) return { state: "unknown", text: UNKNOWN[hours.phone ? 0 : 1] };
    if (hours.paused) return { state: "closed", text: "Tillfälligt stängt" };
    var span = covering(hours.open, now);
    if (span) {
      var end = span[1], left = end - now;
      if (span[0] === hours.from && end === hours.until) return { state: "always", text: "Öppet dygnet runt" };
      if (end === hours.until || covering(hours.unknown, end)) return { state: "open", text: "Öppet minst till " + closing(end, now) };
      if (left <= SOON) return { state: "open", text: "Stänger om " + left + (left === 1 ? " minut" : " minuter") };
      return { state: "open", text: "Öppet till " + closing(end, now) };
    }
    var next = hours.open.find(function (one) { return one[0] > now; });
    if (!next) return { state: "closed", text: "Stängt" };
    /* An opening that the hours leave unsaid may come before. */
    var latest = hours.unknown.some(function (one) { return now < one[0] && one[0] < next[0]; }) ? "senast " : "";
    return { state: "closed", text: "Öppnar " + latest + opening(next[0], now) };
  }

  /* Midnight is 24.00 of the day before, as notices write it. */
  function closing(end, now) {
    var place = local(end), midnight = place.minute === 0, clock = midnight ? "24.00" : written(place);
    var days = place.day - local(now).day - (midnight ? 1 : 0);
    var tonight = days === 1 && place.minute <= NIGHT_ENDS && !midnight;
    return days === 0 || tonight ? clock : on(place.day - (midnight ? 1 : 0), days, clock);
  }

  function opening(begins, now) {
    var place = local(begins), days = place.day - local(now).day;
    return days === 0 ? "kl. " + written(place) : on(place.day, days, written(place));
  }

  function on(day, days, clock) {
    if (days === 1) return "i morgon " + clock;
    var options = days < 7 ? { weekday: "long" } : { day: "numeric", month: "long" };
    return named(day, options) + " " + clock;
  }

  function named(day, options) {
    return new Intl.DateTimeFormat("sv-SE", Object.assign({ timeZone: "UTC" }, options)).format(day * DAY * MINUTE);
  }

  function written(place) {
    return String(Math.floor(place.minute / 60)).padStart(2, "0") + "." + String(place.minute % 60).padStart(2, "0");
  }

  /* What the clock in Sweden shows, whatever zone the device is in: the number of the day, and the minute of the day. */
  function local(minute) {
    var part = {};
    stockholm.formatToParts(minute * MINUTE).forEach(function (one) { part[one.type] = Number(one.value); });
    return { day: Date.UTC(part.year, part.month - 1, part.day) / MINUTE / DAY, minute: part.hour * 60 + part.minute };
  }

  /* Only the words change, and only where they are others than before: focus and reading are left alone. */
  function paint() {
    document.querySelectorAll("[data-open]").forEach(function (place) {
      var now = state(place.dataset.open);
      if (place.textContent === now.text) return;
      place.className = "open-now tag is-" + now.state;
      place.lang = "sv";
      place.textContent = now.text;
    });
    sayHowFar();
    document.dispatchEvent(new Event("faltboken:open"));
  }

  /* Once on a page: how far the hours reach, or why they say nothing. */
  function sayHowFar() {
    var first = document.querySelector("[data-open]"), note = document.querySelector(".open-until");
    if (!first) return;
    if (!note) {
      note = document.createElement("p");
      note.className = "open-until soft";
      note.lang = "sv";
      (first.closest("article") || document.querySelector("main")).append(note);
    }
    var text = reach();
    if (note.textContent !== text) note.textContent = text;
  }

  function reach() {
    if (until === Infinity) return "Uppgifterna om vad som är öppet just nu kunde inte läsas in.";
    var now = Date.now() / MINUTE;
    var last = named(local(until - 1).day, { day: "numeric", month: "long", year: "numeric" });
    if (now >= until) return "Uppgifterna om öppettider räckte till den " + last + ". Vad som är öppet nu är därför okänt.";
    if (now < from) return "Klockan i din enhet är före den dag då uppgifterna gjordes. Vad som är öppet nu är därför okänt.";
    return "Uppgifterna om öppettider räcker till den " + last + ".";
  }

  function tick() {
    if (document.visibilityState === "visible") paint();
    setTimeout(tick, MINUTE - Date.now() % MINUTE);
  }
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "visible") paint(); });
  /* By then the hours, which come after this script, have been read. */
  document.addEventListener("DOMContentLoaded", function () { begun = true; tick(); });
})();
