// The search page. Nothing typed leaves the browser: the index is fetched in pieces and read here.
const find = (name) => document.querySelector(`[data-${name}]`);
const form = find("search"), says = find("says"), list = find("results"), more = find("more"), subjects = find("subjects");
const words = JSON.parse(find("words").textContent);
const FILTERS = ["kind", "theme", "audience", "year"];
const PAGE = 8;
const IDLE = new Set(("a about am an and any are at be been can do does for from had has have he her his how i if in is it me my of on or "
  + "our she should that the their them they this to was we what when where which who why will with you your").split(" "));
let engine, table, titles, bets, latest = 0, rest = [];

// A word stands for what begins with it, save a short one: `hurt` for `hurting`, but `hit` not for `hitherto`.
const plain = (text) => ` ${text.toLowerCase().replace(/[’']/g, "").replace(/[^\p{L}\p{N}.]+/gu, " ").trim()} `;
const has = (text, word) => {
  const wanted = plain(word).trimEnd();
  return text.includes(wanted.length > 4 ? wanted : `${wanted} `);
};
const exactly = (text, word) => text.includes(plain(word));

const spelt = (asked) => Object.entries(words.misspelt).reduce(
  (text, [wrong, right]) => text.replace(plain(wrong), ` ${right} `), plain(asked)).trim();

const alike = (asked) => {
  const text = plain(asked);
  const others = words.same.flatMap((group) => {
    const used = group.filter((word) => exactly(text, word)).sort((a, b) => b.length - a.length)[0];
    return used ? group.filter((word) => word !== used).map((word) => text.replace(plain(used), ` ${word} `).trim()) : [];
  });
  return [...new Set(others)].slice(0, 4);
};

const telling = (text) => text.split(" ").filter((word) => !IDLE.has(word));

// American spellings, as the site has them.
const british = (text) => text
  .replace(/\b(behavi|col|neighb|lab|fav|harb|hon|hum|rum)or(s|ed|ing|al|ly|hood)?\b/g, "$1our$2")
  .replace(/([a-z]{3,})iz(e[sdr]?|ing|ations?|ational)\b/g, "$1is$2").replace(/lyz(e[sd]?|ing)\b/g, "lys$1")
  .replace(/\bcenter(s?)\b/g, "centre$1").replace(/\bcounsel(or|ing|ed)\b/g, "counsell$1")
  .replace(/\bp(a?)ediatric/g, "paediatric").replace(/\bprogram(s?)\b/g, "programme$1").replace(/\bpracticing\b/g, "practising");

// Whether one letter makes the difference: one too many, one too few, another, or two that have changed places.
const near = (one, other) => {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [a, b] = [one.slice(at), other.slice(at)];
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)
    || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
};

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text ?? "" }, more);

