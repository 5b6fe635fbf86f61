// Boxes that narrow a list to the items that hold every word typed, and to those of one kind where it says by what (`data-narrow-by`): an
// item that names none belongs to each. Without this file the list is whole.
(() => {
  const list = document.querySelector("[data-narrow-list]");
  if (!list) return;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const items = [...list.querySelectorAll("[data-words]")].map((item) => ({ item, words: plain(`${item.textContent} ${item.dataset.words}`) }));
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const labelled = (text, field) => make("label", {}, text, field);
  const field = make("input", { type: "search", autocomplete: "off" });
  const says = make("p", { className: "quiet" });
  says.setAttribute("role", "status");
  const choices = (list.dataset.narrowBy ?? "").split(";").filter(Boolean).map((one) => {
    const [name, label] = one.split(":");
    const values = [...new Set(items.map(({ item }) => item.dataset[name]).filter(Boolean))];
    const select = make("select", {}, new Option("All", ""), ...values.map((value) => new Option(value, value)));
    return { name, select, element: labelled(label, select) };
  });
  const elements = choices.map(({ element }) => element);
  const box = make("div", { className: "narrowing" }, labelled(`Find a ${list.dataset.narrowList}`, field), ...elements, says);
  list.before(box);

  box.addEventListener("input", () => {
    const typed = plain(field.value).split(/\s+/).filter(Boolean);
    const chosen = choices.filter(({ select }) => select.value);
    for (const { item, words } of items) {
      const ofKind = chosen.every(({ name, select }) => [select.value, ""].includes(item.dataset[name]));
      item.hidden = !ofKind || !typed.every((word) => words.includes(word));
    }
    for (const group of list.querySelectorAll("[data-narrow-group]")) group.hidden = !group.querySelector("[data-words]:not([hidden])");
    const left = items.filter(({ item }) => !item.hidden).length;
    says.textContent = typed.length || chosen.length ? `${left || "None"} of ${items.length}.` : "";
  });
})();
