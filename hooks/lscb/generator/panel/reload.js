// Reloads the page when something that it may show has changed. Part of the preview, never of the site.
{
  const known = document.currentScript.dataset.epoch;
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const seen = () =>
    document.visibilityState === "visible"
      ? Promise.resolve()
      : new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
  const follow = async () => {
    for (;;) {
      await seen();
      try {
        const answer = await fetch(`/_preview/epoch?${known}`);
        if (answer.ok && (await answer.text()) !== known) return location.reload();
      } catch {
        await pause(500);
      }
    }
  };
  follow();
}
