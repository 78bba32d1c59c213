"use strict";
// Lights up a quotation and its card together, walks the problems with n and p, copies findings as text. The page reads
// the same without it.
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
  // The draft has a scroll bar of its own beside the findings: it follows the card that is being read.
  const follow = (card) => {
    const mark = card && document.querySelector(`[data-q="${CSS.escape(card.id)}"]`);
    const pane = mark && mark.closest(".sheet");
    if (!pane || getComputedStyle(pane).position !== "sticky") return;
    const at = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (at < 0 || at > pane.clientHeight * 0.7) pane.scrollTop += at - pane.clientHeight / 3;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const here = document.elementFromPoint(innerWidth * 0.75, innerHeight * 0.3);
      follow(here && here.closest(".card"));
    });
  }, { passive: true });
  document.querySelectorAll(".card").forEach((card) => card.addEventListener("mouseenter", () => follow(card)));
  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.textContent = "copied";
  };
  const offer = (place, label, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => copy(button, text()));
    place.append(button);
  };
  // Every line of a card as it is shown, labels in front of what they name, the quoted words in brackets.
  const plain = (card) => [...card.querySelectorAll("h3, li, .side")].filter((e) => !e.parentElement.closest(".side"))
    .map((e) => {
      const twin = e.cloneNode(true);
      const wrap = (found, before, after) => twin.querySelectorAll(found).forEach((one) => { one.prepend(before); one.append(after); });
      twin.querySelectorAll("button").forEach((button) => button.remove());
      wrap("blockquote mark:is(.quoted, .changed)", "[[", "]]");
      wrap("del", "~", "~");
      wrap("h4", "", ": ");
      wrap(".who", " \u2014 ", "");
      wrap(".who em, .about", " \u00b7 ", "");
      return twin.textContent.replaceAll("]][[", "").replace(/\s+/g, " ").trim();
    }).join("\n");
  document.querySelectorAll(".card").forEach((card) => offer(card.querySelector("h3"), "copy", () => plain(card)));
  document.querySelectorAll(".draft").forEach((draft) => {
    const tools = draft.querySelector(".tools");
    if (!tools) return;
    const shown = () => [...draft.querySelectorAll(".card")].filter((card) => card.offsetParent);
    const head = () => [...draft.querySelectorAll(".summary .name, .summary h1, .advice li")].map((e) => e.textContent);
    offer(tools, "copy as text", () => [head().join("\n"), ...shown().map(plain)].join("\n\n"));
  });
  const problems = [...document.querySelectorAll(".card.bad, .card.open")];
  let at = -1;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !problems.length) return;
    if ((event.key !== "n" && event.key !== "p") || event.target.closest("input, textarea, select")) return;
    at = (at + (event.key === "n" ? 1 : -1) + problems.length) % problems.length;
    problems[at].scrollIntoView({ block: "center" });
    problems[at].querySelector(".number").focus({ preventScroll: true });
  });
})();
