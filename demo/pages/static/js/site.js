"use strict";
const sizes = { small: "93.75%", medium: "100%", large: "118.75%" };
for (const button of document.querySelectorAll("button[data-size]")) {
  button.addEventListener("click", () => {
    document.documentElement.style.fontSize = sizes[button.dataset.size];
    for (const other of document.querySelectorAll("button[data-size]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  });
}
