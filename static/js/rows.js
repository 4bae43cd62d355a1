// The rows of a thread as scripts see them: what hangs below which, what is folded, who is
// muted. The last two are remembered in this browser.

import { make } from "./dom.js";

export const button = (textContent, onclick, fields) =>
  make("button", {
    className: "plain",
    type: "button",
    textContent,
    onclick,
    ...fields,
  });

// Null where nothing is kept, or the browser keeps nothing.
export const kept = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

export const keep = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {}
};

// What a link to a comment leads to: "#comment-12" and "/comments/12/".
export const idIn = (link) =>
  /(?:#comment-|\/comments\/)(\d+)\/?$/.exec(link?.href)?.[1];

// A row's header, text or footer; a tombstone has none of them.
const part = (element, name) =>
  [...element.children].find(({ tagName }) => tagName === name);

const own = (header, name) =>
  [...(header?.children ?? [])].find((child) => child.matches(name));

// One pass: for each row its element, id, place, number, name, the row that it answers,
// and how many hang below it. Rows that were read `before` stay the same objects. Where
// another element has taken the place of theirs, what was added to that is gone with it.
export const readRows = (list, before) => {
  const rows = new Map();
  const lastAt = [];
  for (const element of list.children) {
    if (!element.matches(".comment")) continue;
    const id = element.id.slice(8);
    const depth = Number(/depth-(\d+)/.exec(element.className)?.[1] ?? 0);
    const header = part(element, "HEADER");
    const answered = rows.get(idIn(own(header, ".in-reply-to")));
    const old = before?.get(id) ?? {};
    const added = old.element !== element && { fold: 0, more: 0, unmute: 0 };
    const row = Object.assign(old, added, {
      element,
      header,
      id,
      at: rows.size,
      number: Number(own(header, "small")?.textContent.slice(1) ?? 0),
      name: own(header, ".comment-author")?.textContent ?? "",
      // In a list that is no thread nothing hangs below anything.
      parent: depth ? (answered ?? lastAt[depth - 1]) : undefined,
      below: 0,
    });
    for (let up = row.parent; up; up = up.parent) up.below += 1;
    lastAt[depth] = row;
    rows.set(id, row);
  }
  return rows;
};

const MUTED = "muted";
const same = (name) => name.trim().toLowerCase();
export const replies = (count) =>
  `${count} ${count === 1 ? "reply" : "replies"}`;

export const fold = (thread) => {
  const key = `folded:${thread.post}`;
  const folded = new Set(kept(key));
  // By the name that is compared: the name that is shown.
  const muted = new Map(kept(MUTED));

  const label = (row) => {
    const { fold, isFolded, below, newBelow, number } = row;
    const also = newBelow ? `, ${newBelow} new` : "";
    const text = isFolded ? `+ ${replies(below)} hidden${also}` : "−";
    // The name tells how many there are, too.
    const name = isFolded ? null : `Fold #${number} and ${replies(below)}`;
    if (fold.textContent === text && fold.ariaLabel === name) return;
    Object.assign(fold, {
      textContent: text,
      ariaLabel: name,
      ariaExpanded: String(!isFolded),
    });
  };

  const showMuted = (row) => {
    row.isShown = true;
    paint();
    row.more.focus();
  };

  // One pass over all rows, which writes only what changes and measures nothing.
  const paint = () => {
    for (const row of thread.rows.values()) {
      const { element, header, parent } = row;
      row.under = parent?.under ?? (parent?.isFolded ? parent : undefined);
      row.isFolded = row.below > 0 && folded.has(row.id);
      row.newBelow = 0;
      if (row.under && row.isNew) row.under.newBelow += 1;
      row.isMuted = muted.has(same(row.name)) && !row.isShown;
      const hides = Boolean(row.under);
      if (element.hidden !== hides) element.hidden = hides;
      element.classList.toggle("is-folded", row.isFolded);
      element.classList.toggle("is-muted", row.isMuted);
      if (row.isMuted && !row.unmute) {
        row.unmute = button("Muted – show", () => showMuted(row));
        header.append(row.unmute);
      }
      if (row.unmute) row.unmute.hidden = !row.isMuted;
    }
    for (const row of thread.rows.values()) if (row.fold) label(row);
  };

  const openMenu = (row) => {
    const { more } = row;
    const opens = more.ariaExpanded !== "true";
    more.ariaExpanded = String(opens);
    if (!opens) return row.menu.remove();
    const mute = () => {
      openMenu(row);
      thread.mute(row.name);
      row.unmute.focus();
    };
    const branch = make("a", {
      href: `/comments/${row.id}/branch/`,
      textContent: "Conversation",
      ariaLabel: `Conversation from #${row.number}`,
    });
    row.menu = make("span", {}, branch, button(`Mute ${row.name}`, mute));
    more.after(row.menu);
  };

  Object.assign(thread, {
    muted,

    toggle(row) {
      if (!row?.below) return;
      if (!folded.delete(row.id)) folded.add(row.id);
      keep(key, [...folded]);
      paint();
    },

    reveal(row) {
      for (let up = row.parent; up; up = up.parent) folded.delete(up.id);
      keep(key, [...folded]);
      paint();
    },

    // Or unmute.
    mute(name) {
      if (!muted.delete(same(name))) muted.set(same(name), name);
      keep(MUTED, [...muted]);
      for (const row of thread.rows.values()) row.isShown = false;
      paint();
      thread.draw();
    },

    // Give rows the buttons that they lack.
    equip() {
      for (const row of thread.rows.values()) {
        const { element, header, number } = row;
        if (row.below && !row.fold) {
          row.fold = button("", () => thread.toggle(row), {
            className: "plain fold",
          });
          // Beside the number; a tombstone has none.
          const small = own(header, "small");
          if (small) small.after(row.fold);
          else element.firstElementChild.append(row.fold);
        }
        const footer = part(element, "FOOTER");
        if (footer && number && !row.more) {
          row.more = button("⋯", () => openMenu(row), {
            ariaExpanded: "false",
            ariaLabel: `More about #${number}`,
          });
          footer.append(row.more);
        }
      }
      paint();
    },
  });
};
