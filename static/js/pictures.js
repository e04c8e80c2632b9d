// The pictures section: several files at once, each sent on its own with its progress, and the focal point.
// A file keeps the identifier that it was given here, so that sending it again over a bad line adds it once.

import { csrfToken } from "./autosave.js";

const LARGEST = 20_000_000; // bytes of a picture
const form = document.getElementById("writing");
const place = form?.querySelector("[data-add]");

class Upload {
  constructor(file, queue) {
    this.file = file;
    this.queue = queue;
    this.uid = crypto.randomUUID?.() ?? uuid();
    this.row = document.createElement("li");
    this.row.className = "pictures-file";
    this.name = part("span", "pictures-name", file.name);
    this.said = part("span", "pictures-said");
    this.bar = document.createElement("progress");
    this.bar.max = 100;
    this.bar.setAttribute("aria-label", file.name);
    this.buttons = part("span", "pictures-buttons");
    this.row.append(this.name, this.said, this.bar, this.buttons);
    this.wait();
  }

  wait() {
    this.state = "waiting";
    this.bar.hidden = false;
    this.bar.value = 0;
    this.show(this.queue.words.waiting, ["cancel"]);
  }

  show(words, commands = []) {
    const held = this.buttons.contains(document.activeElement);
    this.said.textContent = words;
    this.row.dataset.state = this.state;
    this.buttons.replaceChildren(...commands.map((command) => this.button(command)));
    if (held) (this.buttons.firstElementChild ?? this.queue.input).focus();
  }

  button(command) {
    const button = part("button", "button-link", this.queue.words[command]);
    button.type = "button";
    button.setAttribute("aria-label", fill(this.queue.words.of, { command: this.queue.words[command], name: this.file.name }));
    button.addEventListener("click", () => (command === "again" ? this.again() : this.drop()));
    return button;
  }

  again() {
    this.wait();
    this.queue.next();
  }

  drop() {
    this.request?.abort();
    this.state = "dropped";
    if (this.buttons.contains(document.activeElement)) this.queue.input.focus();
    this.row.remove();
    this.queue.forget(this);
  }

  fail(words, commands) {
    this.state = commands.includes("again") ? "broken" : "refused";
    this.bar.hidden = true;
    this.show(words, commands);
    this.queue.tell(fill(this.queue.words.failed, { name: this.file.name, reason: words }));
  }

  // resolves when the server has answered or the line is gone, whatever came of it
  send() {
    if (this.file.size > LARGEST) return this.fail(this.queue.words.tooLarge, ["dismiss"]);
    this.state = "sending";
    this.show("0 %", ["cancel"]);
    return new Promise((resolve) => {
      const request = (this.request = new XMLHttpRequest());
      request.open("POST", this.queue.address);
      request.setRequestHeader("X-CSRFToken", csrfToken());
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => this.moved(event));
      request.addEventListener("load", () => resolve(this.answered(request)));
      request.addEventListener("error", () => resolve(this.fail(this.queue.words.broken, ["again", "dismiss"])));
      request.addEventListener("abort", resolve);
      const body = new FormData();
      body.append("item", this.uid);
      body.append("picture", this.file);
      request.send(body);
    });
  }

  moved({ lengthComputable, loaded, total }) {
    if (!lengthComputable) return;
    const percent = Math.floor((loaded / total) * 100);
    this.bar.value = percent;
    if (loaded < total) this.said.textContent = `${percent} %`;
    else this.show(this.queue.words.checking);
  }

  answered({ status, response }) {
    const { words } = this.queue;
    if (status === 200 && response?.item) return this.arrived();
    if (status === 200 || status === 401 || status === 403) return this.loggedOut();
    if (status === 422) return this.fail(response?.error ?? words.broken, ["dismiss"]);
    if (status === 413) return this.fail(words.tooLarge, ["dismiss"]);
    if (status === 404) return this.fail(words.gone, ["dismiss"]);
    this.fail(words.broken, ["again", "dismiss"]);
  }

  loggedOut() {
    document.getElementById("log-in-again")?.showModal();
    this.fail(this.queue.words.loggedOut, ["again", "dismiss"]);
  }

  arrived() {
    this.state = "added";
    this.row.remove();
    this.queue.tell(fill(this.queue.words.added, { name: this.file.name }));
    this.queue.forget(this);
  }
}

class Queue {
  constructor(place) {
    this.place = place;
    this.words = place.dataset;
    this.address = place.dataset.add;
    this.input = place.querySelector("input[type=file]");
    this.list = place.querySelector("[data-coming]");
    this.told = place.querySelector("[data-told]");
    this.uploads = [];
    place.querySelector(".pictures-without-script").hidden = true;
    this.input.addEventListener("change", () => this.chosen());
    addEventListener("dragover", (event) => this.over(event));
    addEventListener("dragleave", (event) => event.relatedTarget ?? place.classList.remove("pictures-over"));
    addEventListener("drop", (event) => this.dropped(event));
    addEventListener("online", () => this.retry());
    new BroadcastChannel("peerlearn-login").addEventListener("message", () => this.retry());
    addEventListener("beforeunload", (event) => this.isBusy && event.preventDefault());
    document.addEventListener("submit", (event) => this.submitted(event), true); // before anybody else
  }

