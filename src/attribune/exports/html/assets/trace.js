"use strict";
// A point of the timeline leads to the row of its article, and its lines stand out while it is pointed at; the page says
// the same without it.
document.querySelectorAll("[data-article]").forEach((one) => {
  one.addEventListener("click", () => {
    const row = document.getElementById(one.getAttribute("data-article"));
    if (row) row.scrollIntoView({ block: "center" });
  });
});
document.querySelectorAll(".lanes").forEach((lanes) => {
  const light = (name) => {
    lanes.classList.toggle("lit", Boolean(name));
    lanes.querySelectorAll(".edge").forEach((edge) => {
      edge.classList.toggle("on", Boolean(name) && edge.dataset.ends.split(" ").includes(name));
    });
  };
  const named = (event) => {
    const point = event.target.closest("a, [data-article]");
    return point && (point.dataset.article || point.querySelector("[data-article]")?.dataset.article);
  };
  for (const kind of ["pointerover", "focusin"]) lanes.addEventListener(kind, (event) => light(named(event)));
  for (const kind of ["pointerleave", "focusout"]) lanes.addEventListener(kind, () => light(null));
});
