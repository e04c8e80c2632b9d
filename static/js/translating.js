// Beside a translation: the field that a link leads to takes the caret, and while one types the glossary says
// which of its terms are not used yet. Without this script the page says it after saving.

const form = document.getElementById("writing");

// the browser goes to the address itself, once everything is there, and takes the caret from whoever has it then
if (document.readyState === "complete") enter();
else addEventListener("load", () => setTimeout(enter));
addEventListener("hashchange", enter);
form.addEventListener("input", ({ target }) => hint(target.closest(".translation"), target));

// the editor takes its time: where it is not there yet, its readiness is waited for
function enter() {
  const field = location.hash.startsWith("#text-") && document.getElementById(location.hash.slice(1));
  if (!field) return;
  const plain = field.querySelector(".translation-line textarea");
  const focus = (editor) => {
    editor.commands.focus("end", { scrollIntoView: false });
    field.scrollIntoView(); // what the editor added has moved it
  };
  if (plain) return plain.focus({ preventScroll: true });
  const surface = field.querySelector(".ProseMirror");
  if (surface?.editor) return focus(surface.editor);
  document.addEventListener("prose-editor:ready", ({ detail }) => field.contains(detail.textarea) && focus(detail.editor));
}

function hint(text, field) {
  const words = wordsOf(field.value ?? field.textContent);
  for (const term of text?.querySelectorAll("[data-term]") ?? []) {
    const isUsed = !words.length || has(words, wordsOf(term.dataset.term.replace(/\s*\([^)]*\)/g, "")));
    term.querySelector(".glossary-lacking").hidden = isUsed;
  }
}

function wordsOf(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

// the beginnings of the words in their order: looser than the server, which looks again when it is saved
function has(words, wanted) {
  const beginnings = wanted.map((word) => word.slice(0, Math.max(3, word.length - 3)));
  return words.some((_, start) => beginnings.every((beginning, place) => words[start + place]?.startsWith(beginning)));
}
