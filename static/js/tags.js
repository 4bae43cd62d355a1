// Tags as the admin's Select2. What is sent is still the text field: names and commas.

const { jQuery } = window.django;

const enhance = (input) => {
  const select = document.createElement("select");
  select.multiple = true;
  select.id = `${input.id}-choice`;
  for (const name of JSON.parse(input.dataset.tags)) {
    select.append(new Option(name, name, true, true));
  }
  input.after(select);
  input.type = "hidden";
  const label = document.querySelector(`label[for="${input.id}"]`);
  label?.removeAttribute("for");
  jQuery(select)
    .select2({
      ajax: { url: input.dataset.suggestions, delay: 250, cache: true },
      tags: true,
      theme: "admin-autocomplete",
      tokenSeparators: [","],
      width: "min(100%, 42rem)",
      // A tag that is there already comes first: Enter then takes it.
      insertTag: (found, tag) => found.push(tag),
    })
    .on("change", () => {
      const names = [...select.selectedOptions].map((option) => option.value);
      input.value = names
        .map((name) => `"${name.replaceAll('"', "")}"`)
        .join(", ");
    });
  const box = select.nextElementSibling.querySelector("[type=search]");
  box.setAttribute(
    "aria-label",
    label?.textContent.replace(":", "") ?? input.name,
  );
};

for (const input of document.querySelectorAll(".tag-input")) {
  enhance(input);
}
