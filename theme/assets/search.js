// The search page. Nothing typed leaves the browser: the index is fetched in pieces and read here.
const find = (name) => document.querySelector(`[data-${name}]`);
const form = find("search"), says = find("says"), list = find("results"), more = find("more"), subjects = find("subjects");
const words = JSON.parse(find("words").textContent);
const FILTERS = ["kind", "theme", "audience", "year"];
const PAGE = 8;
const IDLE = new Set(("a about am an and any are at be been can do does for from had has have he her his how i if in is it me my of on or "
  + "our she should that the their them they this to was we what when where which who why will with you your").split(" "));
let engine, table, latest = 0, rest = [];

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

const show = async (mine) => {
  const found = await Promise.all(rest.splice(0, PAGE).map((result) => result.data()));
  if (mine !== latest) return;
  const items = found.map(item);
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

// What was asked comes first; other names for it follow where that finds little, and single words where all else finds nothing.
const look = async (asked) => {
  const right = spelt(asked), found = new Map();
  const add = async (way) => (await engine.search(way)).results.forEach(
    (result) => found.has(result.id) || found.set(result.id, result));
  await add(telling(right).join(" ") || right);
  for (const other of found.size < PAGE ? alike(right) : []) await add(other);
  for (const word of found.size ? [] : telling(right).sort((a, b) => b.length - a.length)) if (!found.size) await add(word);
  return [...found.values()];
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
    const found = await narrowed(await look(asked), chosen);
    if (mine !== latest) return;
    rest = found;
    const count = found.length;
    await show(mine);
    const right = spelt(asked), what = plain(asked).trim() === right ? asked : right;
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
