"use strict";
/* Suggestions below the search box: an editable combobox with a list, after the WAI-ARIA
   Authoring Practices. Keys: down and up (also Alt) choose, Enter goes there, Escape closes
   and then empties the box, Home and End go back to the text. Without this script it is a
   plain search box. After a search the focus goes to the count where its place is gone. */

(() => {
  const WAIT = 120; // ms between the last letter and the question
  const SHORTEST = 2;

  const combobox = (box) => {
    const list = document.getElementById("suggestions");
    const told = document.getElementById("suggested");
    let chosen = -1;
    let typed = box.value;
    let timer = 0;
    let asking = null;

    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");

    const options = () => [...list.querySelectorAll("[role=option]")];
    const isOpen = () => !list.hidden;

    const choose = (place) => {
      const all = options();
      for (const option of all) option.setAttribute("aria-selected", "false");
      chosen = place;
      if (place < 0 || place >= all.length) {
        chosen = -1;
        box.removeAttribute("aria-activedescendant");
        return;
      }
      all[place].setAttribute("aria-selected", "true");
      all[place].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", all[place].id);
    };

    const open = () => {
      list.hidden = options().length === 0;
      box.setAttribute("aria-expanded", String(isOpen()));
    };

    const close = () => {
      window.clearTimeout(timer);
      asking?.abort();
      choose(-1);
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
    };

    const ask = async () => {
      const q = box.value.trim();
      asking?.abort();
      if (q.length < SHORTEST) {
        list.replaceChildren();
        close();
        told.textContent = "";
        return;
      }
      const mine = (asking = new AbortController());
      try {
        const address = `${box.dataset.suggests}?${new URLSearchParams({ q })}`;
        const answer = await fetch(address, { signal: mine.signal });
        if (!answer.ok) return close();
        const html = await answer.text();
        if (mine !== asking || document.activeElement !== box) return;
        list.innerHTML = html; // our own server's, escaped there
        choose(-1);
        open();
        told.textContent = list.querySelector("[data-told]")?.dataset.told ?? "";
      } catch (trouble) {
        if (trouble.name !== "AbortError") close();
      }
    };

    const go = (option) => {
      close();
      window.location.assign(option.dataset.href);
    };

    const step = (by) => {
      const count = options().length;
      if (!count) return;
      if (!isOpen()) open();
      // beyond either end lies the text itself
      const next = chosen + by;
      choose(chosen < 0 && by < 0 ? count - 1 : next >= count ? -1 : next);
    };

    const keys = {
      ArrowDown: (event) => {
        if (event.altKey) open();
        else step(1);
        return true;
      },
      ArrowUp: (event) => {
        if (event.altKey) close();
        else step(-1);
        return true;
      },
      Enter: () => {
        const option = options()[chosen];
        if (!isOpen() || !option) {
          close();
          return false;
        }
        go(option);
        return true;
      },
      Escape: () => {
        if (isOpen()) close();
        else box.value = typed = "";
        return true;
      },
      Home: () => {
        choose(-1);
        return false;
      },
      End: () => {
        choose(-1);
        return false;
      },
      Tab: () => {
        close();
        return false;
      },
    };

    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (Object.hasOwn(keys, event.key) && keys[event.key](event)) event.preventDefault();
    });
    box.addEventListener("input", () => {
      if (box.value === typed) return;
      typed = box.value;
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT);
    });
    box.addEventListener("blur", close);
    box.form.addEventListener("submit", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });
  };

  const start = () => {
    const box = document.querySelector("[data-suggests]");
    if (box && box.getAttribute("role") !== "combobox") combobox(box);
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "found" || document.activeElement !== document.body) return;
    document.getElementById("count")?.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:historyRestore", start);
  start();
})();
