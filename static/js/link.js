// The dialog in which a link of a rich text is set, changed or taken away.

const SCHEME = /^(https?:\/\/|mailto:)\S+$/i;
const HOST = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#]\S*)?$/u;
const MAILBOX = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/;

let asking = null;
let selection = null; // where the writer was, and is again when the dialog has gone

export function askForLink(editor) {
  const dialog = document.getElementById("link");
  const href = editor.getAttributes("link").href ?? "";
  const [words, address] = [field("words"), field("address")];
  asking = editor;
  selection = editor.state.selection;
  if (!dialog.dataset.isReady) prepare(dialog);
  dialog.querySelector("[data-link-words]").hidden = Boolean(href) || !editor.state.selection.empty;
  dialog.querySelector("[data-remove]").hidden = !href;
  words.value = "";
  address.value = href;
  say("");
  dialog.showModal();
  (words.closest("[hidden]") ? address : words).focus();
}

function prepare(dialog) {
  dialog.dataset.isReady = "true";
  dialog.querySelector("[data-cancel]").addEventListener("click", () => leave(dialog));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave(dialog);
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const isRemoval = event.submitter?.value === "remove";
    const href = addressOf(field("address").value.trim());
    if (!isRemoval && !href) {
      say(event.target.dataset.noAddress);
      return field("address").focus();
    }
    setLink(asking, isRemoval ? null : href);
    selection = asking.state.selection;
    leave(dialog);
  });
}

// at once: who types on would find the caret moved under their hands a moment later
function leave(dialog) {
  dialog.close();
  const { from, to } = selection;
  asking.commands.setTextSelection({ from, to });
  asking.view.focus();
}

function setLink(editor, href) {
  const chain = editor.chain();
  if (editor.isActive("link")) chain.extendMarkRange("link");
  if (!href) return chain.unsetLink().run();
  if (!editor.state.selection.empty || editor.isActive("link")) return chain.setLink({ href }).run();
  const text = field("words").value.trim() || field("address").value.trim();
  return chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).unsetMark("link").run();
}

// "" when it is none that the editor takes
function addressOf(typed) {
  if (SCHEME.test(typed)) return typed;
  if (MAILBOX.test(typed)) return `mailto:${typed}`;
  return HOST.test(typed) ? `https://${typed}` : "";
}

function say(error) {
  document.getElementById("link-error").textContent = error;
  field("address").setAttribute("aria-invalid", Boolean(error));
}

function field(name) {
  return document.getElementById(`link-${name}`);
}
