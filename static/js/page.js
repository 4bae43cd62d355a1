// What the scripts of a page share: elements, other pages, and who is reading.

// Makes an element: make("p", { className: "notice" }, "Text, or elements").
export const make = (tag, properties, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
};

// Another page of the site: what the server answered, and its elements.
export const load = async (address, options) => {
  const answer = await fetch(address, options);
  const html = await answer.text();
  const page = new DOMParser().parseFromString(html, "text/html");
  return { answer, page };
};

// What /me.json knows of the reader, or null for strangers.
let asked;

const ask = async () => {
  // A marker that any script may read: without it nobody is known, and none is asked.
  if (!/(^|; )known=1/.test(document.cookie)) return null;
  const post = document.querySelector("[data-post]")?.dataset.post ?? "";
  const answer = await fetch(`/me.json?post=${post}`).catch(() => null);
  return answer?.ok ? answer.json() : null;
};

// A promise; asks once a page. `again`: something has changed since, so ask anew.
export const me = (again = false) => {
  if (again || !asked) asked = ask();
  return asked;
};
