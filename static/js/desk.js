// What the forms of the desk do beyond plain HTML: the editor speaks to screen readers, words are counted
// and saved while they are written, a file too large is told at once.
// Everything works without this script; it only makes it better.

import { Autosave, csrfToken } from "./autosave.js";
import { showPresence } from "./presence.js";

const form = document.getElementById("writing");
const LARGEST = 20_000_000; // bytes of a picture

if (form) {
  const autosave = new Autosave(form);
  showPresence(document.querySelector("[data-presence]"), csrfToken);
  document.addEventListener("prose-editor:ready", ({ detail }) => nameEditor(autosave, detail.textarea, detail.editor));
  for (const surface of form.querySelectorAll(".ProseMirror")) // those that were quicker than this script
    nameEditor(autosave, surface.closest(".prose-editor").querySelector("textarea"), surface.editor);
  for (const counter of form.querySelectorAll("[data-count-for]")) count(counter);
  form.addEventListener("input", ({ target }) => countOf(target.id));
  form.addEventListener("change", ({ target }) => target.type === "file" && checkSize(target));
}

// The editor replaces a textarea by an element that no label names and by buttons that don't say their state.
function nameEditor(autosave, textarea, editor) {
  const surface = editor.view.dom;
  if (surface.hasAttribute("aria-labelledby")) return;
  const described = [`${textarea.id}_helptext`, `${textarea.id}_error`].filter((id) => document.getElementById(id));
  const label = document.getElementById(`${textarea.id}_label`);
  surface.setAttribute("aria-labelledby", `${textarea.id}_label`);
  if (described.length) surface.setAttribute("aria-describedby", described.join(" "));
  label?.addEventListener("click", () => editor.commands.focus());
  const bar = textarea.closest(".prose-editor")?.querySelector(".prose-menubar");
  if (bar) {
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-labelledby", `${textarea.id}_label`);
    const tell = () => tellButtons(bar);
    tell();
    editor.on("transaction", () => requestAnimationFrame(tell));
  }
  editor.on("update", () => {
    countOf(textarea.id);
    autosave.touched(3_000);
  });
  countOf(textarea.id);
  autosave.opened(textarea.name);
}

function tellButtons(bar) {
  for (const button of bar.querySelectorAll(".prose-menubar__button")) {
    if (!button.hasAttribute("aria-label")) button.setAttribute("aria-label", button.title || button.textContent);
    button.setAttribute("aria-pressed", button.classList.contains("active"));
    button.setAttribute("aria-disabled", button.classList.contains("disabled"));
  }
}

function countOf(id) {
  const counter = id && form.querySelector(`[data-count-for="${CSS.escape(id)}"]`);
  if (counter) count(counter);
}

function count(counter) {
  const field = document.getElementById(counter.dataset.countFor);
  const text = new DOMParser().parseFromString(field.value.replace(/<\/(p|li)>|<br>/g, " "), "text/html").body.textContent;
  const number = text.split(/\s+/).filter(Boolean).length;
  const budget = Number(counter.dataset.budget);
  if (number) counter.textContent = counter.dataset.written.replace("{n}", number).replace("{budget}", budget);
  counter.classList.toggle("desk-count-over", number > budget * 1.25);
}

function checkSize(input) {
  const isTooLarge = [...input.files].some((file) => file.size > LARGEST);
  input.setCustomValidity(isTooLarge ? form.dataset.tooLarge : "");
  if (isTooLarge) {
    input.reportValidity();
    input.value = "";
  }
}

document.querySelector("#log-in-again [data-close]")?.addEventListener("click", ({ target }) => target.closest("dialog").close());
