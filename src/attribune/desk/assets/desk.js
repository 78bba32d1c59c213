"use strict";
// Drops files onto a form's file field, sends a draft with Ctrl+Enter, walks the quotations of a check with j and k and
// decides about the one that is reached with a, r and q. Every page works without it.
(() => {
  document.documentElement.classList.add("scripted");
  let here = document.querySelector(".card:target");
  const typed = (event) => event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select");
  addEventListener("focusin", (event) => { here = event.target.closest(".card") || here; });
  addEventListener("keydown", (event) => {
    const cards = [...document.querySelectorAll(".card")].filter((card) => card.offsetParent);
    if (typed(event) || !cards.length) return;
    if (event.key === "j" || event.key === "k") {
      const at = cards.indexOf(here);
      here = cards[event.key === "j" ? Math.min(at + 1, cards.length - 1) : Math.max(at - 1, 0)];
      here.scrollIntoView({ block: "center" });
      here.querySelector(".number").focus({ preventScroll: true });
      return;
    }
    const button = here && here.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    const note = button.form.elements.note;
    if (event.key === "a" || note.value.trim()) button.click();
    else {  // a reason, or the question, is wanted first; Enter then sends it
      note.focus();
      note.onkeydown = (pressed) => {
        if (pressed.key !== "Enter" || !note.value.trim()) return;
        pressed.preventDefault();
        button.click();
      };
    }
  });
  document.querySelectorAll("form[data-drop]").forEach((form) => {
    const field = form.querySelector(`#${CSS.escape(form.dataset.drop)}`);
    const over = (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.add("over");
    };
    form.addEventListener("dragenter", over);
    form.addEventListener("dragover", over);
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", (event) => {
      form.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      field.files = event.dataTransfer.files;
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  });
})();
