// The moderators' queue by keyboard. In the list: j and k move, a, s and r decide in
// place, u takes back, numbers choose a reason. On a comment's page the same keys press
// its buttons and links.

const TYPING = "input:not([type=checkbox]), textarea, select";
const list = document.querySelector("#result_list tbody");
const said = document.createElement("p");
// What was decided here, the last one last.
const decided = [];

const rows = () => [...list.querySelectorAll("tr:not([data-decided])")];
const linkIn = (row) => row.querySelector("th a");

const moveTo = (row) => {
  const before = list.querySelector("tr[aria-current]");
  before?.removeAttribute("aria-current");
  const text = before?.querySelector("details");
  if (text) text.open = false;
  if (!row) return;
  row.setAttribute("aria-current", "true");
  const whole = row.querySelector("details");
  if (whole) whole.open = true;
  linkIn(row).focus();
  row.scrollIntoView({ block: "nearest" });
};

// The row that has the focus, or had it last.
const current = () =>
  document.activeElement.closest?.("#result_list tbody tr") ??
  list.querySelector("tr[aria-current]");

const step = (by) => {
  const all = rows();
  const here = all.indexOf(current());
  moveTo(all[here < 0 ? 0 : here + by] ?? all[here]);
};

const tell = (text) => {
  said.textContent = text;
};

const send = async (address, fields) => {
  const form = document.querySelector("#changelist-form");
  const body = new URLSearchParams(fields);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const headers = { Accept: "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body });
  const { said: words, ...rest } = await answer.json();
  tell(words);
  return answer.ok ? rest : null;
};

const NOT_SENT = "Nothing was changed: the site did not answer. Try again.";

// Enter leads on, and j is at the top there.
const showMore = () => {
  const more = document.querySelector(".queue-more");
  more.hidden = false;
  more.querySelector("a").focus();
};

const decide = async (button) => {
  const row = button.closest("tr");
  if (row.dataset.decided) return;
  row.dataset.decided = button.dataset.key;
  const all = [...list.rows];
  const after = all
    .slice(all.indexOf(row) + 1)
    .find((one) => !one.dataset.decided);
  const next = after ?? rows().at(-1);
  moveTo(next);
  const typed = (name) =>
    document.querySelector(`#changelist-form [name=${name}]`)?.value ?? "";
  try {
    const fields = { to: button.value };
    for (const name of ["template", "reason"]) fields[name] = typed(name);
    const done = await send(button.formAction, fields);
    if (done) decided.push({ row, decision: done.decision });
    if (!next) showMore();
  } catch {
    delete row.dataset.decided;
    tell(NOT_SENT);
  }
};

const takeBack = async () => {
  const last = decided.at(-1);
  // What was decided about many at once is taken back beside the message.
  const button = document.querySelector('.messagelist [data-key="u"]');
  if (!last && button) return button.click();
  if (!last) return tell("There is nothing to take back on this page.");
  const address = last.row.querySelector("[data-undo]").dataset.undo;
  try {
    if (!(await send(address, { decisions: last.decision }))) return;
    decided.pop();
    delete last.row.dataset.decided;
    moveTo(last.row);
  } catch {
    tell(NOT_SENT);
  }
};

// 1 to 9 choose a reason for what is decided from now on, 0 chooses none.
const chooseReason = (key) => {
  const select = document.querySelector("select[name=template]");
  const chosen = select?.options[Number(key)];
  if (!chosen) return;
  select.value = chosen.value;
  tell(`Reason: ${chosen.text.replace(/^\d /, "")}`);
};

const KEYS_IN_LIST = {
  j: () => step(1),
  k: () => step(-1),
  u: takeBack,
};

const press = (key) => {
  if (/\d/.test(key)) {
    chooseReason(key);
  } else if (!list) {
    document.querySelector(`[data-key="${key}"]`)?.click();
  } else if (KEYS_IN_LIST[key]) {
    KEYS_IN_LIST[key]();
  } else {
    const button = current()?.querySelector(`[data-key="${key}"]`);
    if (button) decide(button);
  }
};

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (target.matches?.(TYPING) || !"jkasru0123456789".includes(key)) return;
  event.preventDefault();
  press(key);
});

const keys = document.createElement("p");
keys.className = "help queue-keys";
keys.textContent =
  "Keys: j next, k previous, a approve, s spam, r remove, u undo; 1 to 9 choose a reason, 0 none.";
said.className = "queue-said";
said.setAttribute("role", "status");
if (list) {
  // There is more room for it below the words that it begins with.
  for (const text of list.querySelectorAll(".whole-text"))
    text.closest("tr").querySelector("th").append(text);
  const more = document.createElement("p");
  more.className = "queue-more";
  more.hidden = true;
  const again = document.createElement("a");
  again.href = location.href;
  again.textContent = "This page is done: show what waits now";
  more.append(again);
  list.closest("form").prepend(keys, said, more);
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-key]");
    if (!button) return;
    event.preventDefault();
    decide(button);
  });
} else {
  document.querySelector(".decide")?.prepend(keys, said);
}
