// Saves a section's form while it is being written: a few seconds after typing and on leaving a field.
// What the server has not got yet is kept in this browser (keeping.js) and sent again when the line, the
// server or the log-in is back.

import { Fields } from "./fields.js";
import { newItem, openEditors } from "./items.js";
import { Kept } from "./keeping.js";

const QUIET = 3_000; // milliseconds without typing before something is saved
const LEAVING = 60_000; // bytes: browsers let no request larger than 64 KiB outlive its page, and refuse to send it so
const RETRY = [5_000, 10_000, 20_000, 40_000, 60_000];

export class Autosave {
  constructor(form) {
    this.form = form;
    this.fields = new Fields(form);
    this.kept = new Kept(form.dataset.keep);
    this.state = form.querySelector("[data-saved]");
    this.failures = 0;
    this.savedAt = new Date(this.state.dataset.now);
    this.saved = new Map(this.fields.names().map((name) => [name, this.asText(name)]));
    this.takeUp();
    form.addEventListener("input", () => this.touched(QUIET));
    form.addEventListener("change", () => this.touched(0));
    form.addEventListener("focusout", () => this.isDirty && this.touched(0));
    addEventListener("online", () => this.touched(0));
    document.addEventListener("visibilitychange", () => document.hidden && this.leaving());
    new BroadcastChannel("peerlearn-login").addEventListener("message", () => this.renewed());
    addEventListener("beforeunload", (event) => this.isDirty && !this.isLeaving && event.preventDefault());
    form.addEventListener("submit", (event) => this.submitted(event));
  }

  asText(name) {
    return JSON.stringify(this.fields.value(name));
  }

  get dirty() {
    return this.fields.names().filter((name) => this.asText(name) !== (this.saved.get(name) ?? '[""]'));
  }

  get isDirty() {
    return this.dirty.length > 0;
  }

  // the editor tidies a text when it opens it: that is not something anybody typed
  opened(name) {
    if (!(name in this.kept.read())) this.saved.set(name, this.asText(name));
  }

  // Words from before: typed here once, and no answer came. Their marks tell whether somebody else was there meanwhile.
  takeUp() {
    for (const [name, { value, mark }] of Object.entries(this.kept.read())) {
      if (!this.fields.elements(name).length && !this.showItemOf(name)) return;
      if (this.asText(name) === JSON.stringify(value)) continue; // they had arrived after all
      this.fields.set(name, value);
      this.fields.setMark(name, mark);
    }
    this.keep();
    this.touched(0);
  }

  // an item that was never saved is not on the page: show it empty, or ask for it by its identifier
  showItemOf(name) {
    const address = new URL(location.href);
    const owner = this.fields.owner(name);
    const item = owner && newItem(this.form, owner);
    if (item) return this.takeIn(item), openEditors(item), true;
    if (!owner || address.searchParams.get("new") === owner) return this.kept.write({}), false;
    address.searchParams.set("new", owner);
    this.isLeaving = true;
    location.replace(address);
    return false;
  }

  // an item that came into the page, as the server would show it: nothing of it is typed yet
  takeIn(item) {
    const names = [...item.querySelectorAll("[name]")].map((each) => each.name);
    for (const name of this.fields.names()) if (names.includes(name)) this.saved.set(name, this.asText(name));
  }

