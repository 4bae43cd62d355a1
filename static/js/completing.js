// Completes @name and #12 while somebody types, from what the page shows: no request.

import { make } from "./page.js";

const SHOWN = 6;
const BEGUN = /(?:^|[\s(>])([@#])([^\s@#][^@#\n]{0,29}|)$/u;

const numberOf = (row) => row.querySelector("header > small")?.textContent;

const names = () => {
  const found = document.querySelectorAll(".comment-author");
  // Who spoke last comes first.
  return [
    ...new Set([...found].map((one) => one.textContent.trim()).reverse()),
  ];
};

const startsSo = (name, typed) =>
  name.startsWith(typed) || name.includes(` ${typed}`);

const options = (sign, typed) => {
  const wanted = typed.toLowerCase();
  if (sign === "@") {
    return names()
      .filter((name) => startsSo(name.toLowerCase(), wanted))
      .map((name) => ({ text: `@${name}`, shown: `@${name}` }));
  }
  return [...document.querySelectorAll(".comment[id]")]
    .map((row) => ({ row, text: numberOf(row) }))
    .filter(({ text }) => text?.startsWith(`#${typed}`))
    .map(({ row, text }) => {
      const who = row.querySelector(".comment-author")?.textContent ?? "";
      return { text, shown: `${text} ${who}` };
    });
};

export const complete = (box) => {
  const list = make("ul", {
    id: `${box.id}_options`,
    className: "completions",
    role: "listbox",
    ariaLabel: "People and comments here",
    hidden: true,
  });
  box.after(list);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  let found = [];
  let start = 0;
  let active = 0;

  const hide = () => {
    list.hidden = true;
    box.removeAttribute("aria-activedescendant");
  };

  const mark = (index) => {
    active = (index + found.length) % found.length;
    [...list.children].forEach((item, at) => {
      item.ariaSelected = String(at === active);
    });
    box.setAttribute("aria-activedescendant", list.children[active].id);
  };

  const accept = (index) => {
    box.setRangeText(`${found[index].text} `, start, box.selectionEnd, "end");
    hide();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = () => {
    const begun = BEGUN.exec(box.value.slice(0, box.selectionEnd));
    found = begun ? options(begun[1], begun[2]).slice(0, SHOWN) : [];
    // What is typed whole needs no completing.
    if (!found.length || found[0].text === begun[1] + begun[2]) return hide();
    start = box.selectionEnd - begun[2].length - 1;
    list.replaceChildren(
      ...found.map(({ shown }, index) => {
        const id = `${list.id}_${index}`;
        const item = make("li", { id, role: "option" }, shown);
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          accept(index);
        });
        return item;
      }),
    );
    list.hidden = false;
    mark(0);
  };

  const KEYS = {
    ArrowDown: () => mark(active + 1),
    ArrowUp: () => mark(active - 1),
    Enter: () => accept(active),
    Tab: () => accept(active),
    Escape: hide,
  };

  box.addEventListener("input", (event) => {
    if (event.isTrusted) offer();
  });
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (event) => {
    const act = !list.hidden && !event.shiftKey && KEYS[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  });
};
