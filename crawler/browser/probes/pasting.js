(most) => {
  const HEARD = {key: 16, change: 128, paste: 256}, PASTED = "Ab12cd";
  const CODE = /one-time-code|otp|verification code|驗證碼|簡訊碼|動態密碼/i;
  const OTHER_WAY = /passkey|fido|憑證|健保卡|行動身分|(?:sign|log) in with|continue with/i;
  const isCode = field => CODE.test([field.autocomplete, field.name, field.id, sitepatrol.words(field),
    ...[...(field.labels ?? [])].map(label => label.textContent)].join(" ")) && !/captcha|圖形|圖片/i.test(field.outerHTML);

  const sight = new sitepatrol.Sight();
  const fields = sitepatrol.tabbables().filter(field => field.localName === "input" && !field.readOnly
    && (field.type === "password" || (sitepatrol.hasCaret(field) && isCode(field))) && sight.sees(field)).slice(0, most);

  // A script that takes what is pasted to itself may well put it where it belongs, in one field or several.
  const tried = field => {
    const around = [...(field.form ?? document).querySelectorAll("input")], kept = around.map(one => one.value);
    const passwords = around.filter(one => one.type === "password");
    field.focus();
    const data = new DataTransfer();
    data.setData("text/plain", PASTED);
    const key = {key: "v", code: "KeyV", ctrlKey: true, bubbles: true, cancelable: true, composed: true};
    const isKeyTaken = !field.dispatchEvent(new KeyboardEvent("keydown", key));
    const paste = {clipboardData: data, bubbles: true, cancelable: true, composed: true};
    const isTaken = !field.dispatchEvent(new ClipboardEvent("paste", paste));
    const hasArrived = around.some((one, at) => one.value !== kept[at]);
    around.forEach((one, at) => { one.value = kept[at]; });
    field.blur();
    return {
      spot: sitepatrol.spot(field),
      isCode: field.type !== "password",
      isNew: field.autocomplete === "new-password" || passwords.length > 1,
      isBlocked: (isTaken || isKeyTaken) && !hasArrived,
      hasOtherWay: OTHER_WAY.test(document.body.innerText.slice(0, 20000)),
    };
  };
  return fields.filter(field => sitepatrol.eventsAround(field) & (HEARD.paste | HEARD.key)).map(tried);
}
