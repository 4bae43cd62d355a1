// Writing in a thread: forms open in place, selected text is quoted, what only its writer
// sees stands where it belongs. thread.js calls improve() once, with the thread.

import { make } from "./dom.js";
import { me } from "./me.js";

const FORM_ADDRESS = /^\/comments\/(post|reply\/\d+|\d+\/edit)\/$/;
// A quote's address goes on after the slash.
const REPLY = 'footer > [href*="/reply/"][href$="/"]';
const DEEPEST = 6;
const WAITS = {
  held: "until a moderator has read it.",
  unconfirmed: "until you have followed the link in the mail from us.",
};

const composing = () => import("./composing.js");
const rowWith = (id) => document.getElementById(`comment-${id}`);
const rowOf = (node) =>
  (node?.closest ? node : node?.parentElement)?.closest(".comment[id]");
const depthOf = (row) => Number(/depth-(\d)/.exec(row?.className)?.[1] ?? -1);
const depthBelow = (row) => Math.min(depthOf(row) + 1, DEEPEST);

const link = (href, textContent, ariaLabel) =>
  make("a", { href, textContent, ariaLabel });

export const improve = (thread) => {
  const form = thread.querySelector(".thread-form-link");
  let picked = null;

  // --- Rows -------------------------------------------------------------------

  // Below all that answers the same comment already.
  const place = (row, parent) => {
    const stands = document.getElementById(row.id);
    if (stands) return stands.replaceWith(row);
    let last = parent;
    while (depthOf(last?.nextElementSibling) > depthOf(parent))
      last = last.nextElementSibling;
    if (last) return last.after(row);
    if (!thread.querySelector(".thread-list")) {
      thread.querySelector(".thread-empty")?.remove();
      form.before(make("div", { className: "thread-list" }));
    }
    thread.querySelector(".thread-list").append(row);
  };

  const drawUnseen = ({ id, state, reason, html, name, looks }, parent) => {
    const why = reason && ` The reason: ${reason}.`;
    const who = make(
      "b",
      { className: `comment-author hue-${looks?.hue}` },
      name,
    );
    who.dataset.initials = looks?.initials;
    const head = WAITS[state]
      ? make(
          "p",
          { className: "notice" },
          `Only you see this ${WAITS[state]}${why}`,
        )
      : make("header", {}, who, " ", make("time", {}, looks?.when));
    // Cleaned when it was written, like that of every comment.
    const body = make("div", { className: "comment-body", innerHTML: html });
    return make(
      "article",
      {
        className: `comment unseen depth-${depthBelow(parent)}`,
        id: `comment-${id}`,
      },
      head,
      body,
      make("footer"),
    );
  };

  const showOwn = ({ id, number, ...own }) => {
    const parent = rowWith(own.reply_to);
    // What it answers may stand on another page of the thread.
    if (own.html && own.state !== "removed" && (parent || !own.reply_to))
      place(drawUnseen({ id, ...own }, parent), parent);
    const row = rowWith(id);
    row?.classList.add("is-own");
    const left = new Date(own.editable_until ?? 0) - Date.now();
    if (!row || left <= 0) return row;
    const name = number ? `#${number}` : "your comment";
    const tools = ["Edit", "Delete"].map((act) =>
      link(`/comments/${id}/${act.toLowerCase()}/`, act, `${act} ${name}`),
    );
    row.querySelector("footer").append(...tools);
    setTimeout(() => tools.map((tool) => tool.remove()), left);
    return row;
  };

  const fetchRow = async (id, parentId) => {
    const { load } = await composing();
    const { page } = await load(`/comments/${id}/`);
    const row = page.getElementById(`comment-${id}`);
    const parent = rowWith(parentId);
    if (row && (parent || !parentId))
      place(document.importNode(row, true), parent);
  };

  // What was accepted, where it stands in the thread.
  const show = async (id) => {
    const known = await me(true);
    const own = known?.own.find((one) => one.id === id);
    if (!own?.html) await fetchRow(id, own?.reply_to);
    const row = own ? showOwn(own) : rowWith(id);
    if (!row) return location.assign(`/comments/${id}/sent/`);
    row.tabIndex = -1;
    row.focus();
    thread.dispatchEvent(new CustomEvent("thread:changed"));
  };

  const write = async (opener) => {
    const { open } = await composing();
    const row = rowOf(opener);
    const edits = opener.pathname.endsWith("/edit/");
    return open(opener, {
      after: row ?? form,
      depth: edits ? depthOf(row) : depthBelow(row),
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

  const quote = async (row) => {
    const plain = (words) => words.replace(/[\\`*_[\]<>~]/g, "\\$&");
    const text = picked?.row === row ? picked.text : wordsIn(row);
    const lines = plain(text.trim()).split("\n");
    const who = plain(row.querySelector(".comment-author").textContent);
    const number = row.querySelector("header > small").textContent;
    const source = `— [${who}, ${number}](/comments/${row.id.slice(8)}/)`;
    const quoted = [...lines, "", source].map((line) => `> ${line}`.trimEnd());
    const { insert, isOpen, tell } = await composing();
    // Several passages are collected in the form that is open.
    if (!isOpen() && !(await write(row.querySelector(REPLY)))) return;
    insert(quoted.join("\n"));
    bubble.textContent = "Quoted";
    tell(`Quoted ${number}.`);
  };

  // On the page while something is selected that can be quoted.
  const bubble = make("button", { type: "button", className: "button" });
  bubble.style.position = "absolute";

  const pick = () => {
    const selection = getSelection();
    const range = selection.rangeCount && selection.getRangeAt(0);
    const { startContainer: start, endContainer: end, collapsed } = range;
    const row = rowOf(start);
    const body =
      row?.querySelector(REPLY) && row.querySelector(".comment-body");
    // Three clicks on a last paragraph reach to where the next thing begins.
    const ends = range.endOffset || rowOf(end) !== row ? end : start;
    if (collapsed || !body?.contains(start) || !body.contains(ends)) {
      bubble.remove();
      // A tap on the button may have taken the selection away just before.
      setTimeout(() => {
        if (!bubble.isConnected) picked = null;
      }, 500);
      return;
    }
    const text = selection.toString();
    // What was quoted just now says so, while it stays selected.
    if (text !== picked?.text) bubble.textContent = "Quote (q)";
    picked = { row, text };
    if (!bubble.isConnected) document.body.append(bubble);
    const box = range.getBoundingClientRect();
    bubble.style.top = `${box.bottom + scrollY + 4}px`;
    const right = innerWidth - bubble.offsetWidth - 16;
    bubble.style.left = `${Math.min(box.right, right)}px`;
  };
  document.addEventListener("selectionchange", pick);

  const keepSelection = (event) => {
    if (event.target.closest('button, [href$="?quote=1"]'))
      event.preventDefault();
  };
  thread.addEventListener("mousedown", keepSelection);
  bubble.addEventListener("mousedown", keepSelection);
  bubble.addEventListener("click", () => picked && quote(picked.row));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "q" || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.target.closest("input, textarea, select")) return;
    pick();
    if (bubble.isConnected) quote(picked.row);
  });

  thread.addEventListener("click", (event) => {
    const opener = event.target.closest("a");
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!FORM_ADDRESS.test(opener?.pathname)) return;
    event.preventDefault();
    if (opener.search === "?quote=1") quote(rowOf(opener));
    else write(opener);
  });

  thread.addEventListener("thread:changed", addQuoteLinks);
  addQuoteLinks();
  me().then((known) => known?.own.reverse().forEach(showOwn));
};
