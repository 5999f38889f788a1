/* Lets the reader sort a table whose head says which columns can be sorted. The table is whole without this script, in the
   book's order. Follows the sortable table of the ARIA Authoring Practices Guide: a button in the heading, and aria-sort on
   the column that decides: https://www.w3.org/WAI/ARIA/apg/patterns/table/examples/sortable-table/
   Where the rows are cards no headings are seen, and the same choice is a list above them (see table-sort.css). */
(function () {
  "use strict";
  var collator = new Intl.Collator("sv", { numeric: true });
  var made = 0;

  /* What a cell is sorted by: data-value where it differs from the words (a date, or "" for what is not known). */
  function valueOf(row, place) {
    var cell = row.cells[place];
    return "value" in cell.dataset ? cell.dataset.value : cell.textContent.trim();
  }
  function wordsFor(rows, place) {
    function all(form) { return rows.every(function (row) { return form.test(valueOf(row, place)); }); }
    if (all(/^(\d{4}\b|$)/)) return { ascending: "äldst först", descending: "nyast först" };
    return all(/^(\d|$)/) ? { ascending: "lägst först", descending: "högst först" } : { ascending: "A–Ö", descending: "Ö–A" };
  }
  function add(parent, tag, text) {
    var node = document.createElement(tag);
    if (text) node.textContent = text;
    parent.append(node);
    return node;
  }

  function make(table) {
    var body = table.tBodies[0], inOrder = Array.from(body.rows);
    var columns = Array.from(table.tHead.rows[0].cells).filter(function (head) { return head.classList.contains("sorts"); })
      .map(function (head) { return { head: head, name: head.textContent.trim(), words: wordsFor(inOrder, head.cellIndex) }; });
    var choice = document.createElement("p"), label = add(choice, "label", "Sortera efter"), list = add(choice, "select");
    var status = document.createElement("p");
    choice.className = "sort-choice";
    list.id = "_sortera-" + (made += 1);
    label.htmlFor = list.id;
    status.className = "visually-hidden";
    status.setAttribute("role", "status");

    function sort(chosen, direction) {
      var place = chosen && chosen.head.cellIndex, turn = direction === "descending" ? -1 : 1;
      var rows = !chosen ? inOrder : inOrder.slice().sort(function (one, other) {
        var first = valueOf(one, place), second = valueOf(other, place);
        if (!first || !second) return !first - !second; /* What is not known stands last, both ways. */
        return turn * collator.compare(first, second);
      });
      body.append.apply(body, rows);
      columns.forEach(function (column) {
        if (column === chosen) column.head.setAttribute("aria-sort", direction);
        else column.head.removeAttribute("aria-sort");
      });
      list.value = chosen ? columns.indexOf(chosen) + " " + direction : "";
      status.textContent = chosen ? "Sorterat efter " + chosen.name + ", " + chosen.words[direction] + "." : "I bokens ordning.";
    }

    add(list, "option", "Bokens ordning").value = "";
    columns.forEach(function (column, number) {
      var button = document.createElement("button"), next = { ascending: "descending", descending: "" };
      button.type = "button";
      button.textContent = column.name;
      button.addEventListener("click", function () {
        var now = column.head.getAttribute("aria-sort"), direction = now ? next[now] : "ascending";
        sort(direction ? column : null, direction);
      });
      column.head.replaceChildren(button);
      ["ascending", "descending"].forEach(function (direction) {
        add(list, "option", column.name + ", " + column.words[direction]).value = number + " " + direction;
      });
    });
    list.addEventListener("change", function () {
      var parts = list.value.split(" ");
      sort(columns[parts[0]] && list.value ? columns[parts[0]] : null, parts[1]);
    });
    table.classList.add("is-live");
    table.before(choice);
    table.after(status);
  }

  document.querySelectorAll("table.sortable").forEach(make);
})();
