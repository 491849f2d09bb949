// Keys for who decides many pairs: s same, d different, k skip, u undo. All of it works without.
document.addEventListener("keydown", function (event) {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
    return;
  }
  var target = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
  if (target) {
    event.preventDefault();
    target.click();
  }
});
