/* The engines beside ours, as searching.py asks them in the browser: each gives the first ten addresses for each query. */
window.beside = {
  minisearch: function (units, queries) {
    const plain = (term) => term.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    const small = new Set(lunr.sv.stopWordFilter.stopWords || []);
    const engine = new MiniSearch({
      fields: ["title", "names", "text"],
      processTerm: (term) => (small.has(term.toLowerCase()) ? null : plain(term)),
      searchOptions: { boost: { title: 4, names: 3 }, prefix: true, fuzzy: (term) => (term.length > 3 ? 0.2 : 0) },
    });
    engine.addAll(units.map((unit, id) => Object.assign({ id: id }, unit)));
    return queries.map((query) => engine.search(query).slice(0, 10).map((hit) => units[hit.id].url));
  },
  lunr: function (units, queries) {
    const engine = lunr(function () {
      this.use(lunr.sv);
      this.ref("id");
      this.field("title", { boost: 4 });
      this.field("names", { boost: 3 });
      this.field("text");
      units.forEach((unit, id) => this.add(Object.assign({ id: id }, unit)));
    });
    return queries.map((query) => {
      const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
      return engine
        .query((asked) => {
          words.forEach((word) => {
            asked.term(lunr.tokenizer(word), { boost: 10 });
            asked.term(word, { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false, boost: 2 });
            if (word.length > 3) asked.term(word, { editDistance: 1, usePipeline: false });
          });
        })
        .slice(0, 10)
        .map((hit) => units[hit.ref].url);
    });
  },
  sphinx: function (_units, queries) {
    return queries.map((query) => {
      const parts = Search._parseQuery(query);
      return Search._performSearch(...parts)
        .reverse() // Sphinx shows the last first
        .slice(0, 10)
        .map((hit) => hit[0].replace(/^book\//, "") + ".html" + (hit[2] || ""));
    });
  },
  pagefind: async function (_units, queries) {
    const engine = await import("/pagefind/pagefind.js");
    await engine.options({ baseUrl: "/" });
    const found = [];
    for (const query of queries) {
      const answer = await engine.search(query);
      const hits = await Promise.all(answer.results.slice(0, 10).map((hit) => hit.data()));
      found.push(hits.map((hit) => hit.url.replace(/^\//, "")));
    }
    return found;
  },
};
