// The editor of rich texts replaces a textarea by an element that no label names: this names it, gives it its
// buttons, and keeps the line being written above the bar that says what is saved.

import { addToolbar } from "./toolbar.js";

const ROOM = { top: 32, right: 0, bottom: 96, left: 0 }; // pixels that stay free around the caret

// true the first time
export function nameEditor(textarea, editor) {
  const surface = editor.view.dom;
  if (surface.hasAttribute("aria-labelledby")) return false;
  const described = [`${textarea.id}_helptext`, `${textarea.id}_error`].filter((id) => document.getElementById(id));
  const label = document.getElementById(`${textarea.id}_label`);
  surface.setAttribute("aria-labelledby", `${textarea.id}_label`);
  if (described.length) surface.setAttribute("aria-describedby", described.join(" "));
  label?.addEventListener("click", () => editor.commands.focus());
  addToolbar(editor, label?.textContent.trim() ?? "");
  editor.setOptions({ editorProps: { ...editor.options.editorProps, scrollMargin: ROOM, scrollThreshold: ROOM } });
  if (textarea.autofocus) editor.commands.focus();
  return true;
}
