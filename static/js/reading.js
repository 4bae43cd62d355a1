// Reading a thread. thread.js calls improve() once, with the section that holds the thread.

import { preview, react } from "./links.js";
import { make } from "./page.js";
import { button, fold, keep, kept, readRows } from "./rows.js";
import { markNew, watch } from "./unread.js";

const OFF = "keys-off";
const HIDES = "hides-muted";
const KEYS = {
  n: "next new comment",
  p: "previous new comment",
  j: "next comment",
  k: "previous comment",
  c: "fold or open the branch here",
  "?": "this list",
};

const choice = (text, checked, onchange) =>
  make(
    "label",
    {},
    make("input", { type: "checkbox", checked, onchange }),
    ` ${text}`,
  );

const listen = (thread) => {
  const { section, bar } = thread;
  const dialog = make("dialog", { className: "thread-help" });
  dialog.setAttribute("aria-labelledby", "thread-help");
  const shown = () => [...thread.rows.values()].filter((row) => !row.under);
  const hide = (hides) => section.classList.toggle(HIDES, hides);
  hide(kept(HIDES) ?? false);

  const open = () => {
    const keys = Object.entries(KEYS).flatMap(([key, does]) => [
      make("dt", {}, make("kbd", { textContent: key })),
      make("dd", { textContent: does }),
    ]);
    const muted = [...thread.muted.values()].map((name) => {
      const unmute = () => {
        thread.mute(name);
        dialog.close();
        open();
      };
      return make(
        "li",
        {},
        `${name} `,
        button("Unmute", unmute, { ariaLabel: `Unmute ${name}` }),
      );
    });
    const parts = [
      make("h2", { id: "thread-help", textContent: "Reading this thread" }),
      make("dl", {}, ...keys),
      choice("Use these keys", !kept(OFF), ({ target }) =>
        keep(OFF, !target.checked),
      ),
    ];
    if (muted.length) {
      const hides = ({ target }) => {
        keep(HIDES, target.checked);
        hide(target.checked);
      };
      parts.push(
        make("h3", { textContent: "Muted" }),
        make("ul", {}, ...muted),
        choice("Hide their comments altogether", kept(HIDES) ?? false, hides),
      );
    }
    parts.push(
      button("Close", () => dialog.close(), {
        className: "button",
        autofocus: true,
      }),
    );
    dialog.replaceChildren(...parts);
    dialog.showModal();
  };

  const act = {
    n: () => thread.step(1),
    p: () => thread.step(-1),
    j: () => thread.step(1, shown()),
    k: () => thread.step(-1, shown()),
    c: () => {
      const row = thread.focused();
      const top = row?.below ? row : row?.parent;
      if (!top) return;
      thread.toggle(top);
      thread.go(top);
    },
    "?": open,
  };
  bar.append(button("Options", open));
  section.append(dialog);

  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey, defaultPrevented } = event;
    if (
      ctrlKey ||
      metaKey ||
      altKey ||
      defaultPrevented ||
      !act[key] ||
      kept(OFF)
    )
      return;
    if (target.closest?.("input, textarea, select, dialog, [contenteditable]"))
      return;
    event.preventDefault();
    act[key]();
  });
};

// What scripts add has a style sheet that the page goes without.
const styled = (href) =>
  new Promise((resolve) => {
    const sheet = make("link", { rel: "stylesheet", href });
    sheet.onload = sheet.onerror = resolve;
    document.head.append(sheet);
  });

export const improve = async (section) => {
  const { css, post } = section.dataset;
  if (css) await styled(css);
  let list = section.querySelector(".thread-list");
  if (!list) {
    list = make("div", { className: "thread-list" });
    section.querySelector("h2").after(list);
  }
  const thread = { section, list, post, rows: readRows(list) };
  for (const add of [fold, markNew, watch, preview, react, listen]) add(thread);
};
