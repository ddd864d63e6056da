"use strict";
/* What the desk adds: choose all, seconds left to undo, keys that answer, a sound for a scan, papers in a new window. */

(() => {
  const root = document.documentElement;
  root.classList.add("d-scripted");

  // -- choose all rows of a list ----------------------------------------------------------
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-all]")) return;
    const table = event.target.closest("table");
    for (const box of table.querySelectorAll("input[name=id]")) box.checked = event.target.checked;
  });

  // -- a scanned number ticks its line of a parcel ----------------------------------------
  for (const box of document.querySelectorAll("[data-tick]")) {
    box.closest(".d-tick-box").hidden = false;
    const said = box.parentElement.querySelector("[data-tick-said]");
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const code = box.value.trim().toUpperCase();
      box.value = "";
      if (!code) return;
      const line = [...document.querySelectorAll(".d-ticks li")].find((one) =>
        [one.dataset.code, one.dataset.item].some((name) => name && name.toUpperCase() === code));
      said.textContent = line ? `✓ ${line.querySelector("strong").textContent}` : `${box.dataset.none} ${code}`;
      if (line) line.querySelector("input").checked = true;
    });
    box.focus();
  }

  // -- a form that opens another window may be sent again --------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.target === "_blank" || event.submitter?.hasAttribute("data-again")) {
      window.setTimeout(() => delete form.dataset.sent, 0);
    }
  });

  // -- an undo lasts for seconds ----------------------------------------------------------
  window.setInterval(() => {
    for (const form of document.querySelectorAll("form[data-seconds]")) {
      const left = Number(form.dataset.seconds) - 1;
      form.dataset.seconds = String(left);
      if (left <= 0) form.remove();
      else form.querySelector("[data-left]").textContent = String(left);
    }
  }, 1000);

  // -- one key an answer: [data-press="1"]; off where single keys are off ------------------
  document.addEventListener("keydown", (event) => {
    if (root.dataset.keys !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(input|select|textarea)$/i.test(event.target.tagName)) return;
    if (document.querySelector("dialog[open]") || !/^[1-9]$/.test(event.key)) return;
    const wanted = document.querySelector(`[data-press="${event.key}"]:not(:disabled)`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });

  // -- sound, where it is wanted; kept in this browser -----------------------------------
  const KEY = "kopru-scan-sound";
  const wanted = () => {
    try {
      return window.localStorage.getItem(KEY) === "on";
    } catch {
      return false;
    }
  };
  const show = () => {
    for (const box of document.querySelectorAll("[data-sound]")) box.checked = wanted();
  };
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-sound]")) return;
    try {
      window.localStorage.setItem(KEY, event.target.checked ? "on" : "off");
    } catch {
      event.target.checked = false;
    }
    document.querySelector("[data-scan][autofocus]")?.focus();
  });
  let audio = null;
  const beep = (good) => {
    audio ??= new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = good ? 880 : 220;
    volume.gain.value = 0.08;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + (good ? 0.12 : 0.35));
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    show();
    const said = event.target.id === "scan-panel" || document.querySelector("#scan-panel");
    const log = said && document.querySelector("#scan-panel [data-scanned]");
    if (log && event.detail.requestConfig?.verb === "post" && wanted()) beep(log.dataset.scanned === "good");
  });
  show();
})();
