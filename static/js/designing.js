// The desk of designs: what is typed shows in the preview at once. The server draws it, from the same templates as
// the PDF; colours are set in the frame even before it answers. Without this script a button shows the preview.

const form = document.getElementById("design");
const frame = document.querySelector("[data-preview]");
const language = document.getElementById("language");
const PROPERTIES = { first: "--pair-1", second: "--pair-2", headings: "--headings" };
const PAUSE = 250; // milliseconds without a key
let timer;
let asking;
let logo = ""; // the address of a file that was chosen and is not kept yet

if (form && frame) {
  document.querySelector("[data-without-script]").hidden = true;
  for (const picker of form.querySelectorAll("[data-colour]")) pair(picker);
  form.addEventListener("input", soon);
  form.addEventListener("change", ({ target }) => target.type === "file" && chosen(target));
  form.addEventListener("focusin", ({ target }) => target.lang && follow(target.lang));
  language.addEventListener("change", soon);
  if (form.querySelector(".desk-field-wrong")) soon(); // the page shows what was not saved
}

// the picker and the digits say the same; an empty field is the colour of the site
function pair(picker) {
  const digits = fieldOf(picker.dataset.colour);
  const show = () => (picker.value = hexOf(digits.value) || digits.placeholder);
  picker.hidden = false;
  show();
  digits.addEventListener("input", () => {
    show();
    paint(picker.dataset.colour, picker.value);
  });
  picker.addEventListener("input", () => {
    digits.value = picker.value;
    paint(picker.dataset.colour, picker.value);
  });
}

function fieldOf(name) {
  return form.elements[`design-${name}`];
}

function hexOf(written) {
  const [, digits] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(written.trim()) ?? [];
  if (!digits) return "";
  return `#${digits.length === 6 ? digits : [...digits].map((digit) => digit + digit).join("")}`.toLowerCase();
}

function paint(name, colour) {
  frame.contentDocument?.documentElement.style.setProperty(PROPERTIES[name], colour);
}

// the preview speaks the language that is written in
function follow(code) {
  if (language.value === code) return;
  language.value = code;
  soon();
}

function chosen(input) {
  if (logo) URL.revokeObjectURL(logo);
  const [file] = input.files;
  logo = file ? URL.createObjectURL(file) : "";
  soon();
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(draw, PAUSE);
}

async function draw() {
  asking?.abort();
  asking = new AbortController();
  const body = new FormData(form);
  body.delete("design-logo"); // it may be large, and this page has it
  if (logo) body.append("chosen", "1");
  let page;
  try {
    const answer = await fetch(frame.dataset.preview, { method: "POST", body, signal: asking.signal });
    if (!answer.ok || answer.redirected) return;
    // its style is for a frame without a script: here it would only be refused
    const html = (await answer.text()).replace(/<style[^]*?<\/style>/g, "");
    page = new DOMParser().parseFromString(html, "text/html");
  } catch {
    return; // a later key asks again
  }
  show(page);
}

function show(page) {
  const shown = frame.contentDocument;
  if (!shown?.body || !page.body.dataset.first) return;
  if (logo) for (const image of page.querySelectorAll(".cover-flag img")) image.src = logo;
  shown.documentElement.lang = page.documentElement.lang;
  shown.body.replaceWith(shown.adoptNode(page.body));
  for (const name of Object.keys(PROPERTIES)) {
    paint(name, shown.body.dataset[name]);
    say(name, shown.querySelector(`[data-of="${name}"]`)?.textContent ?? "");
  }
}

function say(name, words) {
  const place = form.querySelector(`[data-said="${name}"]`);
  if (place.textContent.trim() === words) return;
  place.textContent = words;
  place.closest(".desk-field").classList.toggle("desk-field-wrong", Boolean(words));
}
