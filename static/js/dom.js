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
