// What is new since the last visit, the bar that leads to it, and what comes meanwhile.

import { make } from "./dom.js";
import { me } from "./me.js";
import { button, keep, kept, readRows, replies } from "./rows.js";

// Turning a page of the thread, or coming back to it from a form, is the same visit.
const SAME_VISIT = 30 * 60_000;

const postPath = () => location.pathname.replace(/comment-page-\d+\/$/, "");

const goesOn = (before) => {
  const [arrival] = performance.getEntriesByType("navigation");
  const { referrer } = document;
  return (
    Date.now() - before.at < SAME_VISIT &&
    (arrival?.type !== "navigate" ||
      [postPath(), "/comments/"].some((path) =>
        referrer.startsWith(location.origin + path),
      ))
  );
};

export const markNew = (thread) => {
  const { dataset } = thread.section;
  const key = `read:${thread.post}`;
  const before = kept(key);
  // The highest number that was there when the reader last left. The page of a single
  // branch says nothing of the whole thread.
  thread.latest = Number(dataset.latest);
  let since = thread.latest || Infinity;
  if (before && thread.latest)
    since = goesOn(before) ? before.since : before.latest;

  const where = make("span");
  const elsewhere = make("a", {
    href: `${postPath()}?comments=newest#comments`,
  });
  const next = button("Next", () => thread.step(1));
  const previous = button("Previous", () => thread.step(-1));
  const said = make("span", { role: "status" });
  const show = button("Show", () => thread.bring());
  const back = button("", () => {
    const row = thread.cameFrom;
    thread.leave();
    thread.go(row);
  });
  const inbox = make("a", { href: "/me/" });
  const parts = [where, elsewhere, next, previous, said, show, back, inbox];
  const bar = make("div", { className: "thread-bar", role: "group" }, ...parts);
  bar.ariaLabel = "New comments";
  thread.list.before(bar);

  const fresh = () =>
    [...thread.rows.values()].filter((row) => row.isNew && !row.isMuted);

  // Where the reader is: at the row that has the focus, if it is in the window, else at
  // the first one below the bar.
  const stepFrom = (by, rows) => {
    const place = (row) => (row.under ?? row).element.getBoundingClientRect();
    const focused = thread.focused();
    if (focused) {
      const { top, bottom } = place(focused);
      if (bottom > 0 && top < innerHeight) {
        return by > 0
          ? rows.find((row) => row.at > focused.at)
          : rows.findLast((row) => row.at < focused.at);
      }
    }
    const line = bar.offsetHeight + 8;
    return by > 0
      ? rows.find((row) => place(row).top > line)
      : rows.findLast((row) => place(row).top < 0);
  };

  Object.assign(thread, {
    bar,

    focused: () =>
      thread.rows.get(document.activeElement.closest(".comment")?.id.slice(8)),

    draw() {
      const here = fresh().length;
      // Some of them may be gone: it is said where there are other pages.
      const others = thread.section.querySelector(".thread-pages");
      const more = others ? Math.max(0, thread.latest - since - here) : 0;
      where.textContent = here ? `${here} new` : "";
      elsewhere.textContent = `${more} ${here ? "more" : "new"} on other pages`;
      elsewhere.hidden = !more;
      next.hidden = previous.hidden = !here;
      show.hidden = !thread.news;
      back.hidden = !thread.cameFrom;
      back.textContent = `Back to #${thread.cameFrom?.number}`;
      const says = said.textContent || inbox.textContent || thread.cameFrom;
      bar.classList.toggle("is-needed", Boolean(here || more || says));
    },

    say(text) {
      said.textContent = text;
      thread.draw();
    },

    // Remember where a jump began; with no row, forget it.
    leave(row) {
      thread.cameFrom = row;
      thread.draw();
    },

    mark() {
      const seen = { since, latest: thread.latest, at: Date.now() };
      if (thread.latest) keep(key, seen);
      for (const row of thread.rows.values()) {
        if ("isNew" in row) continue;
        row.isNew = row.number > since;
        if (!row.isNew) continue;
        row.badge = make("span", { className: "badge", textContent: "New" });
        row.header.append(row.badge);
      }
      thread.equip();
      thread.draw();
    },

    go(row) {
      if (row.under) thread.reveal(row);
      row.element.tabIndex = -1;
      row.element.focus({ preventScroll: true });
      row.element.scrollIntoView({ behavior: "instant" });
    },

    step(by, rows = fresh()) {
      const row = stepFrom(by, rows);
      if (!row) return;
      thread.go(row);
      const at = fresh().indexOf(row) + 1;
      if (at) where.textContent = `${at} of ${fresh().length} new`;
    },
  });

  thread.mark();

  // Nobody needs to be told of what they wrote.
  const own = (row) => {
    if (row?.isNew) {
      row.badge.remove();
      since += 1;
    }
    if (row) row.isNew = false;
  };
  me().then((who) => {
    for (const { id } of who?.own ?? []) own(thread.rows.get(String(id)));
    if (who?.unread) inbox.textContent = `${replies(who.unread)} to you`;
    thread.draw();
  });
  thread.section.addEventListener("thread:changed", () => {
    thread.rows = readRows(thread.list, thread.rows);
    for (const row of thread.rows.values()) if (!("isNew" in row)) own(row);
    if (thread.rows.size)
      thread.section.querySelector(".thread-empty")?.remove();
    thread.mark();
  });
};

