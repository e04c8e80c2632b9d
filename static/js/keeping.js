// Words that are not saved yet, kept in this browser: they survive a closed tab and a restarted browser.
// One place for each person, case, section and language; nothing is kept once the server has it.

export class Kept {
  constructor(place) {
    this.place = `peerlearn:${place}`;
  }

  // {name: {value, mark}}: what was typed, and the mark of the words that it was typed over
  read() {
    try {
      return JSON.parse(localStorage.getItem(this.place)) ?? {};
    } catch {
      return {};
    }
  }

  write(fields) {
    try {
      if (Object.keys(fields).length) localStorage.setItem(this.place, JSON.stringify(fields));
      else localStorage.removeItem(this.place);
      return true;
    } catch {
      return false; // the browser keeps nothing, or has no room: the form says so
    }
  }
}
