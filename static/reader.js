// The field of the screening desk with a reader that types: it sends characters fast and ends lines with Enter, line feed, Tab or nothing. Without this the button does it all.
"use strict";

(() => {
  // All characters of a zone by its first letter: two lines of 44 or 36, or three of 30.
  const SIZES = { P: [88], V: [88, 72], A: [72, 90], C: [72, 90], I: [72, 90] }, ANY = [88, 72, 90];
  const FAST = 45; // milliseconds between two characters: no hand is that quick for most of a line
  const form = document.querySelector("form[data-zone]");
  const field = form?.querySelector("[data-reader]");
  if (!field) return;
  let last = 0, quick = 0, keys = 0, due = 0;

  /* Whole: as many characters as a zone has, however they are broken into lines. */
  const signs = () => field.value.replace(/\s/g, "");
  const whole = () => (SIZES[signs()[0]?.toUpperCase()] || ANY).includes(signs().length);
  const byReader = () => keys > 8 && quick > .7 * keys; // a reader may be held up here and there
  function send() { clearTimeout(due); form.requestSubmit(); }

  field.addEventListener("keydown", (event) => {
    const gap = event.timeStamp - last;
    last = event.timeStamp;
    if (!field.value) quick = keys = 0;
    if (event.key.length === 1) { keys += 1; quick += gap < FAST; }
    clearTimeout(due);
    if (event.key === "Enter" || (event.key === "Tab" && byReader()) || (event.key === "j" && event.ctrlKey && byReader())) {
      const empty = field.selectionStart === field.value.length && /\n\s*$/.test(field.value);
      if (event.ctrlKey && event.key === "Enter" || whole() || (event.key === "Enter" && empty && !byReader() && signs().length)) { event.preventDefault(); return send(); }
      if (event.key !== "Enter") { event.preventDefault(); field.setRangeText("\n", field.selectionStart, field.selectionEnd, "end"); }
    }
  });

  /* A reader set to end with nothing: when it falls silent with a whole zone, that was the document. */
  field.addEventListener("input", () => { if (byReader() && whole()) due = setTimeout(send, signs().length === 72 ? 900 : 300); });

  /* On a result the outcome is read out first; n, or the first character of a reader, goes to the field. */
  const result = document.querySelector("[data-result]");
  if (result) result.focus({ preventScroll: true });
  const keysOn = () => localStorage.getItem("single-keys") !== "off";
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.("input, textarea, select, button, a, summary, [contenteditable]") || event.ctrlKey || event.metaKey || event.altKey || !keysOn() || document.querySelector("dialog[open]")) return;
    if (event.key === "n") { event.preventDefault(); field.focus(); field.select(); }
    else if (/^[A-Z<]$/.test(event.key)) { field.focus(); field.select(); }
  });
})();
