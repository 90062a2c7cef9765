// `sitepatrol.stops(scope)`: controls in a part of the page whose words or looks say that they stop what moves or sounds.
// `sitepatrol.canStop(element)`: whether one stands with the element.
{
  const WORDS = /暫停|停止(播放|動畫|輪播|捲動|跑馬|閃)|停播|靜音|關閉(動畫|聲音|音樂)|\b(pause|stop|freeze|mute)\b/i;
  const CLASS = /(^|[-_\s])(pause|play-?pause|stop|mute)([-_\s]|$)/i;
  const CONTROLS = "button, a, input[type=button], input[type=submit], input[type=checkbox], summary, [role=button], [role=switch]";
  const LONGEST = 60, NEAR = 4;

  const saysSo = element => {
    const said = [element.textContent, element.title, element.value, element.getAttribute("aria-label"), element.querySelector("img")?.alt];
    return said.some(words => words && words.length < LONGEST && WORDS.test(words))
      || [element, ...element.querySelectorAll("i, span, svg, img")].some(one => CLASS.test(one.getAttribute("class") ?? ""));
  };

  sitepatrol.stops = scope =>
    [...scope.querySelectorAll(CONTROLS)].filter(element => element.checkVisibility({visibilityProperty: true}) && saysSo(element));

  sitepatrol.canStop = element => {
    let scope = element.parentElement ?? element;
    for (let step = 1; step < NEAR && ![null, document.body].includes(scope.parentElement); step++) scope = scope.parentElement;
    return sitepatrol.stops(scope).length > 0;
  };
}
