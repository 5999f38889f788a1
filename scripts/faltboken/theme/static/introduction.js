/* What the pages of the introduction share: which tasks and meetings are the reader's, on which day, and how many are done.
   The tasks, meetings and days off come from _static/introduction-data.js, made when the book is built. A classic script.

   A day is text, "2026-12-01", and today is the day it is in Sweden. Working days leave out Saturdays, Sundays, and the red
   days and eves of the data; a day that the data do not reach is "", never a guess. */
(function () {
  "use strict";
  var DAY = 86400000, data = { phases: [], roles: {}, givers: [], municipalities: {}, tasks: [], meetings: [], off: [], from: "", until: "" };
  var off = new Set(), counted = { start: null, days: [], before: [] };
  var sweden = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm", year: "numeric", month: "2-digit", day: "2-digit" });

  window.faltbokenIntroductionData = function (more) {
    Object.assign(data, more);
    off = new Set(data.off);
  };

  function today() {
    var part = {};
    sweden.formatToParts(new Date()).forEach(function (one) { part[one.type] = one.value; });
    return part.year + "-" + part.month + "-" + part.day;
  }
  function plus(day, days) { return new Date(Date.parse(day + "T00:00:00Z") + days * DAY).toISOString().slice(0, 10); }
  function known(day) { return day >= data.from && day <= data.until; }
  function isWorking(day) { return [0, 6].indexOf(new Date(day + "T00:00:00Z").getUTCDay()) === -1 && !off.has(day); }
  /* The day itself or the first working day after it; with step -1 the last one before it. */
  function working(day, step) {
    while (known(day) && !isWorking(day)) day = plus(day, step || 1);
    return known(day) ? day : "";
  }
  /* The working day with a number, counted from a start: 1 is the first, -1 the one before it. */
  function workingDay(start, number) {
    if (counted.start !== start) counted = { start: start, days: [working(start)], before: [] };
    var days = number < 0 ? counted.before : counted.days, step = number < 0 ? -1 : 1;
    while (days.length < Math.abs(number)) {
      var last = days.length ? days[days.length - 1] : counted.days[0];
      days.push(last && working(plus(last, step), step));
    }
    return days[Math.abs(number) - 1];
  }
  /* Meetings are last in the week that begins on the weekday of the start: from a Monday Fridays, from a Tuesday Mondays. */
  function meetingDay(start, week) {
    var first = workingDay(start, 1);
    if (!first) return "";
    var last = plus(first, 7 * week - 1);
    while ([0, 6].indexOf(new Date(last + "T00:00:00Z").getUTCDay()) !== -1) last = plus(last, -1);
    return working(last);
  }

  function isGiver(role) { return data.givers.indexOf(role) !== -1; }
  function isFor(one, choices) {
    var wanted = isGiver(choices.role) ? [choices.role] : [choices.role, "alla"];
    return (!choices.role || one.roles.some(function (role) { return wanted.indexOf(role) !== -1; })) &&
      (!one.municipality || one.municipality === choices.municipality);
  }
  function tasks(choices, phase) {
    return data.tasks.filter(function (task) { return isFor(task, choices) && (!phase || task.phase === phase); });
  }
  function progress(state, phase) {
    var mine = tasks(state.choices, phase);
    return { done: mine.filter(function (task) { return state.done[task.id]; }).length, all: mine.length };
  }
  function isLate(state, task) {
    var day = state.choices.start && !state.done[task.id] && workingDay(state.choices.start, task.day);
    return Boolean(day) && day < today();
  }

  /* "tisdag 1 december", and the year when it is another than this. */
  function words(day) {
    var options = { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" };
    if (day.slice(0, 4) !== today().slice(0, 4)) options.year = "numeric";
    return new Intl.DateTimeFormat("sv-SE", options).format(new Date(day + "T00:00:00Z"));
  }
  /* Which working day a task belongs to, without a start: "Arbetsdag 18", or "Före dag 1, 15 arbetsdagar innan". */
  function numbered(task) {
    if (task.day > 0) return "Arbetsdag " + task.day;
    return "Före dag 1, " + (task.day === -1 ? "arbetsdagen innan" : -task.day + " arbetsdagar innan");
  }
  /* When a task is to be done; gently when it is late, and before the first day there is still time. */
  function when(state, task) {
    var day = state.choices.start && workingDay(state.choices.start, task.day);
    if (!day) return numbered(task);
    if (!isLate(state, task)) return "Senast " + words(day);
    var isTime = task.day < 0 && today() < workingDay(state.choices.start, 1);
    return isTime ? "Helst klar " + words(day) + ", annars så snart du kan före dag 1" : "Borde vara klar: " + words(day);
  }
  /* Why a day cannot be told, or "". */
  function unknown(start) {
    if (!start || known(start)) return "Bokens kalender räcker till " + words(data.until) + ". Senare dagar kan inte räknas ut.";
    return "Startdagen ligger utanför bokens kalender, som går från " + words(data.from) + " till " + words(data.until) + ". Därför visas inga dagar.";
  }

  /* h("p", {className: "soft"}, "text", child): an element. */
  function h(tag, properties) {
    var made = document.createElement(tag), given = properties || {};
    Object.keys(given).forEach(function (name) {
      if (name.indexOf("-") > 0 || name === "role") made.setAttribute(name, given[name]); else made[name] = given[name];
    });
    made.append.apply(made, Array.prototype.slice.call(arguments, 2).filter(Boolean));
    return made;
  }

  window.faltbokenIntroduction = {
    data: data, today: today, plus: plus, workingDay: workingDay, meetingDay: meetingDay, isFor: isFor, isGiver: isGiver, tasks: tasks,
    progress: progress, isLate: isLate, when: when, words: words, unknown: unknown, h: h
  };
})();
