(() => {
  "use strict";
  const form = document.getElementById("filters");
  const items = Array.from(document.querySelectorAll(".item"));
  // The innermost first: whether a group is empty depends on those in it.
  const groups = Array.from(document.querySelectorAll("[data-group]")).reverse();
  const output = form.querySelector("output");

  const apply = () => {
    const chosen = (name) => form.elements[name]?.value ?? "";
    const severity = chosen("severity");
    const rule = chosen("rule");
    const file = chosen("file");
    const isFiltered = Boolean(severity || rule || file);
    let shown = 0;
    for (const item of items) {
      const { severity: own, rule: name, files } = item.dataset;
      item.hidden =
        (severity !== "" && own !== severity) ||
        (rule !== "" && name !== rule) ||
        (file !== "" && !files.split(" ").includes(file));
      shown += item.hidden ? 0 : 1;
    }
    for (const group of groups) {
      group.hidden = isFiltered && !group.querySelector(".item:not([hidden])");
      if (rule !== "" && !group.hidden && group.matches("details")) {
        group.open = true;
      }
    }
    const text = output.dataset.shown.replace("{shown}", shown).replace("{all}", items.length);
    output.textContent = isFiltered ? text : "";
  };

  form.hidden = form.querySelector("select") === null;
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());

  // What is folded is printed too.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    for (const one of folded) {
      one.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const one of folded) {
      one.open = false;
    }
  });
})();
