// Makes an element: make("p", { className: "notice" }, "Text, or elements").
export const make = (tag, properties, ...inside) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
};
