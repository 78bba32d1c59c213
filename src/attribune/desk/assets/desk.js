"use strict";
// Drops files onto a form's file field, sends a draft with Ctrl+Enter, walks the quotations of a check with j and k and
// decides about the one that is reached with a, r and q. Every page works without it.
(() => {
  document.documentElement.classList.add("scripted");
  let here = document.querySelector(".card:target");
  const again = document.querySelector(".decision .problem + form");  // a decision that wasn't kept
  if (again) addEventListener("load", () => setTimeout(() => again.elements.note.focus()));  // behind the jump to the card
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
  // The files of a folder that was dropped, too.
  const filesOf = async (entry) => {
    if (entry.isFile) return [await new Promise((done, failed) => entry.file(done, failed))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return found;
      for (const one of some) found.push(...await filesOf(one));
    }
  };
  document.querySelectorAll("[data-drop]").forEach((place) => {
    const field = document.getElementById(place.dataset.drop);
    const over = (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();  // a place inside a form takes what is dropped on it
      place.classList.add("over");
    };
    place.addEventListener("dragenter", over);
    place.addEventListener("dragover", over);
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", async (event) => {
      place.classList.remove("over");
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      event.stopPropagation();
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
      const dropped = [...event.dataTransfer.files];  // read before the first await, when the event is over
      const nested = entries.some((entry) => entry && entry.isDirectory);
      const files = nested ? (await Promise.all(entries.filter(Boolean).map(filesOf))).flat() : dropped;
      const kept = new DataTransfer();
      (field.multiple ? files : files.slice(0, 1)).forEach((file) => kept.items.add(file));
      field.files = kept.files;
    });
  });
  document.querySelectorAll("form.draft-form:not([data-editor])").forEach((form) => form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  }));
})();