  touched(wait) {
    if (!this.isDirty) return this.sending || this.takenBack();
    this.keep();
    if (!this.failures || wait === 0) this.say("unsaved");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  // typed and undone: the server has these very words, so nothing waits any more
  takenBack() {
    clearTimeout(this.timer);
    this.failures = 0;
    this.keep();
    for (const name of this.fields.names()) if (this.hasError(name)) this.tellError(name);
    const isAnswered = this.state.dataset.state && !this.form.querySelector(".desk-conflict");
    if (isAnswered && this.state.dataset.state !== "nowhere") this.say("done");
    return true;
  }

  // no timer runs in a page that goes away: what is typed leaves with it, at once
  leaving() {
    if (!this.isDirty) return;
    this.keep();
    this.send();
  }

  keep() {
    const fields = this.dirty.map((name) => [name, { value: this.fields.value(name), mark: this.fields.mark(name) }]);
    if (!this.kept.write(Object.fromEntries(fields))) this.say("nowhere");
  }

  async send() {
    if (this.sending) return this.sending;
    this.sending = this.sendNow().finally(() => (this.sending = null));
    return this.sending;
  }

  // true when the server has everything
  async sendNow() {
    if (!this.isDirty) return this.takenBack();
    const names = this.dirty.filter((name) => this.canSend(name));
    if (!names.length) return !this.dirty.some((name) => this.isAsked(name) || this.hasError(name));
    const sent = new Map(names.map((name) => [name, this.asText(name)]));
    const body = this.fields.request(names);
    this.say("saving");
    let answer;
    try {
      answer = await fetch(this.form.dataset.save, {
        method: "POST",
        body,
        headers: { "X-CSRFToken": csrfToken() },
        redirect: "manual",
        keepalive: body.toString().length < LEAVING,
      });
    } catch {
      return this.failed("offline");
    }
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return this.loggedOut();
    if (answer.status === 404) return this.failed("gone");
    if (answer.status === 413) return this.failed("tooLong");
    if (!answer.ok) return this.failed("offline");
    this.savedAt = new Date(answer.headers.get("Date") ?? Date.now());
    this.answered(sent, await answer.json());
    return !this.dirty.some((name) => this.canSend(name));
  }

  answered(sent, { items }) {
    this.failures = 0;
    for (const [name, text] of sent) {
      const owner = this.fields.owner(name);
      const field = name.slice(owner.length + 1);
      const { loaded, saved, errors, conflicts } = items[owner] ?? { loaded: "", saved: [], errors: {}, conflicts: {} };
      this.tellError(name, this.asText(name) === text && errors[field]); // what changed meanwhile is judged anew
      if (field in conflicts) this.ask(name, conflicts[field]);
      if (!saved.includes(field)) continue;
      this.saved.set(name, text);
      this.fields.setMark(name, new URLSearchParams(loaded).get(field) ?? "");
    }
    this.keep();
    this.form.dispatchEvent(new Event("saved-items"));
    const asked = this.form.querySelector(".desk-conflict") || this.form.querySelector("[data-error]");
    this.say(asked ? "asked" : this.isDirty ? "unsaved" : "done");
    if (this.dirty.some((name) => this.canSend(name) && !this.hasError(name))) this.touched(QUIET);
  }

  failed(state) {
    this.keep();
    this.say(state);
    if (state === "gone" || state === "tooLong") return false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), RETRY[Math.min(this.failures++, RETRY.length - 1)]);
    return false;
  }

  loggedOut() {
    this.keep();
    this.say("loggedOut");
    document.getElementById("log-in-again")?.showModal();
    return false;
  }

  renewed() {
    document.getElementById("log-in-again")?.close();
    this.form.elements.csrfmiddlewaretoken.value = csrfToken();
    this.send();
  }

  // the button: what was typed goes first, so that a line that is down or a log-in that ran out loses nothing
  async submitted(event) {
    if (this.isLeaving) return;
    event.preventDefault();
    const button = event.submitter;
    await this.sending;
    const hasAll = await this.send();
    const open = this.undecided();
    if (open) return this.lead(open);
    if (!hasAll && !this.form.querySelector(".desk-conflict")) return; // no line: it is kept, and said so
    this.isLeaving = true;
    this.form.elements.csrfmiddlewaretoken.value = csrfToken();
    setTimeout(() => this.form.requestSubmit(button)); // not while this very event is still being handled
  }

  // the first question that has no answer yet, or the first field that can't be saved as it stands
  undecided() {
    const questions = [...this.form.querySelectorAll(".desk-conflict")];
    const open = questions.find((question) => !question.querySelector(":checked"));
    return open?.querySelector("input") ?? this.form.querySelector("[data-error]")?.closest(".desk-field").querySelector("input, .ProseMirror");
  }

  lead(field) {
    this.say("asked");
    field.focus();
  }

  // Two people in one field: the question is the same as without a script
  ask(name, html) {
    const field = this.fields.elements(name)[0].closest(".desk-field");
    field.querySelector(".desk-conflict")?.remove();
    const question = new DOMParser().parseFromString(html, "text/html").querySelector(".desk-conflict");
    field.classList.add("desk-field-wrong");
    field.querySelector(".desk-label, legend")?.after(question);
  }

  // a question must be answered first; words about a new picture go with the picture, by the button
  canSend(name) {
    const item = this.fields.elements(name)[0]?.closest(".desk-item");
    const waits = item?.querySelector("input[type=file]:not([data-optional])") && !item.querySelector(".desk-thumbnail");
    return !waits && !this.isAsked(name);
  }

  isAsked(name) {
    return Boolean(this.fields.elements(name)[0]?.closest(".desk-field")?.querySelector(".desk-conflict"));
  }

  tellError(name, message) {
    const field = this.fields.elements(name)[0]?.closest(".desk-field");
    field?.querySelector("[data-error]")?.remove();
    field?.classList.toggle("desk-field-wrong", Boolean(message) || this.isAsked(name));
    if (!message) return;
    const told = Object.assign(document.createElement("p"), { className: "desk-errors", textContent: message });
    told.dataset.error = "";
    field.querySelector(".desk-label, legend")?.after(told);
  }

  hasError(name) {
    return Boolean(this.fields.elements(name)[0]?.closest(".desk-field")?.querySelector("[data-error]"));
  }

  // the time is the server's: the clock of this device may be wrong
  say(state) {
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.state.textContent = this.state.dataset[state].replace("{time}", time.format(this.savedAt));
    this.state.dataset.state = state;
  }
}

export function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}
