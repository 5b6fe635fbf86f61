// A box that narrows a list to the items that hold every word typed. Without this file the list is whole, its groups are anchors.
(() => {
  const list = document.querySelector("[data-narrow-list]");
  if (!list) return;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const items = [...list.querySelectorAll("li")].map((item) => ({ item, words: plain(`${item.textContent} ${item.dataset.words}`) }));
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const field = make("input", { id: "narrow", type: "search", autocomplete: "off" });
  const says = make("p", { className: "quiet" });
  says.setAttribute("role", "status");
  list.before(make("div", { className: "narrowing" }, make("label", { htmlFor: "narrow" }, `Find a ${list.dataset.narrowList}`), field, says));

  field.addEventListener("input", () => {
    const typed = plain(field.value).split(/\s+/).filter(Boolean);
    for (const { item, words } of items) item.hidden = !typed.every((word) => words.includes(word));
    for (const group of list.querySelectorAll("[data-narrow-group]")) group.hidden = !group.querySelector("li:not([hidden])");
    const left = items.filter(({ item }) => !item.hidden).length;
    says.textContent = typed.length ? `${left || "None"} of ${items.length}.` : "";
  });
})();
