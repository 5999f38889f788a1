/* On the start page: the next three tasks of a reader who has begun the introduction on this device. For everyone else this
   script does nothing, and the scripts with the tasks are not asked for. */
(function () {
  "use strict";
  var place = document.querySelector(".next-tasks"), begun = false;
  try { begun = /"role":\s*"[a-z]/.test(localStorage.getItem("faltboken.introduktion") || ""); } catch { /* nothing is kept */ }
  if (!place || !begun) return;
  var root = place.dataset.next;
  place.hidden = false; /* as high as it will be: see .next-tasks in the style sheet */
  ["device-state", "introduction", "introduction-data"].forEach(function (name, number, all) {
    var script = document.createElement("script");
    script.async = false;
    script.src = root + "_static/" + name + ".js";
    script.onerror = function () { place.hidden = true; };
    if (number === all.length - 1) script.onload = show;
    document.head.append(script);
  });

  function show() {
    var intro = window.faltbokenIntroduction, kept = window.faltbokenState;
    var list = intro.h("ul"), end = intro.h("p"), heading = intro.h("h2", { id: "_nasta", textContent: "Dina nästa uppgifter" });
    place.setAttribute("role", "region");
    place.setAttribute("aria-labelledby", heading.id);
    place.append(heading, list, end);
    paint(kept.read());
    kept.onchange(paint);

    function paint(state) {
      var left = intro.tasks(state.choices).filter(function (task) { return !state.done[task.id]; }), found = intro.progress(state, "");
      place.hidden = !state.choices.role;
      list.replaceChildren.apply(list, left.slice(0, 3).map(function (task) {
        return intro.h("li", {}, intro.h("a", { href: root + task.url, textContent: task.title }), intro.h("span", { className: "soft", textContent: intro.when(state, task) + ". " + task.minutes + " min." }));
      }));
      end.replaceChildren((found.all && !left.length ? "Alla " + found.all + " uppgifter är klara. " : found.done + " av " + found.all + " klara. "));
      if (intro.data.home) end.append(intro.h("a", { href: root + intro.data.home, textContent: "Min introduktion" }));
    }
  }
})();
