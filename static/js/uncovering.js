// What has the focus never lies under the bar at the foot of the screen: browsers count what is under it as seen.

const ROOM = 16; // pixels

export function keepUncovered(form) {
  form.addEventListener("focusin", ({ target }) => requestAnimationFrame(() => uncover(form, target)));
}

function uncover(form, target) {
  const bars = form.querySelectorAll(".desk-savebar, .desk-savebar .desk-saved");
  // on a phone the bar itself has no box, only the line in it that says what is saved
  const bar = [...bars].find((each) => each.offsetHeight && getComputedStyle(each).position === "sticky");
  if (!bar?.textContent.trim() || bar.contains(target)) return;
  const [{ top, bottom }, edge] = [target.getBoundingClientRect(), bar.getBoundingClientRect().top];
  const isUnder = bottom > edge && top < innerHeight;
  if (isUnder) scrollBy({ top: Math.min(bottom - edge + ROOM, top - ROOM), behavior: "instant" });
}
