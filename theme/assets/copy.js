// Copy buttons. Without this file the addresses stand there to be read and selected.
(() => {
  const says = document.querySelector("[data-copy-says]");
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const label = button.firstChild;
    const said = label.data;
    let timer = 0;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        label.data = "Copied";
        says.textContent = `Copied: ${button.dataset.copy}`;
      } catch {
        says.textContent = `It could not be copied. The address is ${button.dataset.copy}`;
      }
      clearTimeout(timer);
      timer = setTimeout(() => { label.data = said; }, 4000);
    });
  });
})();
