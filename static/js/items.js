// New items, made in the page: copies of the empty one that the page brings, with an identifier of their own.
// Nothing is asked of the server before somebody writes, so that a line that is down keeps nobody waiting.

const NOBODY = "00000000-0000-0000-0000-000000000000";

// the new item at the end of the list; null where the page brings no empty one
export function newItem(form, uid = newUid()) {
  const blank = document.getElementById("blank-item");
  if (!blank) return null;
  const html = blank.innerHTML.replaceAll(NOBODY, uid);
  const item = new DOMParser().parseFromString(html, "text/html").querySelector(".desk-item");
  form.querySelector(".desk-items").append(document.adoptNode(item));
  return item;
}

// the editors of its rich texts; the page's own are opened by the editor itself
export async function openEditors(item) {
  const texts = [...item.querySelectorAll("textarea[data-django-prose-editor-configurable]")];
  if (!texts.length) return []; // a page without rich text doesn't know where the editor lies
  const { createEditor } = await import("django-prose-editor/configurable");
  return Promise.all(texts.map((each) => createEditor(each)));
}

// randomUUID needs https or localhost; a house may serve its desk without
function newUid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
