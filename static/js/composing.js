// The forms in which somebody writes: keeps drafts in the browser until they are accepted,
// completes names, and opens and sends a form in place. Loaded when a form is wanted.

import { complete } from "./completing.js";
import { make } from "./dom.js";

const FORM = "form.comment-form";
const WHO = ["name", "email", "url"];
const GUEST = "guest";
const KEPT_FOR = 30 * 24 * 3600 * 1000;

const status = make("p", { className: "visually-hidden", role: "status" });
document.body.append(status);

// For those who listen to the page.
export const tell = (text) => {
  status.textContent = text;
};

// --- Drafts -------------------------------------------------------------------

const keyOf = (form) => `draft:${form.dataset.draft}`;

// A browser may forbid its storage, or have filled it: then nothing is kept.
const tryTo = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};
const read = (key) => tryTo(() => JSON.parse(localStorage.getItem(key)));
const forget = (key) => tryTo(() => localStorage.removeItem(key));

const keep = (key, value) =>
  tryTo(() =>
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), ...value })),
  );
const isOld = ({ at }) => Date.now() - at > KEPT_FOR;

// Whom a form asks for a name: no member.
const askedIn = (form) =>
  WHO.map((name) => form.elements[name]).filter(Boolean);

const save = (form) => {
  const { comment, submission_key: key } = form.elements;
  const said = askedIn(form).map(({ name, value }) => [name, value]);
  if (said.length) keep(GUEST, Object.fromEntries(said));
  if (!comment.value.trim()) forget(keyOf(form));
  else keep(keyOf(form), { sent: key?.value, text: comment.value });
};

// A guest says once who is writing.
const introduce = (form) => {
  const guest = read(GUEST);
  if (!guest || isOld(guest)) return forget(GUEST);
  for (const field of askedIn(form)) field.value ||= guest[field.name] ?? "";
};

const offerToDiscard = (form, box, before) => {
  const discard = make("button", { type: "button", textContent: "Discard it" });
  discard.className = "button button-quiet";
  const note = make("p", { className: "draft-note" });
  note.append("Here is what you wrote before. ", discard);
  discard.addEventListener("click", () => {
    box.value = before;
    forget(keyOf(form));
    note.remove();
    box.focus();
  });
  box.before(note);
};

const restore = (form) => {
  const box = form.elements.comment;
  const draft = read(keyOf(form));
  // What the server gives back is what was sent last.
  if (!draft || form.querySelector("[role=alert], [data-preview]")) return;
  const typed = draft.text ?? "";
  const before = box.value;
  if (isOld(draft) || before.trim() === typed.trim()) {
    forget(keyOf(form));
    return;
  }
  const isQuote = before && form.elements.reply_to;
  box.value = isQuote ? `${typed.trimEnd()}\n\n${before}` : typed;
  offerToDiscard(form, box, before);
  // Under the key of this form, which is the one that will be accepted.
  save(form);
};

const equip = (form) => {
  introduce(form);
  restore(form);
  form.addEventListener("input", () => save(form));
  complete(form.elements.comment);
};

// --- In place -----------------------------------------------------------------

let slot = null;

export const load = async (address, options) => {
  const answer = await fetch(address, options);
  const html = await answer.text();
  const page = new DOMParser().parseFromString(html, "text/html");
  return { answer, page };
};

// The looks of a form are loaded with the first one.
const wear = async (page) => {
  const sheet = page.querySelector('link[href*="css/forms"]');
  const href = sheet?.getAttribute("href");
  if (!href || document.querySelector(`link[href="${href}"]`)) return;
  const link = make("link", { rel: "stylesheet", href });
  document.head.append(link);
  await new Promise((done) => {
    link.onload = link.onerror = done;
  });
};

const complain = (form, text) => {
  form.querySelector(".sending-failed")?.remove();
  const said = make("p", { className: "notice sending-failed", role: "alert" });
  said.textContent = text;
  form.querySelector(".actions").before(said);
};

