// Leave this page: the link works without this file. With it the page is blanked at once, and left out of the history.
(() => {
  const leave = document.querySelector("[data-leave]");
  const says = document.querySelector("[data-leave-says]");
  if (!leave || !says) return;
  const root = document.documentElement;
  const title = document.title;
  let presses = 0, timer = 0, pressed = false;

  const go = () => {
    const ghost = document.createElement("div");
    ghost.className = "ghost";
    document.body.append(ghost);
    root.classList.add("gone");
    document.title = "Loading";
    says.textContent = "Leaving this page.";
    try { history.replaceState(null, "", "/"); } catch { /* a local file has no history to replace */ }
    location.replace(leave.href);
  };
  const forget = () => { presses = 0; says.textContent = ""; };

  leave.addEventListener("click", (event) => { event.preventDefault(); go(); });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = document.querySelector("details.menu[open]");
      if (menu) { menu.open = false; menu.firstElementChild.focus(); }
    }
    if (event.key !== "Shift") { pressed = false; if (presses) forget(); return; }
    pressed = !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey;
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !pressed) return;
    pressed = false;
    clearTimeout(timer);
    presses += 1;
    if (presses === 3) return go();
    says.textContent = presses === 1 ? "Shift, press 2 more times to leave this page." : "Shift, press 1 more time to leave this page.";
    timer = setTimeout(forget, 5000);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll(".ghost").forEach((ghost) => ghost.remove());
    root.classList.remove("gone");
    document.title = title;
    forget();
  });
  // A link half in sight in a table that scrolls sideways is brought wholly into sight.
  addEventListener("focusin", (event) => {
    if (event.target.closest(".table table")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  // Of the day's and the night's number, the one that answers now stands first, where the day's opening hours are known (London time).
  const days = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
  const isOpen = (hours, now = new Date()) => {
    const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
      .formatToParts(now).reduce((all, one) => ({ ...all, [one.type]: one.value }), {});
    const day = days.indexOf(parts.weekday.slice(0, 2)), time = `${parts.hour}:${parts.minute}`;
    return hours.split("; ").some((one) => {
      const [, first, last = first, opens, closes] = one.match(/^(\w\w)(?:-(\w\w))? (.{5})-(.{5})$/) ?? [];
      const span = (days.indexOf(last) - days.indexOf(first) + 7) % 7;
      return first && (day - days.indexOf(first) + 7) % 7 <= span && opens <= time && time < closes;
    });
  };
  document.querySelectorAll("[data-dials]").forEach((dials) => {
    const byDay = dials.querySelector(".dial--day[data-open]"), byNight = dials.querySelector(".dial--night");
    if (!byDay || !byNight) return;
    const now = isOpen(byDay.dataset.open) ? byDay : byNight;
    now.dataset.now = "";
    if (now === byNight) byDay.closest("li").before(byNight.closest("li"));
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
