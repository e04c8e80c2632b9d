// Adding, moving and removing items where they stand, by the same buttons that post the form without this
// script. A move posts the order alone, a removal the command alone: a page load over a bad line is spared.

import { csrfToken } from "./autosave.js";
import { letDrag } from "./dragging.js";
import { newItem, openEditors } from "./items.js";

const QUIET = 400; // milliseconds: several moves in a row are one order
const RETRY = 10_000;
const STEPS = { up: -1, down: 1 };

export class Arranging {
  constructor(form, autosave) {
    this.form = form;
    this.autosave = autosave;
    this.list = form.querySelector(".desk-items");
    this.words = document.querySelector("[data-announce]");
    this.line = Promise.resolve(); // what the server is told, one after the other
    form.addEventListener("click", (event) => this.pressed(event));
    form.addEventListener("input", ({ target }) => this.rename(target.closest(".desk-item")));
    form.addEventListener("saved-items", () => this.isMoved && this.order()); // new ones were put at the end
    addEventListener("online", () => this.isWaiting && this.order());
    addEventListener("beforeunload", (event) => this.isWaiting && !autosave.isLeaving && event.preventDefault());
    this.list.classList.add("desk-items-live"); // from here on the handles do something
    if (!this.list.querySelector(".desk-number")) return; // one item alone, by itself
    letDrag(this.list, { items: () => this.items, dropped: (item) => this.moved(item) });
  }

  get items() {
    return [...this.list.querySelectorAll(":scope > .desk-item:not([hidden])")];
  }

  pressed(event) {
    const button = event.target.closest("button[name=do]");
    const [command] = button?.value.split(":") ?? [];
    const item = button?.closest(".desk-item");
    if (command === "add" ? !this.add() : !item || !this.carryOut(command, item, button)) return;
    event.preventDefault();
  }

  carryOut(command, item, button) {
    if (command in STEPS) return this.move(item, STEPS[command], button);
    return command === "remove" && this.remove(item);
  }

  add() {
    const item = newItem(this.form);
    if (!item) return false; // by the form: what it looks like depends on the server
    this.autosave.takeIn(item);
    this.renumber();
    const opened = openEditors(item);
    const first = item.querySelector(".desk-field :is(input, textarea)");
    if (first.matches("[data-django-prose-editor-configurable]")) opened.then(() => item.querySelector(".ProseMirror")?.editor.commands.focus(null, { scrollIntoView: false }));
    else first.focus({ preventScroll: true });
    show(item);
    return true;
  }

  // the neighbour changes its place, not the item: so the button keeps the focus
  move(item, step, button) {
    const other = this.items[this.items.indexOf(item) + step];
    if (!other) return true;
    if (step < 0) item.after(other);
    else item.before(other);
    this.moved(item);
    if (button.hidden) item.querySelector(".desk-tools button:not([hidden])").focus();
    button.scrollIntoView({ block: "nearest" });
    return true;
  }

  moved(item) {
    this.isMoved = true;
    this.renumber();
    const place = this.items.indexOf(item) + 1;
    this.tell(this.words.dataset.place.replace("{place}", place).replace("{total}", this.items.length));
    this.order();
  }

  order(wait = QUIET) {
    this.isWaiting = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.queue(() => this.sendOrder()), wait);
  }

  async sendOrder() {
    const uids = this.items.map((item) => item.querySelector("input[name=item]").value);
    this.isWaiting = !(await this.post("order", uids));
    if (!this.isWaiting) return this.autosave.isDirty || this.autosave.say("done");
    this.autosave.say("offline");
    this.order(RETRY);
  }

  // out of sight at once, out of the case as soon as the server knows; the way back stands in its place
  remove(item) {
    const uid = item.querySelector("input[name=item]").value;
    const note = document.getElementById("removed-item").content.firstElementChild.cloneNode(true);
    item.before(note);
    item.hidden = true;
    this.renumber();
    const undo = note.querySelector("button");
    undo.addEventListener("click", () => this.bringBack(item, note, uid));
    undo.focus();
    this.queue(async () => {
      await this.autosave.send(); // its last words as well: nothing comes after the removal
      if (note.isConnected && !(await this.post(`remove:${uid}`))) this.refuse(item, note);
      else if (note.isConnected) item.remove();
    });
    return true;
  }

  bringBack(item, note, uid) {
    note.replaceWith(item);
    item.hidden = false;
    this.renumber();
    item.querySelector("summary").focus();
    this.queue(async () => {
      if (await this.post(`restore:${uid}`)) this.autosave.touched(0);
      else this.tell(this.words.dataset.failed);
    });
  }

  refuse(item, note) {
    const hadFocus = note.contains(document.activeElement);
    note.remove();
    item.hidden = false;
    this.renumber();
    if (hadFocus) item.querySelector("summary").focus();
    this.tell(this.words.dataset.failed);
    this.autosave.say("offline");
  }

  queue(work) {
    this.line = this.line.then(work);
  }

  async post(command, uids = []) {
    const body = new URLSearchParams([["do", command], ...uids.map((uid) => ["item", uid])]);
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
      const answer = await fetch(location.pathname, { method: "POST", body, headers, redirect: "manual", keepalive: true });
      if (answer.type === "opaqueredirect" || answer.status === 403) this.autosave.loggedOut();
      return answer.status === 204;
    } catch {
      return false;
    }
  }

  renumber() {
    this.items.forEach((item, place, { length }) => {
      item.querySelector(".desk-number").textContent = place + 1;
      const [up, down] = item.querySelectorAll("[data-move]");
      if (!up) return; // these stand in the order of their dates
      up.hidden = place === 0;
      down.hidden = place === length - 1;
    });
  }

  // the card is called by its first words while they are written
  rename(item) {
    const name = item?.querySelector("summary [data-heading]");
    const first = item?.querySelector(".desk-field :is(input[type=text], textarea)");
    if (!name || !first) return;
    const text = new DOMParser().parseFromString(first.value.replace(/<\/(p|li)>|<br>/g, " "), "text/html").body.textContent.trim();
    name.textContent = text.slice(0, 90) || name.dataset.heading;
    name.classList.toggle("desk-untitled", !text);
  }

  tell(words) {
    this.words.textContent = words;
  }
}

// a new card is seen from its first label on, not from the field that has the caret
function show(item) {
  const fits = item.offsetHeight < innerHeight * 0.6;
  item.scrollIntoView({ block: fits ? "center" : "start", behavior: "instant" }); // before anything looks at where it is
}
