// What the forms of the desk do beyond plain HTML: the editor speaks our words, words are counted
// and saved while they are written, a file too large is told at once.
// Everything works without this script; it only makes it better.

import { Arranging } from "./arranging.js";
import { Autosave, csrfToken } from "./autosave.js";
import { nameEditor } from "./editor.js";
import { showPresence } from "./presence.js";
import { keepUncovered } from "./uncovering.js";

const form = document.getElementById("writing");
const LARGEST = 20_000_000; // bytes of a picture

if (form) {
  const autosave = new Autosave(form);
  new Arranging(form, autosave);
  keepUncovered(form);
  showPresence(document.querySelector("[data-presence]"), csrfToken);
  document.addEventListener("prose-editor:ready", ({ detail }) => openEditor(autosave, detail.textarea, detail.editor));
  for (const surface of form.querySelectorAll(".ProseMirror")) // those that were quicker than this script
    openEditor(autosave, surface.closest(".prose-editor").querySelector("textarea"), surface.editor);
  form.addEventListener("desk:added", ({ target }) => autosave.takeIn(target));
  for (const counter of form.querySelectorAll("[data-count-for]")) count(counter);
  form.addEventListener("input", ({ target }) => countOf(target.id));
  form.addEventListener("change", ({ target }) => target.type === "checkbox" && showChosen(target.closest("details")));
  form.addEventListener("change", ({ target }) => target.type === "file" && checkSize(target));
}

function openEditor(autosave, textarea, editor) {
  if (!nameEditor(textarea, editor)) return;
  editor.on("update", () => {
    countOf(textarea.id);
    autosave.touched(3_000);
  });
  countOf(textarea.id);
  autosave.opened(textarea.name);
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
  const isOver = number > budget * 1.25;
  const wasOver = counter.classList.toggle("desk-count-over", isOver) && counter.dataset.isOver === "true";
  if (isOver && !wasOver && "isOver" in counter.dataset) tellOver(counter, field, number, budget);
  counter.dataset.isOver = isOver;
}

// said once, when a text outgrows what suits it, and not at every key
function tellOver(counter, field, number, budget) {
  const words = document.querySelector("[data-announce]");
  const label = document.getElementById(`${field.id}_label`)?.textContent.trim();
  words.textContent = words.dataset.over.replace("{field}", label).replace("{n}", number).replace("{budget}", budget);
}

// what is ticked, in the line that unfolds the boxes
function showChosen(fold) {
  const summary = fold?.querySelector(":scope > summary[data-choose]");
  if (!summary) return;
  const ticked = [...fold.querySelectorAll("label:has(:checked)")].map((label) => label.textContent.trim());
  summary.textContent = ticked.join(" · ") || summary.dataset.choose;
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
