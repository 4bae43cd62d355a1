// What the links of a row do without leaving the page: show and jump to what is answered,
// agree with a comment.

import { make } from "./dom.js";
import { me } from "./me.js";
import { idIn } from "./rows.js";

const LINKS = ".in-reply-to, .comment-body a";
const HOVER = 200;

export const preview = (thread) => {
  const { list } = thread;
  const card = make("aside", {
    className: "peek",
    id: "peek",
    popover: "manual",
  });
  let link;
  let timer;
  list.after(card);

  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    link = undefined;
    if (card.matches(":popover-open")) card.hidePopover();
  };

  // Below the link, or above it where there is more room.
  const place = () => {
    const { top, bottom, left } = link.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) return hide();
    const { offsetHeight: height, offsetWidth: width } = card;
    const isBelow = bottom + height < innerHeight || top < height;
    card.style.top = `${isBelow ? bottom + 4 : top - height - 4}px`;
    card.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  };

  const wanted = (target) => {
    const found = target.closest?.(LINKS);
    return found && idIn(found) ? found : undefined;
  };

  // From another page of the thread if it is not on this one.
  const find = async (id) => {
    const here = document.getElementById(`comment-${id}`);
    if (here) return here;
    const answer = await fetch(`/comments/${id}/branch/`).catch(() => {});
    const html = answer?.ok ? await answer.text() : "";
    const page = new DOMParser().parseFromString(html, "text/html");
    return page.getElementById(`comment-${id}`);
  };

  const show = async (target) => {
    hide();
    link = target;
    const source = await find(idIn(target));
    if (!source || link !== target) return;
    const name = source.querySelector(".comment-author")?.textContent;
    const number = source.querySelector("small")?.textContent;
    const body = source.querySelector(".comment-body, p").cloneNode(true);
    card.replaceChildren(
      make("b", { textContent: name ? `${number} ${name}` : "" }),
      body,
    );
    card.showPopover();
    target.setAttribute("aria-describedby", card.id);
    place();
  };

  const soon = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, HOVER);
  };

  list.addEventListener("pointerover", ({ target, pointerType }) => {
    const found = pointerType === "mouse" && wanted(target);
    if (found && found !== link) soon(() => show(found));
  });
  list.addEventListener(
    "pointerout",
    ({ target }) => wanted(target) && soon(hide),
  );
  // It may be pointed at itself, to read to its end.
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", () => soon(hide));
  list.addEventListener("focusin", ({ target }) => {
    if (wanted(target) && target.matches(":focus-visible")) show(target);
  });
  list.addEventListener("focusout", hide);
  addEventListener("scroll", () => link && place(), { passive: true });
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());

  // A link to what stands on this page leads there without the server.
  list.addEventListener("click", (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    const goal = thread.rows.get(idIn(wanted(target)));
    if (!goal || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    hide();
    thread.leave(thread.rows.get(target.closest(".comment").id.slice(8)));
    history.pushState(null, "", `#comment-${goal.id}`);
    thread.go(goal);
  });

  const follow = () => {
    const row = thread.rows.get(idIn(location));
    if (row) thread.go(row);
  };
  addEventListener("hashchange", follow);
  follow();
};

const REACT = 'footer > a[href$="/react/"]';

const tell = (link, isMine) => {
  link.dataset.said ??= link.textContent;
  const { said } = link.dataset;
  const mine = said === "Agree" ? "You agree" : `✓ ${said}`;
  const number = link.closest(".comment").querySelector("small").textContent;
  link.textContent = isMine ? mine : said;
  link.ariaLabel = `${link.textContent}: ${number}`;
};

const count = (link, said) => {
  const footer = link.parentElement;
  const counted =
    footer.querySelector(".reactions") ?? make("b", { className: "reactions" });
  counted.textContent = said;
  if (said) footer.prepend(counted);
  else counted.remove();
};

export const react = ({ section, list, rows }) => {
  // Where there are several kinds, the page of the link offers them.
  if (section.dataset.kinds) return;
  list.addEventListener("click", async (event) => {
    const link = event.target.closest(REACT);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const who = await me();
    const headers = { Accept: "application/json", "X-CSRFToken": who?.token };
    const answer = who?.name
      ? await fetch(link.href, { method: "POST", headers }).catch(() => {})
      : undefined;
    // To sign in, or to the page that says what is wrong.
    if (!answer?.ok || answer.redirected) return location.assign(link.href);
    const { kind, said } = await answer.json();
    tell(link, Boolean(kind));
    count(link, said);
  });
  me().then((who) => {
    for (const id of who?.reacted ?? []) {
      const link = rows.get(String(id))?.element.querySelector(REACT);
      if (link) tell(link, true);
    }
  });
};
