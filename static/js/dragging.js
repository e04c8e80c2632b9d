// Moving an item by its handle, with mouse, pen or finger. While it is held all cards show their first line only,
// so that the way is short. The neighbours change their places: the one that is held stays under the pointer.

const EDGE = 64; // pixels from the edge of the screen within which it scrolls
const SPEED = 12;

export function letDrag(list, { items, dropped }) {
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    const item = handle.closest(".desk-item");
    const before = items().indexOf(item);
    handle.setPointerCapture(event.pointerId);
    gather(list, item, handle);
    const move = ({ clientY }) => follow(items(), item, clientY);
    const end = () => {
      handle.removeEventListener("pointermove", move);
      gather(list, item, handle, false);
      if (items().indexOf(item) !== before) dropped(item);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end, { once: true });
  });
}

// folds or unfolds the list around the item, which stays where it is on the screen
function gather(list, item, handle, isHeld = true) {
  const top = handle.getBoundingClientRect().top;
  list.classList.toggle("desk-items-held", isHeld);
  item.classList.toggle("desk-item-held", isHeld);
  scrollBy(0, handle.getBoundingClientRect().top - top);
}

function follow(items, item, y) {
  if (y < EDGE) scrollBy(0, -SPEED);
  if (y > innerHeight - EDGE) scrollBy(0, SPEED);
  const at = items.indexOf(item);
  const [above, below] = [items[at - 1], items[at + 1]];
  if (above && y < middle(above)) item.after(above);
  else if (below && y > middle(below)) item.before(below);
}

function middle(item) {
  const { top, height } = item.getBoundingClientRect();
  return top + height / 2;
}