const [FIRST, LAST, STOP] = [30_000, 600_000, 3_600_000];

// Rows that are not there yet go where they belong. Nothing else is touched: what
// somebody is typing stays. How many there are.
const merge = (list, page) => {
  let last;
  let added = 0;
  for (const element of page.querySelectorAll(".thread-list > .comment")) {
    const here = document.getElementById(element.id);
    // What its writer alone saw until now stands there with a note.
    if (here?.matches(".unseen")) here.replaceWith(element);
    else if (!here) {
      added += 1;
      // A form may stand between two rows: it belongs to the one above.
      while (last?.nextElementSibling?.matches(":not(.comment)")) {
        last = last.nextElementSibling;
      }
      if (last) last.after(element);
      else list.prepend(element);
    }
    last = here?.isConnected ? here : element;
  }
  return added;
};

export const watch = (thread) => {
  const { section, list, bar } = thread;
  const begun = Date.now();
  let wait = FIRST;
  let isDue = false;

  thread.bring = async () => {
    const { url, latest } = thread.news;
    const answer = await fetch(location.href, { cache: "no-cache" }).catch(
      () => {},
    );
    if (!answer?.ok) return thread.say("The site did not answer. Try again.");
    const html = await answer.text();
    const page = new DOMParser().parseFromString(html, "text/html");
    const top = (row) => row?.getBoundingClientRect().top;
    // What is being read does not move.
    const anchor = [...list.children].find(
      (row) => top(row) > bar.offsetHeight,
    );
    const before = top(anchor);
    if (!merge(list, page)) return location.assign(url);
    const title = "#comments-title";
    section.querySelector(title).textContent =
      page.querySelector(title).textContent;
    Object.assign(thread, { latest, news: undefined });
    thread.rows = readRows(list, thread.rows);
    thread.mark();
    thread.say("");
    section.dispatchEvent(new Event("thread:changed"));
    bar.querySelector("button").focus({ preventScroll: true });
    if (anchor) scrollBy({ top: top(anchor) - before, behavior: "instant" });
  };

  const poll = async () => {
    isDue = document.hidden;
    if (isDue || Date.now() - begun > STOP) return;
    const answer = await fetch(
      `${postPath()}news.json?since=${thread.latest}`,
      {
        cache: "no-cache",
        credentials: "omit",
      },
    ).catch(() => {});
    const news = answer?.ok ? await answer.json() : {};
    if (news.count && news.count !== thread.news?.count) {
      thread.news = news;
      thread.say(`${news.count} new comment${news.count === 1 ? "" : "s"}`);
    }
    wait = Math.min(2 * wait, LAST);
    setTimeout(poll, wait);
  };

  // Where nobody can comment any more, and on the page of a branch, nothing comes.
  if (section.querySelector(".thread-closed") || !("latest" in section.dataset))
    return;
  setTimeout(poll, wait);
  document.addEventListener("visibilitychange", () => isDue && poll());
};