// A token may be too old; the key that tells a double click stays.
const renew = async (form) => {
  const { page } = await load(form.action);
  for (const { name, value } of page.querySelectorAll(
    `${FORM} [type=hidden]`,
  )) {
    if (name !== "submission_key" && form.elements[name])
      form.elements[name].value = value;
  }
};

const take = async (form, { answer, page }, done) => {
  const sent = /\/comments\/(\d+)\/sent\/$/.exec(answer.url);
  const next = page.querySelector(FORM);
  if (sent) {
    forget(keyOf(form));
    close();
    await done(Number(sent[1]));
  } else if (next) {
    const adopted = document.importNode(next, true);
    form.replaceWith(adopted);
    ready(adopted, done);
    const said = adopted.querySelector("[role=alert], [data-preview]");
    if (said) said.tabIndex = -1;
    (said ?? adopted.elements.comment).focus();
  } else {
    const said = answer.status === 429 ? ".page-intro" : "h1";
    const why = page.querySelector(said)?.textContent.trim() ?? "Not sent.";
    await renew(form);
    complain(form, `${why} Your text is still here: send it again.`);
  }
};

const ready = (form, done) => {
  equip(form);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (slot.ariaBusy) return;
    const body = new URLSearchParams(new FormData(form));
    const { submitter } = event;
    if (submitter?.name) body.set(submitter.name, submitter.value);
    slot.ariaBusy = "true";
    try {
      await take(form, await load(form.action, { method: "POST", body }), done);
    } catch {
      complain(
        form,
        "There is no connection. Your text is kept: send it again in a while.",
      );
    }
    if (slot) slot.ariaBusy = null;
  });
};

export const close = (opener) => {
  slot?.remove();
  slot = null;
  opener?.focus();
};

// Opens the form at the address of `opener` after an element; whether it did. `done` gets
// the comment's key when it is accepted.
export const open = async (opener, { after, depth, title, done }) => {
  if (slot?.dataset.address === opener.href) {
    slot.querySelector("textarea").focus();
    return true;
  }
  let page;
  try {
    ({ page } = await load(opener.href));
  } catch {
    tell("There is no connection.");
    return false;
  }
  const form = page.querySelector(FORM);
  if (!form) {
    // It is closed, or for members: that page says so.
    location.assign(opener.href);
    return false;
  }
  await wear(page);
  close();
  const shut = make("button", { type: "button", textContent: "Close" });
  shut.className = "button button-quiet";
  shut.addEventListener("click", () => close(opener));
  const head = make("header", {}, make("h3", { textContent: title }), shut);
  slot = make("section", {
    className: `writing depth-${depth}`,
    ariaLabel: title,
  });
  slot.append(head, document.importNode(form, true));
  slot.dataset.address = opener.href;
  slot.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close(opener);
  });
  after.after(slot);
  ready(slot.querySelector(FORM), done);
  // All of it where it fits, and where it doesn't what is typed into.
  slot.scrollIntoView({ block: "nearest", behavior: "instant" });
  slot.querySelector("textarea").focus();
  return true;
};

export const isOpen = () => slot !== null;

// Puts a paragraph into the open form, where the writer is.
export const insert = (text) => {
  const box = slot.querySelector("textarea");
  const end = box.selectionEnd;
  const before = box.value.slice(0, end).trimEnd();
  const gap = before && "\n\n";
  box.setRangeText(`${gap}${text}\n\n`, before.length, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

// --- Pages of their own -------------------------------------------------------

const own = document.querySelector(`.form-page > ${FORM}`);
if (own) equip(own);

const accepted = document.querySelector("[data-accepted]")?.dataset.accepted;
if (accepted) {
  for (const key of tryTo(() => Object.keys(localStorage)) ?? []) {
    if (key.startsWith("draft:") && read(key)?.sent === accepted) forget(key);
  }
}
