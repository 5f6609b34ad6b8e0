/* What the theme opens by a click alone is opened by the keyboard too, and has a name for those who hear the page.
 *
 * It knows the theme's marks: what is clicked (x-on:click), its icons (words of a font), its boxes to choose from
 * (select2). It knows no page.
 */
(() => {
    "use strict";

    const OPERABLE = "a[href], button, input, select, textarea, summary, label, [tabindex]";
    const ICON = ".material-symbols-outlined";
    // What an icon that stands alone means; others are called by their own words.
    const NAMES = {
        arrow_back: "Back",
        arrow_circle_down: "Sort the other way",
        arrow_circle_up: "Sort the other way",
        cancel: "Do not sort by this",
        close: "Close",
        dock_to_right: "Menu",
        more_horiz: "More",
        more_vert: "More",
        search: "Search",
        unfold_more: "More",
    };

    function nameOf(icon) {
        const word = icon.textContent.trim();
        const name = NAMES[word] || word.replaceAll("_", " ");
        return name.charAt(0).toUpperCase() + name.slice(1);
    }

    /* An element that is only clicked becomes a button, unless it holds one: its backdrop is closed by Escape. */
    function makeOperable(element) {
        if (element.matches(OPERABLE) || element.querySelector(OPERABLE) || !element.textContent.trim()) return;
        element.tabIndex = 0;
        element.setAttribute("role", "button");
        element.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            element.click();
        });
    }

    /* An icon is read out as the word that it is made of: it is silenced, and names what it stands in alone. */
    function nameIcon(icon) {
        const owner = icon.closest("a, button, summary, [role=button]");
        if (!owner) return;
        const rest = owner.cloneNode(true);
        rest.querySelectorAll(ICON).forEach((other) => other.remove());
        const named = owner !== icon && rest.textContent.trim();
        if (!named && !owner.hasAttribute("aria-label")) {
            owner.setAttribute("aria-label", owner.title || icon.title || nameOf(icon));
        }
        if (owner !== icon) icon.setAttribute("aria-hidden", "true");
    }

    function labelOf(select) {
        const label = select.labels && select.labels[0];
        return (label ? label.textContent : select.getAttribute("aria-label") || "").replace("*", "").trim();
    }

    /* A box to choose from replaces a field, and forgets the field's label. */
    function nameChoice(box) {
        const select = box.closest(".select2").previousElementSibling;
        const name = select && labelOf(select);
        if (!name) return;
        const chosen = box.querySelector(".select2-selection__rendered");
        const field = box.querySelector(".select2-search__field");
        if (field) field.setAttribute("aria-label", name);
        if (box.hasAttribute("aria-owns")) box.setAttribute("aria-controls", box.getAttribute("aria-owns"));
        if (!chosen || field) return;
        chosen.removeAttribute("role");
        chosen.removeAttribute("aria-readonly");
        box.removeAttribute("aria-labelledby");
        box.setAttribute("aria-label", [name, chosen.textContent.replace("×", "").trim()].filter(Boolean).join(": "));
    }

    /* A field in a table is called what the column is called. */
    function nameCell(field) {
        const cell = field.closest("td");
        const table = cell.closest("table");
        const heads = table.tHead ? table.tHead.querySelectorAll("th") : [];
        const head = heads[[...cell.parentElement.cells].indexOf(cell)];
        const labels = [...(field.labels || [])].map((label) => label.textContent.trim());
        const isNamed = field.hasAttribute("aria-label") || labels.some(Boolean);
        if (!isNamed && head && head.textContent.trim()) field.setAttribute("aria-label", head.textContent.trim());
    }

    /* The theme writes the chosen file's name into the text that its own box has: a plain one has none. */
    function leaveFile(field) {
        if (!field.closest(".opacity-0")) field.hasChangeListener = true;
    }

    function each(root, selector, work) {
        if (root.matches(selector)) work(root);
        root.querySelectorAll(selector).forEach(work);
    }

    function mend(root) {
        each(root, "[x-on\\:click]", makeOperable);
        each(root, ICON, nameIcon);
        each(root, "td :is(input:not([type=hidden]), select, textarea)", nameCell);
        each(root, ".select2-selection", nameChoice);
        each(root, "ul > .select2-selection__clear", (cross) => cross.setAttribute("role", "listitem"));
        each(root, "input[type=file]", leaveFile);
        each(root, ".select2-dropdown .select2-search__field", (field) => field.setAttribute("aria-label", "Search"));
    }

    document.addEventListener("DOMContentLoaded", () => {
        mend(document.body);
        new MutationObserver((changes) => {
            for (const change of changes) {
                const box = change.target.closest(".select2-selection");
                if (box) nameChoice(box);
                for (const node of change.addedNodes) if (node instanceof Element && node.isConnected) mend(node);
            }
        }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["aria-owns"] });
    });

    /* The theme hides a page until its scripts run: a field that asks for the focus before that does not get it. */
    window.addEventListener("load", () => {
        const field = document.querySelector("[autofocus]");
        if (field && document.activeElement === document.body) field.focus();
    });

    /* The theme closes what is open when somebody clicks beside it. */
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") document.body.click();
    });
})();
