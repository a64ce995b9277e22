(() => {
  "use strict";
  const form = document.getElementById("filters");
  const items = Array.from(document.querySelectorAll(".item"));
  // The innermost first: whether a group is empty depends on those in it.
  const groups = Array.from(document.querySelectorAll("[data-group]")).reverse();
  const output = form.querySelector("output");
  // What a filter has unfolded.
  const unfolded = new Set();

  // How many findings are shown in a group, beside its heading.
  const count = (group, isFiltered) => {
    const counter = group.querySelector(":scope > summary .count, :scope > h2 .count");
    if (counter) {
      counter.dataset.all ??= counter.textContent;
      const shown = () => group.querySelectorAll(".item:not([hidden])").length;
      counter.textContent = isFiltered ? shown() : counter.dataset.all;
    }
  };

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
      if (isFiltered && !group.hidden && group.matches("details:not([open])")) {
        group.open = true;
        unfolded.add(group);
      }
      count(group, isFiltered);
    }
    if (!isFiltered) {
      unfolded.forEach((group) => (group.open = false));
      unfolded.clear();
    }
    document.querySelectorAll("nav .count").forEach((own) => (own.hidden = isFiltered));
    const text = output.dataset.shown.replace("{shown}", shown).replace("{all}", items.length);
    output.textContent = isFiltered ? text : "";
  };

  form.hidden = form.querySelector("select") === null;
  form.addEventListener("change", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());

  // Shows what `hash` names, whether it is folded or filtered away.
  const reveal = (hash) => {
    const target = hash.length > 1 && document.getElementById(hash.slice(1));
    if (!target) {
      return;
    }
    if (target.closest("[hidden]")) {
      form.reset();
      apply();
    }
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) {
      one.open = true;
    }
    // What comes into view gets its true height only then, and moves the target.
    let frames = 5;
    const settle = () => {
      target.scrollIntoView();
      frames -= 1;
      if (frames > 0) {
        requestAnimationFrame(settle);
      }
    };
    settle();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    // Elsewhere the address changes, and says so.
    if (link && link.hash === location.hash) {
      reveal(link.hash);
    }
  });
  addEventListener("hashchange", () => reveal(location.hash));
  reveal(location.hash);

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
