// The fields of a section's form: their values, whatever they look like, and the marks of what they were loaded with.

const HIDDEN = /-(loaded|sources|choice|fits)$/;

export class Fields {
  constructor(form) {
    this.form = form;
  }

  // every field that can be saved by itself; pictures need the button
  names() {
    const names = [...this.form.elements].filter((each) => each.name && each.type !== "file" && each.type !== "submit");
    return [...new Set(names.map((each) => each.name))].filter((name) => this.owner(name) && !HIDDEN.test(name));
  }

  // "<uuid>-title" belongs to the item <uuid>, "case-themes" to the case
  owner(name) {
    return name.match(/^(case|[0-9a-f-]{36})-/)?.[1];
  }

  elements(name) {
    const found = this.form.elements.namedItem(name);
    return found instanceof RadioNodeList ? [...found] : found ? [found] : [];
  }

  // always a list: what is ticked, or the one value
  value(name) {
    const elements = this.elements(name);
    if (elements[0]?.type !== "checkbox") return elements.map((each) => each.value);
    return elements.filter((each) => each.checked).map((each) => each.value);
  }

  set(name, value) {
    for (const each of this.elements(name)) {
      if (each.type === "checkbox") each.checked = value.includes(each.value);
      else each.value = value[0] ?? "";
      const editor = each.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;
      editor?.commands.setContent(each.value, { emitUpdate: false });
    }
  }

  marks(owner) {
    return new URLSearchParams(this.form.elements.namedItem(`${owner}-loaded`)?.value);
  }

  mark(name) {
    const owner = this.owner(name);
    return this.marks(owner).get(name.slice(owner.length + 1)) ?? "";
  }

  setMark(name, mark) {
    const owner = this.owner(name);
    const marks = this.marks(owner);
    marks.set(name.slice(owner.length + 1), mark);
    this.form.elements.namedItem(`${owner}-loaded`).value = marks.toString();
  }

  // what the server needs to save these fields alone
  request(names) {
    const body = new URLSearchParams();
    const owners = new Set(names.map((name) => this.owner(name)));
    for (const owner of owners) {
      const own = names.filter((name) => this.owner(name) === owner);
      const marks = new URLSearchParams(own.map((name) => [name.slice(owner.length + 1), this.mark(name)]));
      body.append(`${owner}-loaded`, marks.toString());
      const sources = this.form.elements.namedItem(`${owner}-sources`);
      if (sources) body.append(`${owner}-sources`, sources.value);
      const item = this.elements(own[0])[0]?.closest(".desk-item")?.querySelector("input[name=item]");
      if (item && !body.getAll("item").includes(item.value)) body.append("item", item.value);
    }
    for (const name of names) for (const value of this.value(name)) body.append(name, value);
    return body;
  }
}
