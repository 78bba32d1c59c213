// Follows work as it goes on, in place: the page isn't loaded again until it has ended, so that whoever walks it by the
// keyboard stays where they are. Without this script the browser asks again every few seconds.
const shown = document.getElementById("progress");
const state = document.getElementById("state");
const events = new EventSource(`/api/v1/jobs/${shown.dataset.job}/events`);

events.addEventListener("progress", (event) => {
  const job = JSON.parse(event.data);
  const told = shown.dataset[job.state] + (job.stage ? `: ${job.stage}` : "");
  if (state.textContent !== told) state.textContent = told;  // is read aloud
  shown.hidden = !job.total;
  shown.querySelector("progress").max = job.total || 1;
  shown.querySelector("progress").value = job.done;
  shown.querySelector("span").textContent = `${job.done} of ${job.total}`;
});
events.addEventListener("end", () => {
  events.close();
  location.reload();
});
events.onerror = () => {  // the desk was stopped, or something between cuts the stream
  events.close();
  setTimeout(() => location.reload(), 2000);
};
