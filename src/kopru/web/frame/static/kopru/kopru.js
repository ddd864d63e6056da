"use strict";
/* What pages need beyond HTML: dialogs, menus, shortcuts, table roles, one send a form. */

(() => {
  const root = document.documentElement;

  // -- dialogs: [data-opens="id"] opens, [data-closes] or the veil closes ----------------
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens);
      if (dialog) {
        event.preventDefault();
        opener.closest("details.k-menu")?.removeAttribute("open");
        if (!dialog.open) dialog.showModal();
      }
      return;
    }
    if (event.target.closest("[data-closes]")) {
      const dialog = event.target.closest("dialog");
      if (dialog) dialog.close();
      else event.target.closest(".k-toast")?.remove();
      return;
    }
    if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
  });

  // -- menus: <details class="k-menu"> close when left ----------------------------------
  const openMenus = () => document.querySelectorAll("details.k-menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.removeAttribute("open");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.removeAttribute("open");
      menu.querySelector("summary")?.focus();
    }
  });

  // -- one send a form: a second press while the first is on its way does nothing -------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get") return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // -- tables that become cards stay tables to a screen reader ---------------------------
  const tableRoles = (within) => {
    const give = (selector, role) => {
      for (const node of within.querySelectorAll(selector)) node.setAttribute("role", role);
    };
    give(".k-table", "table");
    give(".k-table thead, .k-table tbody", "rowgroup");
    give(".k-table tr", "row");
    give(".k-table thead th", "columnheader");
    give(".k-table tbody th", "rowheader");
    give(".k-table td", "cell");
  };
  tableRoles(document);
  document.addEventListener("htmx:afterSwap", (event) => tableRoles(event.target));

  // -- an answer that did not come is said, not swallowed --------------------------------
  const lost = () => {
    const words = document.getElementById("k-lost");
    const place = document.getElementById("flash");
    if (words && place) place.replaceChildren(words.content.cloneNode(true));
  };
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:responseError", lost);

  // -- single keys (WCAG 2.1.4: they can be turned off) ----------------------------------
  if (root.dataset.keys !== "on") return;
  let waitingForPlace = 0;

  const typing = (target) =>
    target.isContentEditable || /^(input|select|textarea)$/i.test(target.tagName);
  const seen = (node) => node && node.getClientRects().length > 0;
  const focusOn = (selector) => {
    const field = [...document.querySelectorAll(selector)].find(seen);
    if (!field) return false;
    field.focus();
    field.select?.();
    return true;
  };
  const go = (selector) => {
    const link = document.querySelector(selector);
    if (link) window.location.assign(link.href);
    return Boolean(link);
  };
  const singles = {
    "/": () => focusOn("[data-search]") || go("[data-key='h']") || go(".k-logo"),
    s: () => focusOn("[data-scan]") || go("[data-key='s']"),
    "?": () => {
      const list = document.getElementById("keys");
      if (list && !list.open) list.showModal();
      return Boolean(list);
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (waitingForPlace && event.timeStamp - waitingForPlace < 1500) {
      waitingForPlace = 0;
      if (/^[a-z]$/.test(event.key) && go(`[data-key='${event.key}']`)) event.preventDefault();
      return;
    }
    if (event.key === "g") {
      waitingForPlace = event.timeStamp;
    } else if (Object.hasOwn(singles, event.key) && singles[event.key]()) {
      event.preventDefault();
    }
  });
})();
