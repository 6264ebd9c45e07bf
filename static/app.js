// What the pages gain where scripts run; without it everything still works. Loaded with `defer`, nothing inline.
"use strict";

const root = document.documentElement;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/* Theme: shown at once, remembered by the server. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-theme]") || !event.submitter) return;
  event.preventDefault();
  const theme = event.submitter.value;
  if (theme) root.dataset.bsTheme = theme;
  else delete root.dataset.bsTheme;
  all("button[name=theme]", form).forEach((button) => button.setAttribute("aria-pressed", button === event.submitter));
  const said = new FormData(form);
  said.set("theme", theme);
  fetch(form.action, { method: "POST", body: said, credentials: "same-origin", redirect: "manual" });
});

/* A form is sent once: the second press waits until the page comes back or five seconds have passed. */
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[data-many], [data-theme]")) return;
  if (Date.now() - (sent.get(form) || 0) < 5000) return event.preventDefault();
  setTimeout(() => {
    if (event.defaultPrevented) return;
    sent.set(form, Date.now());
    const buttons = all("button, input[type=submit]", form).filter((button) => !button.disabled && button.type === "submit");
    buttons.forEach((button) => { button.disabled = true; button.dataset.waits = ""; });
    form.setAttribute("aria-busy", "true");
    setTimeout(() => letGo(form), 5000);
  });
});
function letGo(form) {
  sent.delete(form);
  form.removeAttribute("aria-busy");
  all("[data-waits]", form).forEach((button) => { button.disabled = false; delete button.dataset.waits; });
}
addEventListener("pageshow", () => all("form[aria-busy]").forEach(letGo));

/* What was typed before a sign-out goes out with the token of the new sitting, once there is one. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-kept]")) return;
  event.preventDefault();
  const desk = await fetch("/", { credentials: "same-origin" }).catch(() => null);
  const page = desk?.ok && !desk.redirected ? new DOMParser().parseFromString(await desk.text(), "text/html") : null;
  const token = page?.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return tell("You are still signed out here. Sign in first (step 1), then send this again.");
  form.elements.csrfmiddlewaretoken.value = token;
  form.submit();
});

/* Filters apply when chosen; their button stays for those who want it. */
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-auto]") && event.target.matches("select, [type=checkbox], [type=radio], [type=date]")) form.requestSubmit();
});

/* Of tabs wider than the window, the one that is open is in view. */
all(".so-tabs [aria-current]").forEach((tab) => {
  const tabs = tab.closest(".so-tabs"), place = tab.getBoundingClientRect(), frame = tabs.getBoundingClientRect();
  tabs.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
});

/* A refused form says so first. */
function toErrors(within = document) { within.querySelector?.("[data-focus]")?.focus(); }
toErrors();
document.addEventListener("htmx:afterSettle", (event) => toErrors(event.target));

/* Menus close on Escape and on a click beside them. */
document.addEventListener("click", (event) => all("details[data-close][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  all("details[data-close][open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

/* Keys. The single ones can be switched off in the sheet (WCAG 2.1.4); only that choice is kept in the browser. */
const sheet = document.getElementById("shortcuts");
const places = { d: "/", c: "/cases/", i: "/inbox/", t: "/deadlines/", l: "/cases/log/" };
const single = all("[data-single-keys]")[0];
const keysOn = () => localStorage.getItem("single-keys") !== "off";
if (single) {
  single.checked = keysOn();
  single.addEventListener("change", () => localStorage.setItem("single-keys", single.checked ? "on" : "off"));
}
all("[data-opens]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => document.getElementById(button.dataset.opens)?.showModal());
});
function toSearch(event) {
  const search = document.querySelector("[data-search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
}
let goes = 0;
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return toSearch(event);
  const typing = event.target.matches?.("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
  if (event.key === "/") toSearch(event);
  else if (event.key === "?" && sheet && !sheet.open) sheet.showModal();
  else if (event.key === "g") goes = Date.now();
  else if (places[event.key] && Date.now() - goes < 1200) location.assign(places[event.key]);
});

/* Something went wrong on the way: nothing is lost from the page, and the reader is told. */
function tell(sentence) {
  const place = document.getElementById("messages");
  if (!place) return;
  const notice = document.createElement("div");
  notice.className = "so-notice bad";
  notice.setAttribute("role", "alert");
  notice.append(document.createElement("span"), Object.assign(document.createElement("p"), { textContent: sentence }));
  place.replaceChildren(notice);
  notice.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:sendError", () => tell("The office could not be reached. What you typed is still here; try again in a moment."));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401) tell("You were signed out. Sign in again in another tab, then send this once more; what you typed is still here.");
  else if (status === 403) tell("The page was too old to be sent. Reload it in another tab and copy over what you typed.");
  else if (status === 404) tell("This record is not there, or not for you to see.");
  else tell("That did not work and nothing was changed. Try again; if it happens twice, tell your administrator the time.");
});
