"use strict";
// Lights up a quotation and its card together, and walks the problems with n and p. The page reads the same without it.
(() => {
  const light = (id, on) => {
    const card = document.getElementById(id);
    if (card) card.classList.toggle("lit", on);
    document.querySelectorAll(`[data-q="${CSS.escape(id)}"]`).forEach((mark) => mark.classList.toggle("lit", on));
  };
  const watch = (element, id) => {
    element.addEventListener("mouseenter", () => light(id, true));
    element.addEventListener("mouseleave", () => light(id, false));
  };
  document.querySelectorAll("[data-q]").forEach((mark) => watch(mark, mark.dataset.q));
  document.querySelectorAll(".card").forEach((card) => watch(card, card.id));
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
  const problems = [...document.querySelectorAll(".card.bad, .card.open")];
  let at = -1;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !problems.length) return;
    if (event.key !== "n" && event.key !== "p") return;
    at = (at + (event.key === "n" ? 1 : -1) + problems.length) % problems.length;
    problems[at].scrollIntoView({ block: "center" });
    problems[at].querySelector("summary").focus({ preventScroll: true });
  });
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
})();
