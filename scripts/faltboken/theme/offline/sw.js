/* Keeps a copy of the handbook on the reader's device, so that it can be read without a network. A service worker: it
   runs on http only, and answers for the folder it lies in. The build writes VERSION, a digest of the list of files.
   - First only a few files are kept, so that it never fails for long: akut, the start page and what they load.
   - The page asks for the rest (offline.js), unless the reader saves data; then what is read is kept.
   - A new version takes what has not changed from the old one, fetches the rest, and then waits for the reader. */
"use strict";
var VERSION = "@version@";
var HERE = self.registration.scope, MINE = "faltboken " + HERE + " ", NAME = MINE + VERSION;
var LIST = HERE + "_static/offline-files.json", STATE = HERE + "_static/offline-state.json";
var AT_ONCE = 4, PATIENCE = 8000;
var known = null;

function address(path) { return HERE + encodeURI(path); }
function today() {
  var now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
}
/* Which day the copy is from. */
function taken() { return new Response(JSON.stringify({ day: today() }), { headers: { "Content-Type": "application/json" } }); }

/* ---- the list ------------------------------------------------------------------------------------------------- */
async function listIn(name) {
  if (!(await caches.has(name))) return null;
  var kept = await (await caches.open(name)).match(LIST);
  return kept ? kept.json() : null;
}
async function list() {
  if (!known) known = await listIn(NAME);
  return known;
}
/* The list as it was kept; else from the network, if the site still has this version. */
async function listOrFetch() {
  if (await list()) return known;
  var response = await fetch(LIST, { cache: "no-cache" }), text = await response.text(), found = JSON.parse(text);
  if (found.version !== VERSION) throw new Error("the site has another version");
  var cache = await caches.open(NAME);
  await cache.put(STATE, taken());
  await cache.put(LIST, new Response(text, { headers: { "Content-Type": "application/json" } }));
  known = found;
  return known;
}

