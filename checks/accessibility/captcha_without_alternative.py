"""A picture of letters or digits that must be copied to go on, and nothing for those who cannot see it.

## Why it matters

The picture is made so that programs cannot read it, and screen readers are programs. Who is blind, or reads only with
strong magnification, cannot hand in the form at all.

## How to fix it

Offer a second way beside the picture: a code that is read aloud, a code by mail or telephone, a login with a citizen
certificate; or take a protection that asks nothing of the visitor. Its alternative text says what it is for:
“驗證碼圖片，可按「語音播放」聽取”. It is the vendor's job.
"""

import re
from collections.abc import Iterator

from checks.drawn import drawn
from checks.registry import check
from records.answers import Answer, Message, Severity, Unsure
from records.rendering import Element, Rendering

PICTURE = re.compile(
    r"captcha|驗證碼|认证码|check_?code|valid(?:ate|ation)?_?(?:code|num|img|image)|verif(?:y|ication)_?(?:code|img|image)"
    r"|security_?code|vcode|authcode|圖形碼|確認碼",
    re.I,
)
ALOUD = re.compile(r"語音|播放|朗讀|聽取|聲音|發音|audio|listen|hear|sound|speech|spoken|(?<!dis)play|read aloud", re.I)
NEAR = 60
"""Elements and runs of words before and behind the picture, among which it may be offered aloud."""
TOLD_BY = ("alt", "src", "id", "class", "name", "title")
CONTROLS = ("a", "button", "input", "audio", "img")


@check(
    title="CAPTCHA without another way",
    severity=Severity.SERIOUS,
    wcag=("1.1.1",),
    codes=("GN1110111E", "GN1110110E"),
    passes=(
        drawn('<form><img src="/captcha.aspx" alt="驗證碼圖片"><a href="#">語音播放</a><input title="驗證碼"></form>'),
        drawn('<article><p>什麼是驗證碼</p><img src="/images/what.png" alt="說明圖"></article>'),
        drawn('<form><img src="/CheckCode.ashx" alt="code"><button title="Listen to the code"></button></form>'),
    ),
    unsure=(
        drawn('<form><img src="/captcha.aspx" alt="驗證碼圖片"><a href="#">換一張</a><input title="驗證碼"></form>'),
        drawn('<p><img id="imgValidateCode" src="/a.ashx" alt=""><input title="Code"></p>'),
    ),
)
def captcha_without_alternative(page: Rendering) -> Iterator[Answer]:
    for image in page.tags("img", "canvas"):
        if image.is_visible and any(PICTURE.search(image.get(name)) for name in TOLD_BY) and not _is_aloud(page, image):
            message = Message("Is there a way past this picture for those who cannot see it?")
            yield Unsure(page.page_url, message, places=(page.place(image),))


def _is_aloud(page: Rendering, image: Element) -> bool:
    """Whether something near the picture lets it be heard."""
    form = page.closest(image, "form", "fieldset", "table", "section", "article") or page.elements[image.parent]
    near = page.elements[max(form.ordinal, image.ordinal - NEAR) : min(form.end, image.end + NEAR)]
    controls = (one for one in near if one.tag in CONTROLS and one is not image)
    return any(one.tag == "audio" or ALOUD.search(_told(page, one)) for one in controls)


def _told(page: Rendering, control: Element) -> str:
    return f"{control.name or page.text(control)} {control.get('id')} {control.get('src')}"
