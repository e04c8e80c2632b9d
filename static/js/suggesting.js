// Suggestions below a search field: an editable combobox whose list names pages, as the ARIA Authoring Practices
// have it. Typing goes on undisturbed, and without this script the field searches as it does with it.

const FEWEST = 2; // letters, as on the server
const QUIET = 150; // milliseconds after the last key
const SLOW = 1000; // on a slow line we wait as long as the last answer took, but no longer than this
const ROOM = 180; // pixels of the list that must be in sight
const LETTERS = /[\p{L}\p{N}\p{M}]+/gu;

class Suggesting {
  constructor(field) {
    this.field = field;
    this.answers = new Map(); // by what was typed
    this.took = 0;
    this.list = element("div", { role: "listbox", id: `${field.id}-suggestions`, class: "suggestions" });
    this.list.setAttribute("aria-label", field.dataset.suggestions);
    this.list.hidden = true;
    this.words = element("p", { role: "status", class: "visually-hidden" });
    field.form.append(this.list, this.words);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" })) {
      field.setAttribute(name, value);
    }
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", (event) => event.isComposing || this.typed());
    field.addEventListener("compositionend", () => this.typed());
    field.addEventListener("keydown", (event) => this.pressed(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    addEventListener("pagehide", () => this.close()); // the way back leads to the page, not to its list
    window.visualViewport?.addEventListener("resize", () => this.list.hidden || this.fit());
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  // What is typed, as far as it makes a difference to the answer
  get asked() {
    return this.field.value.trim().replace(/\s+/g, " ").toLowerCase();
  }

  typed() {
    this.stop();
    this.choose(null);
    const asked = this.asked;
    if ((asked.match(LETTERS) ?? []).join("").length < FEWEST) this.close();
    else if (this.answers.has(asked)) this.show(asked);
    else this.timer = setTimeout(() => this.ask(asked), Math.min(Math.max(QUIET, this.took), SLOW));
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async ask(asked) {
    const began = performance.now();
    const request = (this.request = new AbortController());
    try {
      const address = `${this.field.dataset.suggest}?${new URLSearchParams({ q: asked })}`;
      const response = await fetch(address, { signal: request.signal });
      if (!response.ok) return;
      this.answers.set(asked, await response.json());
    } catch {
      return; // a newer key was pressed, or the line is gone: the field searches all the same
    } finally {
      if (!request.signal.aborted) this.took = performance.now() - began;
    }
    if (asked === this.asked && document.activeElement === this.field) this.show(asked);
  }

  show(asked) {
    const { groups, guessed, said } = this.answers.get(asked);
    const note = guessed ? [element("p", { role: "presentation", class: "suggestions-note" }, said)] : [];
    const words = guessed ? [] : folded(asked).match(LETTERS);
    let number = 0;
    const shown = groups.map(({ kind, label, suggestions }) => {
      const name = element("p", { role: "presentation", id: `${this.list.id}-${kind}`, class: "label" }, label);
      const options = suggestions.map((each) => option(each, `${this.list.id}-${(number += 1)}`, words));
      return element("div", { role: "group", "aria-labelledby": name.id, "data-kind": kind }, name, ...options);
    });
    this.list.replaceChildren(...note, ...shown);
    this.words.textContent = said;
    if (!number) return this.close();
    this.list.hidden = false;
    this.list.scrollTop = 0;
    this.field.setAttribute("aria-expanded", "true");
    this.fit();
  }

  close() {
    this.stop();
    this.choose(null);
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
  }

  // The list ends above the keyboard of a phone; where too little of it would be seen, the field moves up
  fit() {
    const view = window.visualViewport;
    const room = () => view.offsetTop + view.height - this.field.getBoundingClientRect().bottom - 12;
    if (room() < ROOM) this.field.scrollIntoView({ block: "start", behavior: "instant" });
    this.list.style.maxBlockSize = `${Math.max(room(), ROOM)}px`;
  }

  pressed(event) {
    if (event.isComposing) return;
    const chosen = this.chosen;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.typed();
      if (!this.list.hidden) this.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      chosen.click();
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault(); // else the browser would empty the field
      this.close();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      this.choose(null);
    }
  }

  get chosen() {
    return this.list.querySelector("[aria-selected=true]");
  }

  // From the field through the list and back to the field
  step(by) {
    const places = [null, ...this.options];
    this.choose(places.at((places.indexOf(this.chosen) + by) % places.length));
  }

  choose(chosen) {
    for (const each of this.options) each.setAttribute("aria-selected", String(each === chosen));
    if (chosen) {
      this.field.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest", behavior: "instant" });
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function option({ title, language, detail, href }, id, words) {
  const name = element("span", { lang: language }, ...marked(title, words));
  const link = { role: "option", id, href, tabindex: "-1", "aria-selected": "false" };
  return element("a", link, name, " ", element("span", { class: "quiet" }, detail));
}

// The title with what was typed in bold: of its words those that are typed, and those that begin so
function marked(title, words) {
  const parts = [];
  let done = 0;
  for (const { 0: word, index } of title.matchAll(LETTERS)) {
    const bare = folded(word);
    const typed = words.findLast((each, place) => (place < words.length - 1 ? bare === each : bare.startsWith(each)));
    if (!typed) continue;
    const end = index + reach(word, typed.length);
    parts.push(title.slice(done, index), element("b", {}, title.slice(index, end)));
    done = end;
  }
  return [...parts, title.slice(done)];
}

// How much of a word is its first so many letters without accents
function reach(word, length) {
  let end = 1;
  while (end < word.length && folded(word.slice(0, end + 1)).length <= length) end += 1;
  return end;
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

for (const field of document.querySelectorAll("[data-suggest]")) new Suggesting(field);
