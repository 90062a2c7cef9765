// `sitepatrol.canStop(element)`: whether a control stands with the element whose words or looks say that it stops what moves
// or sounds, or one anywhere on the page says that it stops all of that.
{
  const WORDS = /暫停|停止(播放|動畫|輪播|捲動|跑馬|閃)|停播|靜音|關閉(動畫|聲音|音樂)|\b(pause|freeze|mute)\b|^\W*stop\b.{0,20}$/i;
  const ALL = /(暫停|停止|關閉).{0,6}(輪播|動畫|跑馬|捲動|動態|音樂)|(pause|stop|turn off|disable|reduce).{0,20}(animation|carousel|slide|motion|moving|music)/i;
  const CLASS = /(^|[-_\s])(pause|play-?pause|stop|mute)([-_\s]|$)/i;
  const CONTROLS = "button, a, input[type=button], input[type=submit], input[type=checkbox], summary, [role=button], [role=switch]";
  const LONGEST = 60, NEAR = 4;

  const says = (element, what) =>
    [element.textContent, element.title, element.value, element.getAttribute("aria-label"), element.querySelector("img")?.alt]
      .some(words => words && words.length < LONGEST && what.test(words.trim()));

  const looksSo = element => [element, ...element.querySelectorAll("i, span, svg, img")].some(one => CLASS.test(one.getAttribute("class") ?? ""));

  const hasStop = (scope, isOne) =>
    [...scope.querySelectorAll(CONTROLS)].some(control => control.checkVisibility({visibilityProperty: true}) && isOne(control));

  sitepatrol.canStop = element => {
    let scope = element.parentElement ?? element;
    for (let step = 1; step < NEAR && ![null, document.body].includes(scope.parentElement); step++) scope = scope.parentElement;
    return hasStop(scope, control => says(control, WORDS) || looksSo(control)) || hasStop(document, control => says(control, ALL));
  };
}
