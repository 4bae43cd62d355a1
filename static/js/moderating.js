// Moderating in place, for those who may: a button below each comment opens the tools,
// which are the same form, moved from comment to comment.

import { make } from "./dom.js";

const NOT_SENT = "Nothing was changed: the site did not answer. Try again.";

export const improve = async (thread) => {
  const answer = await fetch(
    `/comments/moderating/?post=${thread.dataset.post}`,
  );
  if (!answer.ok) return;
  const holder = make("template", { innerHTML: await answer.text() });
  const form = holder.content.querySelector("form");
  const link = form.querySelector("a");
  // As written: inside of a template, addresses lead nowhere yet.
  const action = form.getAttribute("action");
  const page = link.getAttribute("href");
  form.remove();
  const list = thread.querySelector(".thread-list");
  if (!list) return;
  list.before(holder.content);

  const opener = (row) => row?.querySelector(".moderate");
  const close = () => {
    opener(form.parentElement)?.setAttribute("aria-expanded", "false");
    form.remove();
  };

  const open = (row) => {
    close();
    const id = row.id.replace("comment-", "");
    form.action = action.replace("/0/", `/${id}/`);
    link.href = page.replace("/0/", `/${id}/`);
    if (!row.querySelector(".moderated"))
      row.append(make("p", { className: "moderated", role: "status" }));
    row.append(form);
    opener(row).setAttribute("aria-expanded", "true");
    form.elements.template.focus();
  };

  const send = async (row, address, fields) => {
    const said = row.querySelector(".moderated");
    const token = form.elements.csrfmiddlewaretoken.value;
    fields.set("csrfmiddlewaretoken", token);
    const body = new URLSearchParams(fields);
    const headers = { Accept: "application/json" };
    try {
      const answer = await fetch(address, { method: "POST", headers, body });
      const done = await answer.json();
      said.textContent = `${done.said} `;
      return answer.ok && done;
    } catch {
      said.textContent = NOT_SENT;
      return false;
    }
  };

  const undo = async (row, decision) => {
    const fields = new URLSearchParams({ decisions: decision });
    if (!(await send(row, form.dataset.undo, fields))) return;
    delete row.dataset.moderated;
    opener(row).hidden = false;
    opener(row).focus();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const row = form.parentElement;
    const done = await send(
      row,
      form.action,
      new FormData(form, event.submitter),
    );
    if (!done) return;
    row.dataset.moderated = event.submitter.value;
    close();
    opener(row).hidden = true;
    const back = make("button", { type: "button", textContent: "Undo" });
    back.addEventListener("click", () => undo(row, done.decision));
    row.querySelector(".moderated").append(back);
    back.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const button = opener(form.parentElement);
    close();
    button.focus();
  });

  // New comments may come in while the page is open.
  const equip = () => {
    for (const foot of list.querySelectorAll(
      ".comment > footer:not(:has(.moderate))",
    )) {
      const row = foot.parentElement;
      const button = make("button", {
        type: "button",
        className: "moderate",
        textContent: "Moderate",
      });
      const number = row.querySelector("small")?.textContent ?? "";
      button.setAttribute("aria-label", `Moderate ${number}`);
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("click", () =>
        form.parentElement === row ? close() : open(row),
      );
      foot.append(button);
    }
  };
  new MutationObserver(equip).observe(list, { childList: true });
  equip();
};