  get isBusy() {
    return this.uploads.some(({ state }) => state === "waiting" || state === "sending");
  }

  chosen() {
    const files = [...this.input.files];
    this.input.value = "";
    this.add(files);
  }

  over(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.place.classList.add("pictures-over");
  }

  dropped(event) {
    this.place.classList.remove("pictures-over");
    if (!event.dataTransfer?.files.length || event.target.matches?.("input[type=file]")) return;
    event.preventDefault(); // else the browser would leave the page and show the picture
    this.add([...event.dataTransfer.files]);
  }

  add(files) {
    const uploads = files.map((file) => new Upload(file, this));
    this.uploads.push(...uploads);
    this.list.append(...uploads.map(({ row }) => row));
    this.next();
  }

  forget(upload) {
    this.uploads = this.uploads.filter((each) => each !== upload);
  }

  retry() {
    for (const upload of this.uploads) if (upload.state === "broken") upload.wait();
    this.next();
  }

  // one after the other: a thin line carries one whole picture rather than eight halves
  async next() {
    if (this.isSending) return;
    this.isSending = true;
    let upload;
    let added = 0;
    while ((upload = this.uploads.find(({ state }) => state === "waiting"))) {
      await upload.send();
      added += upload.state === "added";
    }
    if (added) await this.showNew();
    this.isSending = false;
    if (this.uploads.some(({ state }) => state === "waiting")) return this.next();
    if (this.submitter && !this.uploads.length) form.requestSubmit(this.submitter);
    this.submitter = null;
  }

  // a button of the form waits for what is on its way
  submitted(event) {
    if (event.target !== form || !(this.isBusy || this.isSending)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.submitter = event.submitter;
  }

  tell(words) {
    this.told.textContent = words;
  }

  // the section as it is now has a form for each new picture: theirs are taken over, what is being written stays
  async showNew() {
    let page;
    try {
      const answer = await fetch(location.href);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return location.reload();
    }
    const items = form.querySelector(".desk-items");
    let first;
    for (const fresh of page.querySelectorAll("#writing .desk-items > .desk-item")) {
      const here = document.getElementById(fresh.id);
      if (here) here.querySelector(".desk-tools")?.replaceWith(fresh.querySelector(".desk-tools"));
      else {
        fresh.querySelector("details")?.toggleAttribute("open", !first);
        first ??= fresh;
        items.append(document.adoptNode(fresh));
        prepareFocal(fresh);
        fresh.dispatchEvent(new Event("desk:added", { bubbles: true }));
      }
    }
    for (const place of [".desk-sections", ".desk-missing", ".pictures-label"]) {
      const [here, now] = [document.querySelector(place), page.querySelector(place)];
      if (here && now) here.replaceWith(document.adoptNode(now));
    }
  }
}

// Where the eye should rest: two sliders hold it, a click on the picture moves them, the crops follow.
function prepareFocal(root) {
  for (const focal of root.querySelectorAll("[data-focal]")) {
    const sliders = [...focal.querySelectorAll("input[type=range]")];
    const picture = focal.querySelector(".focal-picture");
    focal.addEventListener("input", () => showFocal(focal, sliders));
    picture.addEventListener("click", (event) => {
      const { left, top, width, height } = picture.getBoundingClientRect();
      const point = [(event.clientX - left) / width, (event.clientY - top) / height];
      sliders.forEach((slider, axis) => (slider.value = Math.round(point[axis] * 100)));
      for (const kind of ["input", "change"]) for (const slider of sliders) slider.dispatchEvent(new Event(kind, { bubbles: true }));
    });
    showFocal(focal, sliders);
  }
}

function showFocal(focal, sliders) {
  const [x, y] = sliders.map(({ value }) => Number(value));
  const said = fill(focal.dataset.said, { x, y });
  for (const slider of sliders) slider.setAttribute("aria-valuetext", said);
  focal.querySelector("[data-where]").textContent = said;
  for (const mark of focal.querySelectorAll("circle")) {
    mark.setAttribute("cx", `${x}%`);
    mark.setAttribute("cy", `${y}%`);
  }
  for (const crop of focal.querySelectorAll("[data-ratio]")) {
    const image = crop.querySelector("image");
    const [wide, high, ratio] = [image.getAttribute("width"), image.getAttribute("height"), crop.dataset.ratio].map(Number);
    const width = Math.min(wide, high * ratio);
    const height = width / ratio;
    crop.setAttribute("viewBox", [((wide - width) * x) / 100, ((high - height) * y) / 100, width, height].join(" "));
  }
}

// one picture stands for the case: choosing another lets the first go
function keepOneCover({ target }) {
  if (!target.matches("[name$='-is_cover']:checked")) return;
  for (const other of form.querySelectorAll("[name$='-is_cover']:checked")) if (other !== target) other.checked = false;
}

function part(tag, name, words = "") {
  return Object.assign(document.createElement(tag), { className: name, textContent: words });
}

function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

// where the page has no secure line, crypto gives numbers but no identifiers
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((byte, at) => ([4, 6, 8, 10].includes(at) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
}

if (place) new Queue(place);
if (form) {
  prepareFocal(form);
  form.addEventListener("change", keepOneCover, true); // before it is saved
}
