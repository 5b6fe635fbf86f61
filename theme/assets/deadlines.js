// Works out when each time limit of the page is reached, from the day and the hour that are typed or stand behind the # of the address, which
// no browser sends. A calendar file is made here. Without this file the page counts from the site's own day.
const DAY = 864e5, HOUR = 36e5;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const MONTHS_IN = { month: 1, year: 12 }, DAYS_IN = { day: 1, week: 7 };
const LONDON = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

const utc = (day) => Date.parse(`${day}T00:00Z`);
const iso = (moment) => new Date(moment).toISOString().slice(0, 10);
const wall = (moment) => {
  const part = Object.fromEntries(LONDON.formatToParts(moment).map(({ type, value }) => [type, value]));
  return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}Z`);
};
// London's clock as a moment: of an hour that comes twice the first, of one that is left out as if it were not.
const moment = (day, time) => {
  const clock = Date.parse(`${day}T${time || "00:00"}Z`);
  return [clock - HOUR, clock].find((one) => wall(one) === clock) ?? clock;
};
const monthsLater = (day, months) => {
  const [year, month, number] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(Date.UTC(year, month - 1 + months, Math.min(number, last)));
};

// The same as lscb.model.deadlines: `by` is a day, or a minute with London's offset where hours are counted.
export const deadline = (number, unit, day, time, off) => {
  if (unit === "hour") {
    const at = moment(day, time) + number * HOUR, here = wall(at);
    return { by: `${new Date(here).toISOString().slice(0, 16)}+0${(here - at) / HOUR}:00`, at, weekendDays: 0, bankHolidays: [] };
  }
  if (unit in MONTHS_IN) return { by: monthsLater(day, number * MONTHS_IN[unit]), weekendDays: 0, bankHolidays: [] };
  if (unit in DAYS_IN) return { by: iso(utc(day) + number * DAYS_IN[unit] * DAY), weekendDays: 0, bankHolidays: [] };
  const bankHolidays = [];
  let weekendDays = 0, left = number, here = utc(day);
  while (left > 0) {
    here += DAY;
    if ([0, 6].includes(new Date(here).getUTCDay())) weekendDays += 1;
    else if (off.has(iso(here))) bankHolidays.push(iso(here));
    else left -= 1;
  }
  return { by: iso(here), weekendDays, bankHolidays };
};

const long = (day) => {
  const date = new Date(utc(day));
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
};
const short = (day) => long(day).replace(/ \d{4}$/, "");
const notCounted = ({ weekendDays, bankHolidays }) => {
  const parts = weekendDays ? [`${weekendDays} ${weekendDays > 1 ? "days" : "day"} at weekends`] : [];
  if (bankHolidays.length) parts.push(`${bankHolidays.length > 1 ? "bank holidays" : "a bank holiday"} (${bankHolidays.map(short).join(", ")})`);
  return parts.length ? `Not counted: ${parts.join(" and ")}.` : "";
};

// A calendar of one start's deadlines (RFC 5545): all day, or at the minute.
export const calendar = (entries, made, host) => {
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\s+/g, " ");
  const stamp = (time) => new Date(time).toISOString().replace(/[-:]|\.\d+/g, "");
  const folded = (line) => {
    const lines = [""];
    let size = 0;
    for (const sign of line) {
      const bytes = new TextEncoder().encode(sign).length;
      if (size + bytes > 74) { lines.push(" "); size = 1; }
      lines[lines.length - 1] += sign;
      size += bytes;
    }
    return lines.join("\r\n");
  };
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${host}//deadlines//EN`];
  for (const { key, found, limit, what, source, url } of entries) {
    lines.push("BEGIN:VEVENT", `UID:${key}@${host}`, `DTSTAMP:${stamp(made)}`);
    lines.push(found.at ? `DTSTART:${stamp(found.at)}` : `DTSTART;VALUE=DATE:${found.by.replaceAll("-", "")}`);
    lines.push(`SUMMARY:${escaped(`Deadline: ${what}`)}`, `DESCRIPTION:${escaped(`${limit}. ${source}`)}`, `URL:${url}`, "TRANSP:TRANSPARENT", "END:VEVENT");
  }
  return [...lines, "END:VCALENDAR", ""].map(folded).join("\r\n");
};

const form = document.querySelector("[data-deadlines]");
if (form) {
  const off = new Set(JSON.parse(document.querySelector("[data-bank-holidays]").textContent).days);
  const says = document.querySelector("[data-says]");
  const ics = document.querySelector("[data-ics]");
  const { what, on, at } = form.elements;
  const rows = () => [...document.querySelectorAll("tbody:not([hidden]) > tr[data-unit]")];

  const count = ({ number, unit, rule }) => deadline(rule === "beforehand" ? -number : Number(number), unit, on.value, at.value, off);
  const words = (found) => {
    if (!found.at) return long(found.by);
    return `${long(found.by.slice(0, 10))} at ${found.by.slice(11, 16)}${at.value ? "" : ", counted from the first minute of the day: give the hour"}`;
  };
  const show = () => {
    const begun = `${long(on.value)}${at.value ? ` at ${at.value}` : ""}`;
    for (const one of document.querySelectorAll("[data-begun-on]")) one.textContent = begun;
    for (const body of document.querySelectorAll("[data-begun]")) body.hidden = what.value !== "" && body.dataset.begun !== what.value;
    for (const row of rows()) {
      const found = count(row.dataset);
      row.querySelector("[data-by]").textContent = words(found);
      row.querySelector("[data-not-counted]").textContent = notCounted(found);
    }
    const year = Number(on.value.slice(0, 4));
    const known = year >= Number(form.dataset.first) && year < Number(form.dataset.last);
    says.textContent = `Counted from ${begun}.${known ? "" : ` The bank holidays of ${year} are not known here: working days may be wrong.`}`;
    ics.hidden = false;
  };
  const download = () => {
    const entries = rows().map((row) => ({
      key: [on.value, at.value.replace(":", ""), row.parentElement.dataset.begun, row.dataset.number, row.dataset.unit.replace(" ", "-")].join("-"),
      found: count(row.dataset),
      limit: row.querySelector("th").textContent.trim(),
      what: row.querySelector("[data-what]").textContent.trim(),
      source: row.querySelector("[data-source]").textContent.trim(),
      url: row.querySelector("a").href,
    }));
    const file = new Blob([calendar(entries, Date.now(), location.hostname)], { type: "text/calendar" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `deadlines-${on.value}.ics` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };
  const take = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    if (!given.get("on")) return;
    on.value = given.get("on");
    at.value = given.get("at") ?? "";
    what.value = given.get("what") ?? "";
    if (on.value) show();
  };

  form.hidden = false;
  take();
  addEventListener("hashchange", take);
  ics.addEventListener("click", download);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    const given = { on: on.value, at: at.value, what: what.value };
    history.replaceState(null, "", `#${Object.entries(given).filter(([, value]) => value).map((one) => one.join("=")).join("&")}`);
  });
}
