// The draft editor: checks again without leaving the field, and leads from a verdict to its words. Without this script the
// same form leads to the same page.
const form = document.querySelector("[data-editor]");
const field = form.elements.text;

// The server counts code points, a field UTF-16 units.
const unit = (text, points) => [...text].slice(0, points).join("").length;

const panel = () => document.getElementById("verdicts");
let checked = field.value;
let asked = null;

panel().closest("main").addEventListener("click", (event) => {
  const link = event.target.closest("[data-start]");
  if (!link || field.value !== checked) return;  // the places are those of the text that was checked
  event.preventDefault();
  const [start, end] = [link.dataset.start, link.dataset.end].map((points) => unit(checked, Number(points)));
  field.focus();
  field.setSelectionRange(start, end);
  const lines = checked.slice(0, start).length / Math.max(1, checked.length);
  field.scrollTop = Math.max(0, lines * field.scrollHeight - field.clientHeight / 3);
});

// Says in the place of the verdicts why there are none; a box of the server's own page as it is, with its links.
const show = (problem) => {
  if (problem instanceof Element) {
    problem.querySelector(".reload")?.remove();  // that would lose what is in the field
    panel().replaceChildren(document.adoptNode(problem));
    return;
  }
  const told = document.createElement("p");
  told.className = "problem bad";
  told.textContent = problem;
  panel().replaceChildren(told);
};

const stale = () => { panel().classList.toggle("stale", field.value !== checked); };
field.addEventListener("input", stale);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  asked?.abort();
  asked = new AbortController();
  const sent = field.value;
  panel().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), signal: asked.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const made = page.getElementById("verdicts");
    if (made) {
      panel().replaceWith(made);
      form.elements.again.value = page.querySelector("[data-editor]").elements.again.value;
      document.querySelector(".crumbs").replaceWith(page.querySelector(".crumbs"));
      document.querySelector("footer.twin").replaceWith(page.querySelector("footer.twin"));
      history.replaceState(null, "", answer.url);
      checked = sent;
    } else {
      show(page.querySelector(".problem") || "The draft wasn\u2019t checked.");
    }
    stale();
  } catch (error) {
    if (error.name === "AbortError") return;
    show("The desk doesn\u2019t answer; the text in the field is as you left it.");
  }
  panel().removeAttribute("aria-busy");
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
