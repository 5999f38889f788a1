/* Makes the questions of a page's self-test questions to answer. Without this script the answers stand folded below each.
   A classic script: works from file://. Keeps nothing and asks for nothing.

   faltbokenQuestion(question, told) returns a card to put on a page, also for phase-quiz.js:
   {case, ask, right, options: [{text, why}], more: element or null}; told(isRight) is called at each answer, and may
   return a sentence that is added to the verdict. Set card.again to offer another try. Buttons of the page that uses it go
   in .question-actions while the question stands, and in .question-end when it has been answered. */
(function () {
  "use strict";
  var made = 0;

  function make(tag, className, text) {
    var node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }
  function button(text, act) {
    var node = make("button", "", text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }

  window.faltbokenQuestion = function (question, told) {
    var name = "_fraga-" + (made += 1);
    var card = make("div", "question-card"), form = make("form"), fields = make("fieldset"), legend = make("legend", "question-ask", question.ask);
    var facts = make("p", "question-case", question.case), end = make("p", "question-end");
    var asked = make("p", "question-ask", question.ask), verdict = make("p", "question-verdict"), result = make("div", "question-result");
    facts.id = name + "-fall";
    fields.setAttribute("aria-describedby", facts.id);
    verdict.setAttribute("role", "status");
    result.tabIndex = -1;
    result.setAttribute("role", "group");
    result.setAttribute("aria-label", "Svaren förklarade");
    result.hidden = asked.hidden = true;
    fields.append(legend);
    question.options.forEach(function (option, place) {
      var label = make("label", "question-option"), choice = make("input");
      choice.type = "radio";
      choice.name = name;
      choice.value = place;
      label.append(choice, make("span", "", option.text));
      fields.append(label);
    });
    var send = make("button", "question-send", "Svara"), actions = make("p", "question-actions");
    send.type = "submit";
    actions.append(send);
    form.append(fields, actions);
    card.append(facts, form, asked, verdict, result, end);

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = form.querySelector("input:checked");
      if (!chosen) {
        verdict.textContent = "Välj ett svar först.";
        form.querySelector("input").focus();
        return;
      }
      answer(Number(chosen.value));
    });
    function answer(place) {
      var right = place === question.right, list = make("ul", "question-options");
      question.options.forEach(function (option, number) {
        var item = make("li", number === question.right ? "is-right" : ""), line = make("p");
        if (number === question.right) line.append(make("span", "tag confirmed", "Rätt svar"), " ");
        if (number === place) line.append(make("span", "tag", "Ditt svar"), " ");
        line.append(make("b", "", option.text));
        item.append(line, make("p", "", option.why));
        list.append(item);
      });
      result.replaceChildren(list);
      if (question.more) result.append(question.more);
      show(true);
      var correct = question.options[question.right].text;
      var words = right ? "" : "Rätt svar: " + correct + (/[.!?]["”]?$/.test(correct) ? " " : ". ");
      verdict.replaceChildren(make("b", "", right ? "Det var rätt." : "Det var inte rätt."), " " + words + (told(right) || ""));
      if (!right && card.again) end.prepend(button("Försök igen", again));
      result.focus({ preventScroll: true });
      verdict.scrollIntoView({ block: "nearest" });
    }
    function again() {
      form.reset();
      show(false);
      verdict.textContent = "";
      end.replaceChildren();
      form.querySelector("input").focus();
    }
    function show(answered) {
      form.hidden = answered;
      result.hidden = asked.hidden = !answered;
    }
    return card;
  };

  /* ---- the self-test of a page ------------------------------------------------------------------------------------- */
  function texts(list) { return Array.from(list.children).map(function (item) { return item.textContent; }); }
  function read(place) {
    var whys = texts(place.querySelector(".question-whys")), more = place.querySelector(".question-more").cloneNode(true);
    more.querySelectorAll("[id]").forEach(function (node) { node.removeAttribute("id"); });
    return {
      case: place.querySelector(".question-case").textContent, ask: place.querySelector(".question-ask").textContent,
      right: Number(place.dataset.right) - 1, more: more,
      options: texts(place.querySelector(".question-options")).map(function (text, number) { return { text: text, why: whys[number] }; })
    };
  }
  document.querySelectorAll(".quiz").forEach(function (quiz) {
    var places = Array.from(quiz.querySelectorAll(".question")), first = new Map(), sum = make("p", "quiz-sum");
    sum.setAttribute("role", "status");
    places.forEach(function (place) {
      var card = window.faltbokenQuestion(read(place), function (right) {
        if (!first.has(place)) first.set(place, right);
        tally();
      });
      card.again = true;
      var count = place.querySelector(".question-count").cloneNode(true);
      place.querySelectorAll(".question-more [id]").forEach(function (node) { /* where a source leads back to */
        var mark = make("span");
        mark.id = node.id;
        node.removeAttribute("id");
        count.append(mark);
      });
      card.prepend(count);
      place.classList.add("is-live");
      place.append(card);
    });
    function tally() {
      var right = Array.from(first.values()).filter(Boolean).length;
      if (first.size < places.length) return;
      sum.textContent = "Du har svarat på alla " + places.length + " frågor, och hade " + right + " rätt på första försöket.";
    }
    quiz.append(sum);
  });
})();
