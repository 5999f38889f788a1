/* The reader's introduction as a calendar file (RFC 5545), made here without any network: tasks as whole days, meetings at
   their time in Sweden. faltbokenIntroduction.calendar(state, root) gives {text, left}: how many days could not be told. */
(function () {
  "use strict";
  var intro = window.faltbokenIntroduction;
  if (!intro) return;
  /* Sweden's clock since 1996: https://data.iana.org/time-zones/tzdb/europe (Europe/Stockholm follows the EU). */
  var ZONE = [
    "BEGIN:VTIMEZONE", "TZID:Europe/Stockholm",
    "BEGIN:DAYLIGHT", "DTSTART:19960331T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE"
  ];
  var encoder = new TextEncoder();

  function escaped(text) { return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n"); }
  /* No line is longer than 75 octets; the next begins with a space, and no letter is cut in two. */
  function folded(line) {
    var rows = [""], size = 0;
    Array.from(line).forEach(function (letter) {
      var octets = encoder.encode(letter).length;
      if (size + octets > 75) { rows.push(" "); size = 1; }
      rows[rows.length - 1] += letter;
      size += octets;
    });
    return rows.join("\r\n");
  }
  function compact(day) { return day.replace(/-/g, ""); }
  function stamp() { return new Date().toISOString().replace(/[-:]|\.\d+/g, ""); }
  function clock(minutes) { return String(Math.floor(minutes / 60)).padStart(2, "0") + String(minutes % 60).padStart(2, "0") + "00"; }
  /* A page on the web can be opened from the calendar; one in a folder cannot. */
  function address(url, root) { return url && location.protocol.indexOf("http") === 0 ? new URL(root + url, location.href).href : ""; }

  /* The same each time, so that a new file moves what is there. Those who introduce several people have one for each start. */
  function uid(one, chosen) { return one.id + (intro.isGiver(chosen.role) ? "." + compact(chosen.start) : "") + "@introduktion.faltboken"; }
  function event(one, chosen, when, text, url) {
    return ["BEGIN:VEVENT", "UID:" + uid(one, chosen), "DTSTAMP:" + stamp(), "SEQUENCE:" + Math.floor(Date.now() / 60000)]
      .concat(when, "DESCRIPTION:" + escaped(text.join("\n")), url ? "URL:" + url : [], "CATEGORIES:Introduktion", "END:VEVENT");
  }
  function taskEvent(task, chosen, day, root) {
    var url = address(task.url, root);
    return event(task, chosen, [
      "SUMMARY:" + escaped(task.title), "DTSTART;VALUE=DATE:" + compact(day), "DTEND;VALUE=DATE:" + compact(intro.plus(day, 1)), "TRANSP:TRANSPARENT"
    ], [task.minutes + " minuter. Med: " + task.with + "."].concat(url || []), url);
  }
  function meetingEvent(meeting, chosen, day, root) {
    var url = address(meeting.url, root), begins = Number(meeting.at.slice(0, 2)) * 60 + Number(meeting.at.slice(3));
    var kind = meeting.kind.charAt(0).toUpperCase() + meeting.kind.slice(1);
    return event(meeting, chosen, [
      "SUMMARY:" + escaped(kind + ": " + meeting.title),
      "DTSTART;TZID=Europe/Stockholm:" + compact(day) + "T" + clock(begins), "DTEND;TZID=Europe/Stockholm:" + compact(day) + "T" + clock(begins + meeting.minutes)
    ], ["Vecka " + meeting.week + "."].concat(meeting.questions, url || []), url);
  }

  intro.calendar = function (state, root) {
    var chosen = state.choices, left = 0;
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Faltboken//Introduktion//SV", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:Introduktion"].concat(ZONE);
    function add(one, day, make) { if (day) lines = lines.concat(make(one, chosen, day, root)); else left += 1; }
    intro.tasks(chosen).forEach(function (task) { add(task, intro.workingDay(chosen.start, task.day), taskEvent); });
    intro.data.meetings.filter(function (meeting) { return intro.isFor(meeting, chosen); })
      .forEach(function (meeting) { add(meeting, intro.meetingDay(chosen.start, meeting.week), meetingEvent); });
    return { text: lines.concat("END:VCALENDAR").map(folded).join("\r\n") + "\r\n", left: left };
  };
})();
