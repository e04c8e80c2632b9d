// The reading list follows its reader: what they add is kept in this browser, and nowhere else.
// The list itself is in the address of its page, and everything works without this.

const KEY = "reading-list";
const MOST = 50; // as on the server

const page = document.querySelector("[data-reading-list]");

function kept() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return ""; // the browser keeps nothing: each address is a list of its own
  }
}

function keep(list) {
  try {
    localStorage.setItem(KEY, list);
  } catch {
    // nothing lost but the convenience
  }
}

function entriesOf(query) {
  const known = [...new URLSearchParams(query)].filter(([kind]) => kind === "case" || kind === "lesson");
  return [...new Set(known.map(([kind, name]) => `${kind}=${encodeURIComponent(name)}`))];
}

function joined(...lists) {
  return [...new Set(lists.flatMap(entriesOf))].slice(0, MOST).join("&");
}

// On a case or a lesson: the link adds to the list that is kept.
function prepareToAdd(link) {
  const entry = link.dataset.listAdd;
  const address = link.getAttribute("href").split("?")[0];
  const refresh = () => {
    const own = kept();
    link.href = `${address}?${joined(own, entry)}`;
    if (entriesOf(own).includes(entry)) link.textContent = link.dataset.there;
  };
  link.addEventListener("click", () => keep(joined(kept(), entry)));
  window.addEventListener("pageshow", refresh); // also on the way back from the list
  window.addEventListener("storage", refresh);
  refresh();
}

// On the list: what is done to one's own list is kept; another's is looked at until one says so.
function prepareList() {
  const shown = joined(page.dataset.readingList);
  const own = joined(kept());
  const address = location.pathname;
  if (!shown && own && !location.search) {
    location.replace(`${address}?${own}`);
    return;
  }
  const isOwn = shown === own || !own;
  if (!isOwn) offerOwn(own, shown, address);
  for (const step of page.querySelectorAll("[data-list-step]")) {
    step.addEventListener("click", () => {
      if (isOwn) keep(joined(new URL(step.href).search));
    });
  }
}

function offerOwn(own, shown, address) {
  const offer = page.querySelector("[data-own-list]");
  offer.hidden = false;
  offer.querySelector("[data-show-own]").href = `${address}?${own}`;
  offer.querySelector("[data-join-own]").addEventListener("click", () => {
    keep(joined(own, shown));
    location.assign(`${address}?${kept()}`);
  });
  offer.querySelector("[data-keep-as-own]").addEventListener("click", () => {
    keep(shown);
    location.reload();
  });
}

function prepareCopying(button) {
  const field = document.getElementById("list-address");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copy;
    } catch {
      // selected, at least
    }
  });
}

document.querySelectorAll("[data-list-add]").forEach(prepareToAdd);
document.querySelectorAll("[data-copy]").forEach(prepareCopying);
if (page) prepareList();