// The engine's excerpt is HTML of one kind: text with <mark>. It is taken apart here, so nothing in it can be anything else.
const excerpt = (html) => {
  const signs = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
  const said = (text) => text.replace(/&(lt|gt|quot|amp|#39|#x27);/g, (sign) => signs[sign]);
  const shown = element("p");
  html.split(/<mark>|<\/mark>/).forEach((part, at) => shown.append(at % 2 ? element("mark", said(part)) : said(part)));
  return shown;
};

const item = (found) => {
  const result = element("li"), heading = element("h2");
  heading.append(element("a", found.meta.title, { href: found.url }));
  const facts = [found.meta.kind, found.meta.date, found.meta.status].filter(Boolean).join(" · ");
  result.append(heading, element("p", facts, { className: "quiet" }), excerpt(found.excerpt));
  const parts = found.sub_results.filter((part) => part.url !== found.url).slice(0, 3);
  if (parts.length) {
    const inside = element("ul", "", { className: "tags" });
    parts.forEach((part) => {
      const line = element("li");
      line.append(element("a", part.title, { href: part.url }));
      inside.append(line);
    });
    result.append(inside);
  }
  return result;
};

const show = async (mine, shown) => {
  const found = await Promise.all(rest.splice(0, PAGE).map((result) => result.data()));
  if (mine !== latest) return;
  const items = found.filter((one) => one.url !== shown).map(item);
  list.append(...items);
  more.hidden = !rest.length;
  return items[0];
};

const urgent = (asked) => {
  const text = plain(asked);
  const first = words.urgent.findIndex((group) => group.some((word) => has(text, word)));
  document.querySelectorAll("[data-call]").forEach((box, at) => { box.hidden = at !== first; });
  return first >= 0;
};

const about = (asked) => {
  const text = plain(asked);
  const found = words.subjects.filter((one) => one.words.some((word) => exactly(text, word))).slice(0, 3);
  subjects.replaceChildren(found.length ? "Everything about " : "");
  found.forEach((one, at) => subjects.append(at ? ", " : "", element("a", one.title, { href: one.address })));
  subjects.hidden = !found.length;
};

const load = async () => {
  const made = await import("/pagefind/pagefind.js");
  await made.options({ noWorker: true, metaCacheTag: "", excerptLength: 28 });
  await made.init();
  return made;
};

// A word that no page holds is taken for the word of a title that is one letter away.
const isKnown = async (word) => {
  const [first] = (await engine.search(word)).results;
  const marked = first ? (await first.data()).excerpt.match(/<mark>[^<]*/g) ?? [] : [];
  return marked.some((one) => plain(one.slice(6)).trim().startsWith(word.slice(0, Math.max(4, word.length - 2))));
};
const mended = async (text) => {
  const vocabulary = [...new Set(titles.flatMap(([, , ...names]) => names.flatMap((name) => plain(name).trim().split(" "))))];
  const parts = await Promise.all(text.split(" ").map(async (word) => {
    if (word.length < 4 || IDLE.has(word) || vocabulary.some((one) => one.startsWith(word)) || await isKnown(word)) return word;
    return vocabulary.find((one) => one.length > 3 && near(word, one)) ?? word;
  }));
  return parts.join(" ");
};

// How well a name answers what was asked: 0 where it is just that, 1 where it begins with it, 2 where it has all its words.
const fit = (name, asked) => {
  const words = telling(plain(name).trim()), wanted = telling(asked);
  if (!wanted.length) return 9;
  const same = (one, word) => one === word || (word.length > 4 && one?.startsWith(word));
  if (words.length === wanted.length && wanted.every((word, at) => same(words[at], word))) return 0;
  if (wanted.every((word, at) => same(words[at], word))) return 1;
  return wanted.every((word) => words.some((one) => same(one, word))) ? 2 : 9;
};

// What was asked comes first; other names for it follow where that finds little, and single words where all else finds nothing.
// Before all of it stand pages that are called what was asked, those of the weightier kinds first.
const look = async (right) => {
  const found = new Map(), ways = [right, ...alike(right)];
  const add = async (way) => (await engine.search(way)).results.forEach(
    (result) => found.has(result.id) || found.set(result.id, result));
  await add(telling(right).join(" ") || right);
  for (const other of found.size < PAGE ? ways.slice(1) : []) await add(other);
  for (const word of found.size ? [] : telling(ways.join(" ")).sort((a, b) => b.length - a.length)) if (!found.size) await add(word);
  const places = new Map(titles.map(([id, weight, ...names]) => {
    const best = Math.min(...names.flatMap((name) => ways.map((way) => fit(name, way))));
    return [id, best === 9 ? [1, 0, 0, 0] : [0, best === 0 && weight ? 0 : 1, -weight, best]];
  }));
  const place = (result) => places.get(result.id) ?? [1, 0, 0, 0];
  return [...found.values()].sort((one, other) => {
    const [a, b] = [place(one), place(other)], at = a.findIndex((value, index) => value !== b[index]);
    return at < 0 ? 0 : a[at] - b[at];
  });
};

// What its editors know was meant (`best_bets` in content/search.yml) stands above everything that is found.
const bet = (asked) => bets.find((one) => one.words.some((word) => plain(asked) === plain(word)))
  ?? bets.find((one) => one.words.some((word) => word.includes(" ") && exactly(plain(asked), word)));
const betItem = (one) => {
  const result = element("li"), heading = element("h2");
  heading.append(element("a", one.title, { href: one.address }));
  result.append(heading, element("p", one.summary));
  return result;
};

// The table of what each choice leaves is fetched once somebody chooses.
const narrowed = async (found, chosen) => {
  if (!chosen.length) return found;
  table ??= await (await fetch("/pagefind/choices.json")).json();
  const left = chosen.map((choice) => new Set(table[choice]));
  return found.filter((result) => left.every((ids) => ids.has(result.id)));
};

const answer = async () => {
  const mine = ++latest;
  const given = new FormData(form);
  const asked = given.get("q").trim();
  const chosen = FILTERS.filter((name) => given.get(name)).map((name) => `${name}-${given.get(name)}`);
  list.replaceChildren();
  more.hidden = true;
  const calling = urgent(asked);
  about(asked);
  if (!asked) { says.textContent = chosen.length ? "Type what you are looking for as well." : ""; return; }
  says.textContent = "Searching…";
  try {
    engine ??= await load();
    titles ??= await (await fetch("/pagefind/titles.json")).json();
    bets ??= await (await fetch("/search/best.json")).json();
    const right = await mended(british(spelt(asked)));
    const best = chosen.length ? null : bet(right);
    const found = await narrowed(await look(right), chosen);
    if (mine !== latest) return;
    rest = found;
    if (best) list.append(betItem(best));
    const count = found.length || (best ? 1 : 0);
    await show(mine, best?.address);
    const what = plain(asked).trim() === right ? asked : right;
    says.textContent = (calling ? "Who to call is shown first. " : "")
      + (count ? `${count} ${count === 1 ? "result" : "results"}` : "Nothing was found") + ` for “${what}”`
      + (chosen.length ? " with these choices" : "")
      + (count ? "." : ". Try fewer or other words, or look from A to Z.");
    find("without").hidden = count > 0;
  } catch {
    says.textContent = "";
    find("without").hidden = false;
  }
};

const start = () => {
  const given = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.name) field.value = given.get(field.name) ?? "";
  find("narrow").open = FILTERS.some((name) => given.get(name));
  find("without").hidden = true;
  answer();
};

// One entry in the browser's history however often one searches: a trail of searches helps nobody but who looks for it.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = [...new FormData(form)].filter(([, value]) => value);
  history.replaceState(null, "", `/search/?${new URLSearchParams(given)}`);
  answer();
});
form.addEventListener("change", (event) => { if (event.target.matches("select")) form.requestSubmit(); });
more.firstElementChild.addEventListener("click", async () => (await show(latest))?.querySelector("a").focus());
start();
