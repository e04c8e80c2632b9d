// Comments on a passage: select words, press the button that appears, write. In the preview the words that were
// commented on are marked. Without this script the form takes the words as they are typed into it.

const LONGEST = 400; // characters of a passage
const BLOCKS = "p, li, blockquote, h1, h2, h3, h4, td, th, figcaption, div";
const FIELD = /^[0-9a-f-]{36}-[a-z_]+$/;
const form = document.querySelector("[data-comment-form]");
const dialog = document.querySelector("[data-comment-dialog]");
let passage = null;

if (form && dialog) {
  markPassages();
  const home = form.parentElement;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "comment-here";
  button.textContent = form.dataset.button;
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // what is selected stays selected
  button.addEventListener("click", () => write(button));
  button.addEventListener("blur", () => requestAnimationFrame(() => look(button)));
  document.addEventListener("selectionchange", () => requestAnimationFrame(() => look(button)));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    home.append(form);
    form.querySelector("[data-without-words]")?.toggleAttribute("hidden", false);
  });
  // words that are typed anew, or another item: the server looks for them itself
  for (const name of ["quote", "about"]) field(name)?.addEventListener("input", () => tell({ language: form.dataset.language }));
  document.addEventListener("click", (event) => show(event, event.target.closest("[data-passage-of]")));
}

function field(name) {
  return form.elements.namedItem(name);
}

function look(button) {
  if (document.activeElement === button || dialog.open) return;
  passage = inField(document.activeElement) ?? inPage(getSelection());
  if (!passage) return button.remove();
  if (button.parentElement !== passage.host) passage.host.append(button);
  const host = passage.host.getBoundingClientRect();
  const words = passage.rect;
  const before = getComputedStyle(passage.host).direction === "rtl" ? host.right - words.right : words.left - host.left;
  const start = Math.min(before, host.width - button.offsetWidth);
  // below the words, but always in sight: above the bar that saves, and on the screen
  const bar = document.querySelector(".desk-savebar")?.offsetHeight ?? 0;
  const lowest = innerHeight - bar - button.offsetHeight - 8;
  button.style.insetBlockStart = `${Math.min(words.bottom + 4, lowest) - host.top}px`;
  button.style.insetInlineStart = `${Math.max(0, start)}px`;
}

// words in a plain field
function inField(element) {
  if (!FIELD.test(element?.name ?? "") || !element.closest(".desk-field")) return null;
  let selected = "";
  try {
    selected = element.value.slice(element.selectionStart, element.selectionEnd);
  } catch {
    return null; // a field of numbers or dates has no selection
  }
  return named(selected, element.name, form.dataset.language, element, element.getBoundingClientRect());
}

// words in the editor, in the original beside a translation, or in the preview
function inPage(selection) {
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const [start, around] = [range.startContainer, range.commonAncestorContainer].map((node) => node.closest ? node : node.parentElement);
  const [editor, source, page] = [".ProseMirror", ".desk-source", "[data-passages]"].map((place) => around.closest(place));
  const rect = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  if (editor || source) {
    const area = around.closest(".desk-field")?.querySelector("textarea[name], input[name]");
    return area && named(selection.toString(), area.name, editor ? form.dataset.language : source.lang, around, rect);
  }
  const quote = words(selection.toString());
  if (!page || !quote) return null;
  let item = start.closest("[id]");
  while (item && !/^[a-z]+-[0-9a-f]{8}$/.test(item.id)) item = item.parentElement?.closest("[id]");
  const language = start.closest("[lang]").lang;
  const part = start.closest("section.part")?.id ?? "";
  return { quote, language, part, anchor: page.contains(item) ? item.id : "", host: page, rect };
}

function named(selected, name, language, element, rect) {
  const [item, fieldName] = [name.slice(0, 36), name.slice(37)];
  const quote = words(selected);
  return quote && FIELD.test(name) ? { quote, item, field: fieldName, language, host: element.closest(".desk-field"), rect } : null;
}

// as much of it as is kept, without half a word at its end
function beginning(quote) {
  return quote.length > LONGEST ? quote.slice(0, quote.lastIndexOf(" ", LONGEST)) : quote;
}

function words(text) {
  return text.split(/\s+/).filter(Boolean).join(" ");
}

