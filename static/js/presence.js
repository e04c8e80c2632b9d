// Says every twenty seconds that this form is open, and shows who else has it open.

const EVERY = 20_000; // milliseconds

export function showPresence(shown, csrfToken) {
  const tell = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(shown.dataset.presence, {
        method: "POST",
        headers: { "X-CSRFToken": csrfToken() },
        redirect: "manual",
      });
      if (answer.ok) show(shown, (await answer.json()).others);
    } catch {
      // without a line nobody can be seen; autosave says that the line is down
    }
  };
  tell();
  setInterval(tell, EVERY);
  document.addEventListener("visibilitychange", tell);
}

function show(shown, names) {
  const list = new Intl.ListFormat(document.documentElement.lang).format(names);
  const words = names.length === 1 ? shown.dataset.one : shown.dataset.many;
  const text = names.length ? words.replace("{names}", list) : "";
  if (shown.textContent !== text) shown.textContent = text; // said once, not every twenty seconds
}
