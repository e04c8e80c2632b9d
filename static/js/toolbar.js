// The buttons above a rich text: one stop of the Tab key, arrows inside (the toolbar of WAI-ARIA), named in the
// language of the page by the template that they are copied from.

import { askForLink } from "./link.js";

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function addToolbar(editor, label) {
  const surface = editor.view.dom;
  const bar = document.getElementById("toolbar").content.firstElementChild.cloneNode(true);
  const buttons = [...bar.querySelectorAll("button")];
  bar.setAttribute("aria-label", bar.dataset.name.replace("{field}", label));
  buttons.forEach((button) => nameKeys(button, bar.dataset.shift));
  buttons[0].tabIndex = 0;
  bar.addEventListener("focusin", ({ target }) => buttons.forEach((each) => (each.tabIndex = each === target ? 0 : -1)));
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection in the text stays
  bar.addEventListener("click", ({ target }) => carryOut(editor, target.closest("button")?.dataset.command));
  bar.addEventListener("keydown", (event) => walk(event, buttons, editor));
  surface.addEventListener("keydown", (event) => shortcut(event, editor, buttons), { capture: true });
  surface.before(bar);
  let asked = 0;
  const tell = () => tellStates(editor, buttons);
  editor.on("transaction", () => (cancelAnimationFrame(asked), (asked = requestAnimationFrame(tell))));
  tell();
}

function nameKeys(button, shift) {
  const keys = button.dataset.keys;
  button.setAttribute("aria-keyshortcuts", isMac ? keys.replace("Control", "Meta") : keys);
  button.title = `${button.getAttribute("aria-label")} (${keys.replace("Control", isMac ? "⌘" : "Ctrl").replace("Shift", shift)})`;
}

function carryOut(editor, command) {
  if (command === "link") askForLink(editor);
  else if (command) COMMANDS[command](editor.chain().focus()).run();
}

function walk(event, buttons, editor) {
  const at = buttons.indexOf(event.target.closest("button"));
  const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? (event.key in STEPS ? at + STEPS[event.key] : null);
  if (event.key === "Escape") editor.commands.focus();
  else if (to !== null) buttons.at(to % buttons.length).focus();
  else return;
  event.preventDefault();
}

function shortcut(event, editor, buttons) {
  const isLink = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  const isToBar = event.key === "F10" && event.altKey;
  if (!isLink && !isToBar) return;
  event.preventDefault();
  event.stopPropagation();
  if (isLink) askForLink(editor);
  else buttons.find((button) => button.tabIndex === 0).focus();
}

function tellStates(editor, buttons) {
  for (const button of buttons) {
    const { command } = button.dataset;
    if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", editor.isActive(command));
    else button.setAttribute("aria-disabled", !editor.can()[command]());
  }
}
