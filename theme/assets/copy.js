// Copy buttons: of `data-copy`, or else of what stands before them. Without this file it stands there to be read and selected.
(() => {
  const says = document.querySelector("[data-copy-says]");
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const label = button.firstChild;
    const words = button.dataset.copy || button.previousElementSibling.textContent;
    const said = label.data;
    let timer = 0;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words);
        label.data = "Copied";
        says.textContent = `Copied: ${words}`;
      } catch {
        says.textContent = `It could not be copied. The words are ${words}`;
      }
      clearTimeout(timer);
      timer = setTimeout(() => { label.data = said; }, 4000);
    });
  });
})();
