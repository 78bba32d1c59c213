"use strict";
// Lights up one source's statements at a click on its name; a second click, or Escape, puts it out.
(() => {
  const buttons = [...document.querySelectorAll("[data-source]")];
  const light = (chosen) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
    document.querySelectorAll(".reading").forEach((r) => r.querySelector(".article").classList.toggle("dimmed", Boolean(chosen) && r.contains(chosen)));
    document.querySelectorAll(".article .m").forEach((mark) => {
      mark.classList.toggle("lit", Boolean(chosen) && mark.dataset.by.split(" ").includes(chosen.dataset.source));
    });
    const first = chosen && document.querySelector(".article .m.lit");
    if (first) first.scrollIntoView({ block: "center" });
  };
  // What explains words near the lower edge of the window stands above them.
  const place = (event) => {
    const mark = event.target.closest && event.target.closest(".m");
    const tip = mark && mark.querySelector(":scope > .tip");
    if (!tip) return;
    tip.classList.remove("above");
    const box = tip.getBoundingClientRect();
    tip.classList.toggle("above", box.bottom > innerHeight && mark.getBoundingClientRect().top > box.height);
  };
  addEventListener("mouseover", place);
  addEventListener("focusin", place);
  for (const button of buttons) {
    button.addEventListener("click", () => light(button.getAttribute("aria-pressed") === "true" ? null : button));
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      light(null);
      if (document.activeElement) document.activeElement.blur();
    }
  });
})();
