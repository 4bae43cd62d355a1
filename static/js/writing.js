// Writing in a thread: forms open in place, selected text is quoted, what only its writer
// sees stands where it belongs. thread.js calls improve() once, with the thread.

import { me } from "./me.js";

const FORM_ADDRESS = /^\/comments\/(post|reply\/\d+|\d+\/edit)\/$/;
// A quote's address goes on after the slash.
const REPLY = 'footer > [href*="/reply/"][href$="/"]';
const DEEPEST = 6;
const WAITS = {
  held: "it waits for a moderator.",
  unconfirmed: "follow the link in the mail that we sent you.",
};

const composing = () => import("./composing.js");
const rowWith = (id) => document.getElementById(`comment-${id}`);
const rowOf = (node) =>
  (node?.closest ? node : node?.parentElement)?.closest(".comment[id]");
const depthOf = (row) =>
  Number(/depth-(\d)/.exec(row?.className ?? "depth-0")?.[1]);
const idOf = (row) => Number(row.id.split("-")[1]);

const link = (href, text, label) => {
  const made = document.createElement("a");
  Object.assign(made, { href, textContent: text, ariaLabel: label });
  return made;
};

export const improve = (thread) => {
  let picked = null;

  // --- Rows -------------------------------------------------------------------

  const listOf = () => {
    let list = thread.querySelector(".thread-list");
    if (!list) {
      list = document.createElement("div");
      list.className = "thread-list";
      thread.querySelector(".thread-form-link").before(list);
      thread.querySelector(".thread-empty")?.remove();
    }
    return list;
  };

  // Below all that answers the same comment already.
  const place = (row, parent) => {
    const stands = document.getElementById(row.id);
    if (stands) return stands.replaceWith(row);
    if (!parent) return listOf().append(row);
    let last = parent;
    while (depthOf(last.nextElementSibling) > depthOf(parent))
      last = last.nextElementSibling;
    last.after(row);
  };

  const drawUnseen = (own, parent) => {
    const row = document.createElement("article");
    const depth = parent ? Math.min(depthOf(parent) + 1, DEEPEST) : 0;
    row.className = `comment unseen depth-${depth}`;
    row.id = `comment-${own.id}`;
    const note = document.createElement("p");
    note.className = "notice";
    const reason = own.reason && ` ${own.reason}.`;
    note.textContent = `Only you see this: ${WAITS[own.state]}${reason}`;
    const body = document.createElement("div");
    body.className = "comment-body";
    // Cleaned when it was written, like that of every comment.
    body.innerHTML = own.html;
    row.append(note, body, document.createElement("footer"));
    return row;
  };

  const showOwn = (own) => {
    const parent = own.reply_to && rowWith(own.reply_to);
    // What it answers stands on another page of the thread.
    if (WAITS[own.state] && (parent || !own.reply_to))
      place(drawUnseen(own, parent), parent);
    const row = rowWith(own.id);
    const left = new Date(own.editable_until ?? 0) - Date.now();
    if (!row || left <= 0) return row;
    const name = own.number ? `#${own.number}` : "your comment";
    const tools = [
      link(`/comments/${own.id}/edit/`, "Edit", `Edit ${name}`),
      link(`/comments/${own.id}/delete/`, "Delete", `Delete ${name}`),
    ];
    row.querySelector("footer").append(...tools);
    setTimeout(() => tools.map((tool) => tool.remove()), left);
    return row;
  };

  const fetchRow = async (id, own) => {
    const { load } = await composing();
    const { page } = await load(`/comments/${id}/`);
    const row = page.getElementById(`comment-${id}`);
    const parent = own?.reply_to && rowWith(own.reply_to);
    if (!row || (own?.reply_to && !parent)) return;
    place(document.importNode(row, true), parent);
    addQuoteLinks();
  };

  // What was accepted, where it stands in the thread.
  const show = async (id) => {
    const known = await me(true);
    const own = known?.own.find((one) => one.id === id);
    if (!own || own.state === "public") await fetchRow(id, own);
    const row = (own && showOwn(own)) ?? rowWith(id);
    if (!row) return location.assign(`/comments/${id}/sent/`);
    row.tabIndex = -1;
    row.focus();
    thread.dispatchEvent(new CustomEvent("thread:changed"));
    const { tell } = await composing();
    tell(
      WAITS[own?.state] ? "We have your comment." : "Your comment is online.",
    );
  };

  // --- Forms ------------------------------------------------------------------

  const write = async (opener) => {
    const { open } = await composing();
    const row = rowOf(opener);
    const edits = opener.pathname.endsWith("/edit/");
    const below = row && !edits;
    return open(opener, {
      after: row ?? thread.querySelector(".thread-form-link"),
      depth: below ? Math.min(depthOf(row) + 1, DEEPEST) : depthOf(row),
      title: opener.ariaLabel ?? opener.textContent,
      done: show,
    });
  };

  // --- Quotes -----------------------------------------------------------------

  const addQuoteLinks = () => {
    for (const reply of thread.querySelectorAll(REPLY)) {
      if (reply.nextElementSibling?.search) continue;
      const label = reply.ariaLabel.replace("Reply to", "Quote");
      reply.after(link(`${reply.href}?quote=1`, "Quote", label));
    }
  };

  // What was said there, without what was quoted there.
  const wordsIn = (row) =>
    [...row.querySelectorAll(".comment-body > :not(blockquote)")]
      // biome-ignore lint/performance/useDomNodeTextContent: its lines count
      .map((block) => block.innerText)
      .join("\n\n");

  const quoteOf = (row) => {
    const text = (picked?.row === row ? picked.text : wordsIn(row)).trim();
    const who = row.querySelector(".comment-author").textContent;
    const plain = (words) => words.replace(/[\\`*_[\]<>~]/g, "\\$&");
    const lines = text.split("\n").map((line) => `> ${plain(line)}`.trimEnd());
    const number = row.querySelector("header > small").textContent;
    const source = `[${plain(who)}, ${number}](/comments/${idOf(row)}/)`;
    return [...lines, ">", `> — ${source}`].join("\n");
  };

  const quote = async (row) => {
    const text = quoteOf(row);
    const { insert, isOpen, tell } = await composing();
    // Several passages are collected in the form that is open.
    const collects = isOpen();
    if (!collects && !(await write(row.querySelector(REPLY)))) return;
    insert(text);
    tell("Quoted.");
    bubble.textContent = "Quoted";
  };

  const bubble = document.createElement("button");
  Object.assign(bubble, { type: "button", className: "button", hidden: true });
  bubble.style.position = "absolute";
  bubble.style.zIndex = 1;
  document.body.append(bubble);

  const pick = () => {
    const selection = getSelection();
    const row = rowOf(selection.anchorNode);
    const body = row?.querySelector(".comment-body");
    const isIn =
      !selection.isCollapsed &&
      body?.contains(selection.anchorNode) &&
      body.contains(selection.focusNode) &&
      row.querySelector(REPLY);
    bubble.hidden = !isIn;
    if (!isIn) {
      // A tap on the button may have taken the selection away just before.
      setTimeout(() => {
        if (getSelection().isCollapsed) picked = null;
      }, 500);
      return;
    }
    picked = { row, text: selection.toString() };
    const box = selection.getRangeAt(0).getBoundingClientRect();
    bubble.textContent = "Quote (q)";
    bubble.style.top = `${box.bottom + scrollY + 6}px`;
    bubble.style.left = `${box.left + scrollX}px`;
  };

  document.addEventListener("selectionchange", pick);
  bubble.addEventListener("mousedown", (event) => event.preventDefault());
  bubble.addEventListener("click", () => picked && quote(picked.row));
  document.addEventListener("keydown", (event) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
    const types = event.target.closest(
      "input, textarea, select, [contenteditable]",
    );
    if (event.key === "q" && isPlain && !types && picked) quote(picked.row);
  });
  thread.addEventListener("mousedown", (event) => {
    if (event.target.closest('[href$="?quote=1"]')) event.preventDefault();
  });

  thread.addEventListener("click", (event) => {
    const opener = event.target.closest("a");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!opener || !isPlain || !FORM_ADDRESS.test(opener.pathname)) return;
    event.preventDefault();
    if (opener.search === "?quote=1") quote(rowOf(opener));
    else write(opener);
  });

  thread.addEventListener("thread:changed", addQuoteLinks);
  addQuoteLinks();
  me().then((known) => known?.own.toReversed().forEach(showOwn));
};
