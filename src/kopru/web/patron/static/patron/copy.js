"use strict";
/* Copy buttons: [data-copies="id"] copies that element's text, with its italics where they fit.
   Without this script the buttons stay hidden and the text can be selected. */

(() => {
  const selected = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    return done;
  };

  const copied = async (node) => {
    const text = node.textContent.trim();
    if (!navigator.clipboard || !window.ClipboardItem) return selected(node);
    const item = new ClipboardItem({
      "text/plain": new Blob([text], { type: "text/plain" }),
      "text/html": new Blob([node.innerHTML.trim()], { type: "text/html" }),
    });
    try {
      await navigator.clipboard.write([item]);
      return true;
    } catch {
      return selected(node);
    }
  };

  const say = (button, words) => {
    const told = document.getElementById("copied");
    told.textContent = words;
    button.classList.add("p-copied");
    window.setTimeout(() => {
      button.classList.remove("p-copied");
      told.textContent = "";
    }, 2500);
  };

  for (const button of document.querySelectorAll("[data-copies]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const node = document.getElementById(button.dataset.copies);
      if (await copied(node)) say(button, document.getElementById("copied").dataset.said);
    });
  }
})();
