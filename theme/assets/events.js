// Filters in place. Without this file they are links to pages, which show the same.
(() => {
  const root = document.querySelector("[data-events]");
  const nav = root && root.querySelector("[data-filters]");
  if (!nav) return;
  const items = [...root.querySelectorAll(".dated")];
  const months = [...root.querySelectorAll(".month-of")];
  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const box = nav.querySelector("details");
  const selects = [...nav.querySelectorAll("[data-dimension]")].map((group) => {
    const name = group.dataset.dimension;
    const select = make("select", { id: `filter-${name}`, name }, make("option", { value: "" }, "All"));
    for (const link of group.querySelectorAll("a")) select.append(make("option", { value: link.dataset.value }, link.textContent));
    const label = make("label", { htmlFor: select.id }, group.querySelector("summary").textContent);
    group.replaceWith(make("div", {}, label, select));
    return select;
  });
  const clear = make("button", { type: "button", hidden: true }, "Show all");
  const says = make("p");
  says.setAttribute("role", "status");
  const choices = make("div", { className: "choices" }, ...box.querySelectorAll(":scope > div"), make("div", {}, clear));
  box.append(choices, says);

  const fits = (item, { name, value }) => !value || (item.dataset[name] || "").split("|").includes(value);
  const show = () => {
    const chosen = selects.filter((select) => select.value);
    for (const item of items) item.hidden = !chosen.every((select) => fits(item, select));
    for (const month of months) month.hidden = ![...month.querySelectorAll(".dated")].some((item) => !item.hidden);
    const left = items.filter((item) => !item.hidden).length;
    clear.hidden = !chosen.length;
    says.textContent = chosen.length ? `${left || "No"} ${left === 1 ? "date" : "dates"} of ${items.length}.` : "";
    const query = new URLSearchParams(chosen.map((select) => [select.name, select.value])).toString();
    history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
  };

  const given = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = given.get(select.name) || "";
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
    select.addEventListener("change", show);
  }
  clear.addEventListener("click", () => {
    for (const select of selects) select.value = "";
    show();
    selects[0].focus();
  });
  if (selects.some((select) => select.value)) {
    box.open = true;
    show();
  }
})();
