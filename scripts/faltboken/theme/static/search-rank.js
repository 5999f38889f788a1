/* The ranking, loaded with search-index.js when someone wants to search.

   faltbokenSearch(core) is called by the index (faltboken/search/index.py tells what is in it). faltbokenFind.find(query)
   gives what was found, best first: {unit, url, title, kind, parent, place, call, score}; .acute(query) the emergency
   numbers to show before all else; .marks(query) tells which words of a text to mark. scripts/faltboken/search/rank.py
   does the same in the terminal: change both, and the test that compares them tells when they differ. */
(function () {
  "use strict";
  var cut = new Map(), shards, rules, weights, kinds, levels, units, words, stems, plainWords, plainStems, postings, acute, alphabet, base, byStem, byFold, byRoot, parted, compounds, small, stemOf, rootOf, written;

  /* ---- words ---------------------------------------------------------------------------------------------------- */
  function rule(pair) { return [new RegExp(pair[0], "g"), pair[1]]; }
  function through(list, word) {
    for (var i = 0; i < list.length; i += 1) word = word.replace(list[i][0], list[i][1]);
    return word;
  }
  function fold(text) { return /^[!-~]*$/.test(text) ? text : text.normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  function tokens(text) {
    text = through(written, text.normalize("NFC").toLowerCase());
    text = text.replace(new RegExp(rules.number, "g"), function (all) { return all.replace(/\D/g, ""); });
    return (text.match(new RegExp(rules.word, "g")) || []).map(function (word) { return word.replace(/[-'’]/g, ""); });
  }
  function telling(list) {
    var left = list.filter(function (word) { return !small.has(word); });
    return left.length ? left : list;
  }
  function stem(word) {
    if (!cut.has(word)) cut.set(word, Object.hasOwn(rules.irregular, word) ? rules.irregular[word] : word.length < 4 || /^\d/.test(word) ? word : through(stemOf, word));
    return cut.get(word);
  }
  function root(stemmed) { return /^\d/.test(stemmed) ? stemmed : through(rootOf, stemmed); }

  /* The anchor that a heading has unless its author gave it another. */
  function slug(heading) { return fold(heading.toLowerCase()).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, ""); }

  /* ---- index ---------------------------------------------------------------------------------------------------- */
  function keep(map, key, value) {
    var list = map.get(key);
    if (list) list.push(value); else map.set(key, [value]);
  }
  window.faltbokenSearch = function (core) {
    shards = core.shards; rules = core.rules; weights = core.weights; kinds = core.kinds; levels = core.levels; acute = core.acute; alphabet = core.alphabet; base = alphabet.length;
    written = rules.written.map(rule); stemOf = rules.stem.map(rule); rootOf = rules.root.map(rule); small = new Set(rules.small);
    units = core.units.map(function (raw, number) {
      var section = raw[2] === "section";
      return { unit: number, url: section ? "" : raw[0], title: raw[1], kind: raw[2], page: section ? raw[3] : number, anchor: section ? raw[0] : "", parent: section ? core.units[raw[3]][1] : "", place: section ? "" : raw[3] || "", call: raw[4] || "" };
    });
    var shorter = core.stems, roots = core.roots;
    parted = core.words.split(" ");
    postings = core.postings.split(" ");
    words = parted.map(function (word) { return word.replaceAll("·", ""); });
    compounds = words.map(function (_, i) { return i; }).filter(function (i) { return parted[i].length > words[i].length; });
    /* How many letters are cut off is told, since to work it out for each word takes a slow phone half a second. */
    stems = words.map(function (word, i) { return shorter[i] === "-" ? stem(word) : word.slice(0, word.length - shorter[i]); });
    plainWords = words.map(fold); plainStems = stems.map(fold);
    byStem = new Map(); byFold = new Map(); byRoot = new Map();
    stems.forEach(function (stemmed, i) {
      byStem.set(stemmed, i);
      keep(byFold, plainStems[i], i);
      keep(byRoot, roots[i] === "-" ? root(stemmed) : stemmed.slice(0, stemmed.length - roots[i]), i);
    });
    window.faltbokenSearchReady();
  };
  function address(hit) {
    if (!hit.url) hit.url = units[hit.page].url + "#" + (hit.anchor || slug(hit.title));
    return hit;
  }
  /* How much of a compound a part is that has this stem; parts may stand together: familjehemsvård has familjehem. */
  function share(i, wanted) {
    var list = parted[i].split("·"), most = 0;
    for (var from = 0; from < list.length; from += 1) {
      for (var to = from + 1; to <= list.length; to += 1) {
        var part = list.slice(from, to).join("");
        if (to - from === list.length || part.length < 3 || stem(part) !== wanted) continue;
        most = Math.max(most, weights.part + weights.partShare * part.length / words[i].length + (to === list.length ? weights.partLast : 0));
      }
    }
    return most;
  }
  /* Calls back with each unit of a word and the level at which the word speaks of it. */
  function each(word, call) {
    var text = postings[word], level = 0, unit = -1;
    for (var i = 0; i < text.length; i += 1) {
      var sign = text[i];
      if (sign >= "0" && sign <= "9") { level = +sign; unit = -1; }
      else if (sign === "'") unit += base;
      else { unit += alphabet.indexOf(sign) + 1; call(unit, level); }
    }
  }

  /* ---- what a typed word may mean ------------------------------------------------------------------------------- */
  function Meaning(typed) { this.typed = typed; this.words = new Map(); }
  Meaning.prototype.add = function (word, weight, how) {
    var had = this.words.get(word);
    if (!had || had[0] < weight) this.words.set(word, [weight, how]);
  };
  function known(meaning, typed) {
    var stemmed = stem(typed), found = byStem.get(stemmed), plain = fold(stemmed);
    if (found === undefined && stem(stemmed) !== stemmed) found = byStem.get(stem(stemmed));
    if (found !== undefined) meaning.add(found, weights.exact, "exact");
    (byFold.get(plain) || []).forEach(function (word) {
      if (word === found) return;
      if (plain === stemmed || found === undefined) meaning.add(word, found === undefined ? weights.fold : weights.foldBeside, "fold");
    });
    (byRoot.get(root(stemmed)) || []).forEach(function (word) { meaning.add(word, weights.root, "root"); });
    return meaning.words.size > 0;
  }
  function inside(meaning, typed) {
    var stemmed = stem(typed);
    [[stemmed, 1], [root(stemmed), weights.root]].forEach(function (pair) {
      compounds.forEach(function (i) {
        if (!words[i].includes(pair[0])) return;
        var found = share(i, pair[0]);
        if (found) meaning.add(i, found * pair[1], "part");
      });
    });
  }
  function begins(meaning, typed) {
    var plain = fold(typed), bare = plain === typed;
    if (typed.length < 2) return;
    words.forEach(function (word, i) {
      if (word.length > typed.length && (word.startsWith(typed) || (bare && plainWords[i].startsWith(plain)))) meaning.add(i, weights.prefix * Math.sqrt(typed.length / word.length), "prefix");
    });
  }
  /* How many letters must change, be added, dropped or swapped; more than `most` is told as most + 1. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], row = [], next = [], i, j;
    for (j = 0; j <= b.length; j += 1) row[j] = j;
    for (i = 1; i <= a.length; i += 1) {
      var least = i;
      next = [i];
      for (j = 1; j <= b.length; j += 1) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
        if (next[j] < least) least = next[j];
      }
      if (least > most) return most + 1;
      before = row; row = next;
    }
    return row[b.length];
  }
  function near(meaning, typed, most) {
    var plain = fold(typed), stemmed = fold(stem(typed));
    if (typed.length < 4 || /\d/.test(typed)) return false;
    plainWords.forEach(function (other, i) {
      if (other[0] !== plain[0] && !(other[0] === plain[1] && other[1] === plain[0])) return;
      var off = Math.min(distance(plain, other, most), distance(stemmed, plainStems[i], most));
      if (off === most) meaning.add(i, most === 1 ? weights.typo : weights.typoTwo, "typo");
    });
    return meaning.words.size > 0;
  }
  /* A compound that the book does not have: the two parts that it does have, the longest last part first. */
  function split(typed) {
    for (var at = 3; at <= typed.length - 3; at += 1) {
      var last = new Meaning(typed.slice(at)), first = new Meaning(typed.slice(0, at));
      if (!known(last, last.typed)) continue;
      if (!known(first, first.typed) && !(typed[at - 1] === "s" && at > 3 && known(first, typed.slice(0, at - 1)))) continue;
      return [first, last];
    }
    return null;
  }
  var asked = "", answered = []; /* the last question: what it means is asked for its hits, its numbers and its marks */
  function meanings(list) {
    var found = [];
    if (asked === list.join(" ")) return answered;
    list.forEach(function (typed, i) {
      var meaning = new Meaning(typed), isLast = i === list.length - 1;
      found.push(meaning);
      known(meaning, typed);
      if (!/^\d/.test(typed)) inside(meaning, typed);
      if (isLast) begins(meaning, typed);
    });
    /* Written apart: "oros anmälan". What the words make together counts for each of them. */
    for (var size = 2; size <= 3; size += 1) {
      for (var from = 0; from + size <= list.length; from += 1) {
        var joined = new Meaning(list.slice(from, from + size).join(""));
        if (!known(joined, joined.typed) && from + size === list.length) begins(joined, joined.typed);
        joined.words.forEach(function (value, word) {
          for (var k = from; k < from + size; k += 1) found[k].add(word, value[0] * weights.joined, "joined");
        });
      }
    }
    asked = list.join(" ");
    answered = found.flatMap(function (meaning) {
      if (meaning.words.size || near(meaning, meaning.typed, 1)) return [meaning];
      var two = split(meaning.typed);
      if (two) return two;
      if (meaning.typed.length >= 7) near(meaning, meaning.typed, 2);
      if (!meaning.words.size) begins(meaning, meaning.typed);
      return [meaning];
    });
    return answered;
  }

  /* ---- ranking -------------------------------------------------------------------------------------------------- */
  function find(query) {
    var typed = telling(tokens(query)), score = new Map(), had = new Map(), all = 0;
    meanings(typed).forEach(function (meaning) {
      var best = new Map(), sure = 0;
      meaning.words.forEach(function (value, word) {
        each(word, function (unit, level) {
          var said = value[0] * levels[level - 1], before = best.get(unit);
          if (before === undefined) { best.set(unit, said); sure += value[0]; }
          else if (said > before) best.set(unit, said);
        });
      });
      var rare = Math.log(1 + units.length / (1 + sure));
      all += rare;
      best.forEach(function (said, unit) {
        score.set(unit, (score.get(unit) || 0) + rare * said);
        had.set(unit, (had.get(unit) || 0) + rare);
      });
    });
    score.forEach(function (value, unit) {
      score.set(unit, value * Math.pow(had.get(unit) / all, weights.whole) * kinds[units[unit].kind]);
    });
    return ordered(around(score)).map(function (pair) { return Object.assign({ score: pair[1] }, address(units[pair[0]])); });
  }
  /* The stems that a query surely means: what was typed, and words of the index that are near it. */
  function meant(all, parts) {
    var found = new Set(all.map(stem));
    meanings(telling(all)).forEach(function (meaning) {
      meaning.words.forEach(function (value, word) {
        var sure = value[1] === "prefix" ? meaning.typed.length >= 5 : value[1] !== "part";
        /* Of a compound that was taken apart here, only what stands in it: winter tyres (vinterdäck) are no däckad. */
        if (!all.includes(meaning.typed)) sure = words[word] === meaning.typed || words[word] + "s" === meaning.typed;
        if (sure || parts) found.add(stems[word]);
      });
    });
    return found;
  }
  /* Emergency numbers with a phrase whose words are all meant, in the order of the table. */
  function urgent(query) {
    var all = tokens(query), found = meant(all, false), shown = new Set();
    if (!query.trim()) return [];
    /* A word of three letters may be another, half-typed or written without its dots: far is no fara. */
    meant(all.filter(function (word) { return word.length > 3; }), false).forEach(function (one) { found.add(one + "+"); });
    acute.forEach(function (pair) { if (pair[0].every(function (word) { return found.has(word); })) shown.add(pair[1]); });
    return Array.from(shown).sort(function (a, b) { return a - b; }).map(function (unit) { return units[unit]; });
  }
  function marks(query) {
    var found = meant(telling(tokens(query)), true);
    return function (word) { return tokens(word).some(function (token) { return !small.has(token) && found.has(stem(token)); }); };
  }
  /* A section gains from its page, and a page from its best section. */
  function around(score) {
    var best = new Map(), out = new Map();
    score.forEach(function (value, unit) {
      var page = units[unit].page;
      if (units[unit].kind === "section" && value > (best.get(page) || 0)) best.set(page, value);
    });
    score.forEach(function (value, unit) {
      var page = units[unit].page, more = page !== unit ? score.get(page) || 0 : best.get(unit) || 0;
      out.set(unit, value + weights.around * more);
    });
    return out;
  }
  function rounded(value) { return Math.floor(value * 1e6 + 0.5) / 1e6; } /* so that no last digit decides */
  /* Best first; the second hit on one page counts less, so that one page does not fill the list. */
  function ordered(score) {
    var order = function (a, b) { return b[1] - a[1] || a[0] - b[0]; }, times = new Map();
    return Array.from(score, function (pair) { return [pair[0], rounded(pair[1])]; }).sort(order).map(function (pair) {
      var page = units[pair[0]].page, before = times.get(page) || 0;
      times.set(page, before + 1);
      return [pair[0], rounded(pair[1] * Math.pow(weights.again, before))];
    }).sort(order).filter(function (pair, i, all) { return pair[1] >= weights.least * all[0][1]; });
  }
  window.faltbokenFind = { find: find, acute: urgent, marks: marks, shards: function () { return shards; } };
})();
