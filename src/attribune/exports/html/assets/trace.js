"use strict";
// A point of the timeline lights up the rows of its article; the page says the same without it.
document.querySelectorAll("[data-article]").forEach((one) => {
  one.addEventListener("click", () => {
    const row = document.getElementById(one.getAttribute("data-article"));
    if (row) row.scrollIntoView({ block: "center" });
  });
});