/* ---- files: kept compressed where the browser can, and only if they are those of the list ----------------------- */
function packed(bytes, from) {
  var headers = new Headers(from), type = headers.get("Content-Type") || "";
  ["Content-Encoding", "Content-Length", "Transfer-Encoding"].forEach(function (name) { headers.delete(name); });
  if (!self.CompressionStream || !/text|javascript|json|svg/.test(type)) return new Response(bytes, { headers: headers });
  headers.set("X-Packed", "gzip");
  return new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip")), { headers: headers });
}
function unpacked(response, status) {
  var headers = new Headers(response.headers), body = response.body;
  if (headers.get("X-Packed") === "gzip") body = body.pipeThrough(new DecompressionStream("gzip"));
  headers.delete("X-Packed");
  return new Response(body, { headers: headers, status: status || 200 });
}
async function put(path, response) {
  var bytes = await response.arrayBuffer(), digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  var hex = Array.from(digest.slice(0, 8), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  if (hex !== known.files[path]) throw new Error(path + " is of another version");
  if (!(await caches.has(NAME))) return; /* removed meanwhile */
  await (await caches.open(NAME)).put(address(path), packed(bytes, response.headers));
}
async function keep(paths, others) {
  var cache = await caches.open(NAME), left = paths.slice();
  async function next() {
    while (left.length) {
      var path = left.shift(), same = null;
      if (await cache.match(address(path))) continue;
      for (var other of others) if (!same && other.list.files[path] === known.files[path]) same = await other.cache.match(address(path));
      if (same) await cache.put(address(path), same);
      else await put(path, await fetch(address(path), { cache: "no-cache", priority: "low" }));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
async function keptPaths(cache) {
  var kept = new Set((await cache.keys()).map(function (request) { return request.url; }));
  return function (path) { return kept.has(address(path)); };
}

/* ---- a version's life ----------------------------------------------------------------------------------------- */
async function olderCopies() {
  var found = [];
  for (var name of await caches.keys()) {
    var its = name.startsWith(MINE) && name !== NAME ? await listIn(name) : null;
    if (its) found.push({ cache: await caches.open(name), list: its });
  }
  return found;
}
async function install() {
  await listOrFetch();
  var all = Object.keys(known.files), wanted = new Set(known.first), others = await olderCopies();
  for (var other of others) {
    var had = await keptPaths(other.cache), its = Object.keys(other.list.files);
    (its.every(had) ? all : all.filter(had)).forEach(function (path) { wanted.add(path); });
  }
  await keep(Array.from(wanted), others);
}
async function activate() {
  for (var name of await caches.keys()) if (name.startsWith(MINE) && name !== NAME) await caches.delete(name);
  await self.clients.claim();
}
self.addEventListener("install", function (event) { event.waitUntil(install()); });
self.addEventListener("activate", function (event) { event.waitUntil(activate()); });

/* ---- answers to the browser ----------------------------------------------------------------------------------- */
function pathOf(url) {
  var path = url.slice(HERE.length).replace(/[?#].*$/, "");
  try { return decodeURIComponent(path); } catch { return path; }
}
function listed(path) {
  if (path === "" || path.endsWith("/")) path += "index.html";
  return [path, path + ".html"].find(function (name) { return known.files[name]; });
}
async function fromCopy(path, status) {
  if (!(await caches.has(NAME))) return null;
  var kept = await (await caches.open(NAME)).match(address(path));
  return kept ? unpacked(kept, status) : null;
}
async function answer(event) {
  var asked = pathOf(event.request.url), path = (await list()) ? listed(asked) : null, kept = path && (await fromCopy(path));
  if (kept) return kept;
  if (known && known.files[asked + "/index.html"]) return Response.redirect(HERE + asked + "/");
  try {
    var response = await fetch(event.request);
    /* What is read is kept, but never a page with the quick exit. */
    if (path && !known.private.includes(path)) event.waitUntil(put(path, response.clone()).catch(function () {}));
    return response;
  } catch {
    return without(event.request, path || !/(\.html|\/[^.]*|^[^.]*)$/.test(asked));
  }
}
/* No network, and not in the copy: a page that says so, or the one for addresses that do not exist. */
async function without(request, exists) {
  if (request.mode !== "navigate" || !known) return Response.error();
  if (exists && (await fromCopy("om/offline.html"))) return Response.redirect(HERE + "om/offline.html#saknas");
  return (await fromCopy("404.html", 404)) || Response.error();
}
self.addEventListener("fetch", function (event) {
  var request = event.request;
  if (request.method === "GET" && request.url.startsWith(HERE) && !request.headers.has("Range")) event.respondWith(answer(event));
});

/* ---- answers to the page (offline.js) -------------------------------------------------------------------------- */
async function state() {
  if (!(await list()) || !(await caches.has(NAME))) return { version: VERSION, day: "", kept: 0, total: 0 };
  var cache = await caches.open(NAME), has = await keptPaths(cache), all = Object.keys(known.files), day = await cache.match(STATE);
  return { version: VERSION, day: day ? (await day.json()).day : "", kept: all.filter(has).length, total: all.length };
}
var ANSWERS = {
  state: state,
  /* The rest of the handbook, or these addresses of it. */
  keep: async function (message) {
    await listOrFetch();
    var seen = (message.only || []).map(function (url) { return url.startsWith(HERE) ? listed(pathOf(url)) : null; });
    var open = seen.filter(function (path) { return path && !known.private.includes(path); });
    await keep(message.only ? known.first.concat(open) : Object.keys(known.files), []);
    return state();
  },
  /* Is the copy still what the site has? Then it is as good as one taken today. */
  check: async function () {
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PATIENCE);
    try {
      var response = await fetch(HERE + "sw.js", { cache: "no-cache", signal: stop.signal }), text = await response.text();
      if (text.includes('"' + VERSION + '"') && (await caches.has(NAME))) await (await caches.open(NAME)).put(STATE, taken());
    } finally { clearTimeout(timer); }
    return state();
  },
  update: function () { return self.skipWaiting(); },
  remove: async function () {
    for (var name of await caches.keys()) if (name.startsWith(MINE)) await caches.delete(name);
    known = null;
    return self.registration.unregister();
  }
};
self.addEventListener("message", function (event) {
  var port = event.ports[0], act = event.data && ANSWERS[event.data.ask];
  if (!act || !port) return;
  event.waitUntil(Promise.resolve(act(event.data)).then(
    function (result) { port.postMessage({ result: result }); },
    function (error) { port.postMessage({ fault: String(error) }); }
  ));
});
