// Who is reading: what /me.json knows, or null for strangers. Asks once a page.

let asked;

const ask = async () => {
  // A marker that any script may read: without it nobody is known, and none is asked.
  if (!/(^|; )known=1/.test(document.cookie)) return null;
  const post = document.querySelector("[data-post]")?.dataset.post ?? "";
  const answer = await fetch(`/me.json?post=${post}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
};

// A promise. `again`: something has changed since, so ask anew.
export const me = (again = false) => {
  if (again || !asked) asked = ask();
  return asked;
};