function tell({ item = "", field: name = "", anchor = "", language = "" }) {
  for (const [key, value] of Object.entries({ item, field: name, anchor, language })) field(`passage_${key}`).value = value;
}

function write(button) {
  field("quote").value = beginning(passage.quote);
  const section = field("section"); // where it goes when the words are in no text: a date, the name of a city
  if (section) section.value = [...section.options].find((each) => passage.part.startsWith(each.value))?.value ?? section.options[0].value;
  const about = field("about");
  if (about) about.value = [...about.options].some((each) => each.value === passage.item) ? passage.item : "";
  tell(passage);
  button.remove();
  dialog.querySelector("[data-comment-place]").append(form);
  form.querySelector("[data-without-words]")?.toggleAttribute("hidden", true);
  dialog.showModal();
  field("text").focus();
}

// from a comment to its words, when their field is on this page
function show(event, link) {
  const area = link && document.querySelector(`[name="${CSS.escape(link.dataset.passageOf)}"]`);
  if (!area || link.dataset.language !== form.dataset.language) return;
  event.preventDefault();
  for (let card = area.closest("details"); card; card = card.parentElement.closest("details")) card.open = true;
  lead(area, words(link.closest(".desk-thread").querySelector(".comment-quote").textContent).slice(1, -1));
}

function lead(area, quote) {
  const surface = area.closest(".prose-editor")?.querySelector(".ProseMirror");
  // on a slow line an editor may take the place of the field only now, and the focus would be lost
  if (!surface) document.addEventListener("prose-editor:ready", ({ detail }) => detail.textarea === area && lead(area, quote));
  (surface ?? area).focus();
  (surface ?? area).scrollIntoView({ block: "center" });
  const range = surface && rangeOf(surface, quote);
  if (range) getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  else if (!surface && area.value.includes(quote)) area.setSelectionRange(area.value.indexOf(quote), area.value.indexOf(quote) + quote.length);
}

function markPassages() {
  const page = document.querySelector("[data-passages]");
  const list = document.getElementById("passages");
  if (!page || !list) return;
  for (const { comment, quote, anchor } of JSON.parse(list.textContent)) {
    const range = rangeOf((anchor && document.getElementById(anchor)) || page, quote);
    const marks = range ? textsIn(range).map((text) => mark(text, `#comment-${comment}`)) : [];
    if (location.hash !== `#words-${comment}`) continue;
    // whoever has just commented goes on reading where they were
    (marks[0] ?? document.getElementById(`comment-${comment}`))?.scrollIntoView({ block: "center" });
    marks[0]?.focus({ preventScroll: true });
  }
}

function mark(text, address) {
  const marked = document.createElement(text.parentElement.closest("a") ? "mark" : "a");
  marked.className = "commented";
  if (marked.localName === "a") marked.href = address;
  text.replaceWith(marked);
  marked.append(text);
  return marked;
}

// where words stand, whatever the white space between them; null when they don't
function rangeOf(root, quote) {
  const places = [];
  let text = "";
  let block = null;
  const add = (letter, node, offset) => {
    if (letter === " " && (!text || text.endsWith(" "))) return;
    text += letter;
    places.push([node, offset]);
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement.closest(BLOCKS);
    if (own !== block) add(" ", node, 0);
    block = own;
    for (let offset = 0; offset < node.data.length; offset++) add(/\s/.test(node.data[offset]) ? " " : node.data[offset], node, offset);
  }
  const at = text.indexOf(quote);
  if (at < 0) return null;
  const range = document.createRange();
  range.setStart(...places[at]);
  const [last, offset] = places[at + quote.length - 1];
  range.setEnd(last, offset + 1);
  return range;
}

// the text nodes of a range, cut so that they hold nothing else
function textsIn(range) {
  const { startContainer, startOffset, endContainer, endOffset } = range;
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.currentNode; node; node = walker.nextNode())
    if (node.nodeType === Node.TEXT_NODE && range.intersectsNode(node) && node.data.trim()) texts.push(node);
  return texts.map((node) => {
    if (node === endContainer) node.splitText(endOffset);
    return node === startContainer ? node.splitText(startOffset) : node;
  });
}
