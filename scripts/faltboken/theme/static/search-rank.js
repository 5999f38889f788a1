/* The index and the ranking, loaded with search-index.js when someone wants to search.

   faltbokenSearch({pages: [[url, title, keywords, [[anchor, heading, text], …]], …], entries: [[url, title, kind, keywords, text], …]})
   is called by the index (written by faltboken/publish/search_index.py); faltbokenFind.find(query) gives the records, best first. */
(function () {
  "use strict";
  var WEIGHTS = { title: 100, names: 95, heading: 60, keywords: 50, parent: 20, text: 8 };
  var BONUS = { page: 12, term: 6 };
  var ENDINGS = /(?:arna|erna|orna|ande|ades|ade|are|ar|er|or|en|et|an|na|as|a|e|n|t|s)$/;
  var SMALL = /^(?:och|eller|i|på|för|en|ett|att|med|av|till|från|som|är|jag|du|han|hon|hen|de|dom|vi|man|mig|min|mina|mitt|hans|hennes|hur|var|va|vad|vem|när|gör|göra|om|det|den|nu|kan|ska|får|måste|säger|säga|nån|någon|inte|ut|hela|tiden)$/;
  var records = [];

  /* ---- words ---------------------------------------------------------------------------------------------------- */
  function lower(text) {
    return text.toLowerCase().normalize("NFC").replace(/(\d+)\s*kap\.?\s*(\d+)\s*([a-z]?)\s*§/g, "$1:$2$3").replace(/[\u00ad]/g, "");
  }
  function fold(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  /* "116 111" and "020-50 50 50" as one number, beside the text as written. */
  function joinDigits(text) { return text.replace(/(\d)[ \u00a0–-](?=\d)/g, "$1"); }
  function words(query) {
    var text = lower(query).trim();
    if (/^\+?[\d\s–-]{3,}$/.test(text)) return [text.replace(/[^\d]/g, "")];
    var all = text.split(/[^\p{L}\p{N}:]+/u).map(function (word) { return word.replace(/^:+|:+$/g, ""); }).filter(Boolean);
    var telling = all.filter(function (word) { return !SMALL.test(word); });
    return telling.length ? telling : all;
  }

  /* How well a word stands in a text: 1 as a whole word, .7 as a beginning, .4 inside a compound, 0 not at all. */
  function fit(text, word) {
    var best = 0, inside = word.length >= 3 && !/^\d/.test(word);
    for (var at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
      var starts = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]);
      var ends = at + word.length === text.length || !/[\p{L}\p{N}]/u.test(text[at + word.length]);
      if (starts && ends) return 1;
      if (starts && word.length > 1) best = Math.max(best, word.length > 2 ? 0.7 : 0.3);
      else if (inside && best < 0.4) best = 0.4;
    }
    return best;
  }
  function Field(text, named) {
    this.named = named; /* a name or heading: endings are forgiven at once */
    var plain = lower(text), joined = joinDigits(plain);
    this.plain = joined === plain ? plain : plain + " | " + joined;
    this.folded = fold(this.plain);
  }
  /* å, ä and ö count when they are typed; without them both spellings are found, the one as typed first. */
  Field.prototype.match = function (word, loose) {
    var exact = fit(this.plain, word);
    if (exact === 1) return 1;
    var folded = fold(word);
    if (folded === word || loose) exact = Math.max(exact, 0.8 * fit(this.folded, folded));
    if (exact === 0 && (loose || this.named) && word.length >= 5) {
      var stem = folded.replace(ENDINGS, "");
      if (stem.length >= 4 && stem !== folded) exact = 0.5 * fit(this.folded, stem);
    }
    return exact;
  };

  /* ---- index ---------------------------------------------------------------------------------------------------- */
  window.faltbokenSearch = function (data) {
    records = [];
    data.pages.forEach(function (page) {
      var first = true;
      page[3].forEach(function (section) {
        add(page[0] + (first || !section[0] ? "" : "#" + section[0]), first ? page[1] : section[1], first ? "page" : "section", first ? page[2] : "", section[2], first ? "" : page[1]);
        first = false;
      });
    });
    data.entries.forEach(function (entry) { add(entry[0], entry[1], entry[2], entry[3], entry[4], ""); });
    window.faltbokenSearchReady();
  };
  function add(url, title, kind, keywords, text, parent) {
    records.push({ url: url, title: title, kind: kind, text: text, parent: parent, order: records.length, fields: null, raw: [title, keywords, parent, text] });
  }
  function fieldsOf(record) {
    if (!record.fields) {
      var raw = record.raw, own = record.kind === "section" ? "heading" : "title";
      record.fields = [[own, new Field(raw[0], true)], [record.kind === "term" ? "names" : "keywords", new Field(raw[1], true)], ["parent", new Field(raw[2])], ["text", new Field(raw[3])]];
    }
    return record.fields;
  }
  /* Every word must stand somewhere in a record; a title weighs more than a heading, that more than keywords and text. */
  function search(wanted, loose) {
    if (!wanted.length) return [];
    var hits = [];
    records.forEach(function (record) {
      var total = 0, fields = fieldsOf(record), own = false;
      for (var i = 0; i < wanted.length; i += 1) {
        var best = 0;
        for (var j = 0; j < fields.length; j += 1) {
          var score = fields[j][1].match(wanted[i], loose) * WEIGHTS[fields[j][0]];
          if (score > 0 && fields[j][0] !== "parent") own = true;
          if (score > best) best = score;
        }
        if (best === 0) return;
        total += best;
      }
      if (own) hits.push({ record: record, score: total / wanted.length + (BONUS[record.kind] || 0) });
    });
    hits.sort(function (a, b) { return b.score - a.score || a.record.order - b.record.order; });
    return hits.map(function (hit) { return hit.record; });
  }
  /* Last of all: most of the words. What has the most of them comes first. */
  function some(wanted) {
    if (wanted.length < 2) return [];
    var hits = {};
    wanted.forEach(function (word) {
      var found = search([word], true), rare = Math.log(1 + records.length / (1 + found.length));
      found.forEach(function (record) {
        var hit = hits[record.order] || (hits[record.order] = { record: record, score: 0 });
        hit.score += rare * scoreOf(record, word);
      });
    });
    return Object.keys(hits).map(function (k) { return hits[k]; }).sort(function (a, b) { return b.score - a.score || a.record.order - b.record.order; }).slice(0, 20).map(function (hit) { return hit.record; });
  }
  function scoreOf(record, word) {
    return Math.max.apply(null, fieldsOf(record).map(function (field) { return field[1].match(word, true) * Math.sqrt(WEIGHTS[field[0]]); }));
  }
  /* First as typed; then forgiving about å, ä, ö and endings; last with the words written together ("soc jour"). */
  function find(query) {
    var wanted = words(query);
    var steps = [[wanted, false], [wanted, true], [[wanted.join("")], true]];
    for (var i = 0; i < steps.length; i += 1) {
      var found = search(steps[i][0], steps[i][1]);
      if (found.length) return found;
    }
    return some(wanted);
  }
  window.faltbokenFind = { find: find, words: words, fold: function (text) { return fold(lower(text)); } };
})();
