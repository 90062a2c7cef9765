"""Hosts of other bodies that the county's pages link to. Some are well, some misbehave as hosts of the wild do."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import cache
from html import escape
from threading import Lock
from urllib.parse import unquote

from cryptography.hazmat.primitives.serialization import Encoding

from demo.attachments import attachment, media_types
from demo.certificates import Tls, authority
from demo.exchange import Answer, Ending, Request, redirect
from demo.truth import at_port

wary = "127.10.0.20"
"""Answers browsers, and refuses every other client with 403."""
closed = "127.10.0.21"
"""Refuses everyone with 403."""
agency = "127.10.0.22"
"""A ministry: fine pages, lost pages, redirects, and addresses that answer with errors."""
headless = "127.10.0.23"
"""Fine by GET; HEAD is answered 405, 404 or 500."""
slow = "127.10.0.24"
"""Answers after three seconds; under /never/ not at all."""
absent = "127.10.0.25"
"""Nobody listens there."""
dropping = "127.10.0.26"
"""Takes each request and breaks the connection."""
flaky = "127.10.0.27"
"""The first request for each address fails, by 503 or by a broken connection under /reset/; later ones are fine."""
rationed = "127.10.0.28"
"""The first request for each address is answered 429 with Retry-After: 1; later ones are fine."""
curt = "127.10.0.29"
"""The same without Retry-After."""
dripping = "127.10.0.30"
"""A page that comes at a byte each half second, and has no end."""
breaking = "127.10.0.31"
"""The connection is reset in the middle of the page."""
careless = "127.10.0.32"
"""Files that are empty, end before their announced length, or are a page in truth."""
bomb = "127.10.0.33"
"""A page of 200 MB, small as it is sent (gzip)."""
endless = "127.10.0.34"
"""A page in chunks, fast and without end."""
expired = "127.10.0.35"
"""TLS: the certificate is out of date."""
misnamed = "127.10.0.36"
"""TLS: the certificate is another host's."""
self_made = "127.10.0.37"
"""TLS: the certificate is signed by itself."""
unchained = "127.10.0.38"
"""TLS: the intermediate certificate is not sent; browsers fetch it."""
old_fashioned = "127.10.0.39"
"""TLS 1.0 and 1.1 only."""
sound = "127.10.0.40"
"""TLS as it should be, under the demo's own authority."""
cookie_minded = "127.10.0.41"
"""Redirects to the same address until the cookie that it sets comes back."""
echoing = "127.10.0.42"
"""Answers what it does not have with 200 and an error page that repeats the address."""
homing = "127.10.0.43"
"""Sends visitors to its front page for whatever it does not have."""
shell = "127.10.0.44"
"""One page for all addresses, filled by a script."""
fainting = "127.10.0.45"
"""After its first answer it drops every connection for two seconds, and then is fine."""
locked = "127.10.0.46"
"""Its robots.txt is answered 500."""
parked = "127.10.0.47"
"""A domain that nobody renewed, for sale."""

secure_hosts = {
    expired: Tls.EXPIRED,
    misnamed: Tls.OTHER_NAME,
    self_made: Tls.SELF_SIGNED,
    unchained: Tls.NO_INTERMEDIATE,
    old_fashioned: Tls.OLD,
    sound: Tls.SOUND,
}
"""They speak TLS alone."""

pages = {
    (wary, "/"): "國民健康資訊入口",
    (wary, "/vaccine/schedule"): "預防接種時程",
    (closed, "/"): "公文交換系統",
    (agency, "/"): "全國社政資訊網",
    (agency, "/child/allowance"): "育有未滿二歲兒童育兒津貼",
    (agency, "/disability/2"): "身心障礙鑑定與需求評估新制",
    (agency, "/law/search"): "主管法規查詢",
    (agency, "/law/social-assistance"): "社會救助法",
    (agency, "/law/guide/"): "法規適用指引",
    (headless, "/"): "政府統計資訊網",
    (headless, "/statistics"): "縣市重要統計指標查詢",
    (headless, "/head404/prices"): "不動產成交案件實際資訊",
    (headless, "/head500/income"): "家庭收支調查",
    (slow, "/report/annual"): "統計年報（檔案較大，請稍候）",
    (flaky, "/queue/apply"): "線上申辦排隊系統",
    (flaky, "/reset/jobs"): "就業服務站職缺",
    (rationed, "/courses"): "職業訓練課程報名",
    (curt, "/exams"): "技能檢定報名",
    (dripping, "/cctv/live"): "即時路況影像",
    (breaking, "/water/level"): "即時水情",
    (bomb, "/dataset/weather"): "氣象觀測資料集",
    (endless, "/stream/air"): "空氣品質測值",
    (expired, "/"): "電子公布欄",
    (misnamed, "/"): "檔案目錄檢索",
    (self_made, "/"): "會議室預約系統",
    (unchained, "/"): "公務人員學習平臺",
    (old_fashioned, "/"): "財產管理系統",
    (sound, "/"): "線上申辦服務",
    (cookie_minded, "/sso/login"): "單一簽入",
    (echoing, "/"): "長青學苑",
    (echoing, "/course/painting"): "水墨畫研習班",
    (homing, "/"): "不動產資訊平台",
    (homing, "/index/quarterly"): "住宅價格季指數",
    (shell, "/dashboard/transport"): "縣市數據儀表板",
    (fainting, "/map/schools"): "學校分布圖",
    (fainting, "/map/libraries"): "圖書館分布圖",
    (locked, "/forms/"): "人事表單下載",
    (parked, "/"): "hehu-lake-tour.example",
}
moved = {
    "/old/disability": (301, "/disability/2"),
    "/old/1": (301, "/old/2"),
    "/old/2": (302, "/old/3"),
    "/old/3": (301, "/law/search"),
    "/loop/1": (301, "/loop/2"),
    "/loop/2": (301, "/loop/1"),
    "/law/latest": (302, "/law/search"),
    "/law/guide": (301, "/law/guide/"),
    "/Law/Search": (301, "/law/search"),
    "/statistics/yearbook/108": (302, f"http://{headless}:8610/"),
}
errors = {"/retired/handbook": 410, "/members/": 401, "/busy/rate": 429, "/busy/maintenance": 503, "/broken/query": 500}
faint_seconds = 2.0


class Neighbours:
    """Every host that is not the county's own and listens; they remember whom they turned away once."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()
        self._first_answer: float | None = None
        self._lock = Lock()
        self._manners: dict[str, Callable[[Request], Answer]] = {
            wary: self._wary,
            closed: lambda request: page(403, "403 Forbidden", "您沒有權限檢視此網頁。"),
            agency: self._agency,
            headless: self._headless,
            slow: self._slow,
            dropping: lambda request: Answer(cut=True),
            flaky: self._flaky,
            rationed: self._flaky,
            curt: self._flaky,
            dripping: lambda request: spoilt(known(request), Ending.DRIP),
            breaking: lambda request: spoilt(known(request), Ending.RESET, announced=10_000),
            careless: self._careless,
            bomb: self._bomb,
            endless: lambda request: spoilt(known(request), Ending.FLOOD),
            **dict.fromkeys(secure_hosts, known),
            cookie_minded: self._cookie_minded,
            echoing: self._echoing,
            homing: lambda request: known(request) if is_known(request) else redirect("/", 302),
            shell: lambda request: Answer(body=script_page.encode()),
            fainting: self._fainting,
            locked: self._locked,
            parked: lambda request: Answer(body=for_sale.encode()),
        }

    @property
    def addresses(self) -> list[str]:
        return list(self._manners)

    def answer(self, request: Request) -> Answer:
        return self._manners[request.host](request)

    def _wary(self, request: Request) -> Answer:
        # Chromium adds Sec-Fetch-Mode to what it sends to loopback; HTTP libraries do not.
        if not request.user_agent.startswith("Mozilla/5.0") or "sec-fetch-mode" not in request.headers:
            return page(403, "Access Denied", "偵測到自動化程式，連線已被阻擋。")
        return known(request)

    def _agency(self, request: Request) -> Answer:
        path = request.path.partition("?")[0]
        if path in moved:
            status, address = moved[path]
            return redirect(at_port(address, request.port), status)
        if path in errors:
            headers = {"WWW-Authenticate": 'Basic realm="members"'} if errors[path] == 401 else {}
            return page(errors[path], f"HTTP {errors[path]}", "系統無法處理您的要求。", headers)
        if path == "/download/guide.pdf":
            return Answer(body=attachment("福利指南.pdf"), content_type=media_types["pdf"])
        if path == "/ca/issuing.cer":
            body = authority().intermediate.public_bytes(Encoding.DER)
            return Answer(body=body, content_type="application/pkix-cert")
        return known(request)

    def _headless(self, request: Request) -> Answer:
        if request.method == "HEAD":
            folder = request.path.split("/")[1]
            return Answer({"head404": 404, "head500": 500}.get(folder, 405), headers={"Allow": "GET"})
        return known(request)

    def _slow(self, request: Request) -> Answer:
        answer = known(request)
        pause = 3600.0 if request.path.startswith("/never/") else 3.0
        return Answer(answer.status, answer.body, answer.content_type, pause=pause)

    def _flaky(self, request: Request) -> Answer:
        with self._lock:
            first = (request.host, request.path) not in self._seen
            self._seen.add((request.host, request.path))
        if not first or not is_known(request):
            return known(request)
        if request.path.startswith("/reset/"):
            return Answer(cut=True)
        if request.host == flaky:
            return page(503, "503 Service Unavailable", "目前使用人數眾多，請稍後再試。")
        headers = {"Retry-After": "1"} if request.host == rationed else {}
        return page(429, "429 Too Many Requests", "您的查詢過於頻繁，請稍後再試。", headers)

    def _careless(self, request: Request) -> Answer:
        whole = attachment("福利指南.pdf")
        match request.path:
            case "/files/empty.pdf":
                return Answer(content_type=media_types["pdf"])
            case "/files/short.pdf":
                answer = Answer(body=whole[: len(whole) // 2], content_type=media_types["pdf"])
                return spoilt(answer, Ending.CLOSE, announced=len(whole))
            case "/files/survey.odt":
                return page(200, "檔案下載", "請先閱讀使用規範，再按下方的同意下載。")
        return known(request)

    def _bomb(self, request: Request) -> Answer:
        answer = known(request)
        if answer.status != 200:
            return answer
        return Answer(body=packed(answer.body), headers={"Content-Encoding": "gzip"})

    def _cookie_minded(self, request: Request) -> Answer:
        if not is_known(request) or "visitor=known" in request.headers.get("cookie", ""):
            return known(request)
        return redirect(request.path, 302, {"Set-Cookie": "visitor=known; Path=/"})

    def _echoing(self, request: Request) -> Answer:
        if is_known(request):
            return known(request)
        return page(200, "網頁不存在", f"很抱歉，找不到您要的網頁：{unquote(request.path)}")

    def _fainting(self, request: Request) -> Answer:
        with self._lock:
            if self._first_answer is None:
                self._first_answer = request.at
                return known(request)
        if request.at < self._first_answer + faint_seconds:
            return Answer(cut=True)
        return known(request)

    def _locked(self, request: Request) -> Answer:
        if request.path == "/robots.txt":
            return page(500, "500 Internal Server Error", "系統發生錯誤。")
        return known(request)


def is_known(request: Request) -> bool:
    return (request.host, request.path.partition("?")[0]) in pages


def known(request: Request) -> Answer:
    if not is_known(request):
        return page(404, "找不到網頁", "您要查看的網頁可能已被移除、名稱已被變更，或是暫時無法使用。")
    title = pages[request.host, request.path.partition("?")[0]]
    more = (
        '<h2 id="apply">申請方式</h2><p>請備妥證件，向戶籍地公所申請。</p>'
        '<h2><a name="contact">聯絡我們</a></h2><p>請洽服務台。</p>'
    )
    return page(200, title, f"{title}的說明與服務。", more=more)


def page(status: int, title: str, text: str, headers: dict[str, str] | None = None, more: str = "") -> Answer:
    html = (
        '<!DOCTYPE html><html lang="zh-Hant-TW"><head><meta charset="utf-8"><title>'
        f"{escape(title)}</title></head><body><main><h1>{escape(title)}</h1><p>{escape(text)}</p>{more}</main></body></html>"
    )
    return Answer(status, html.encode(), headers=headers or {})


def spoilt(answer: Answer, ending: Ending, announced: int | None = None) -> Answer:
    """A good answer with a bad end; other answers stay as they are."""
    if answer.status != 200:
        return answer
    return Answer(body=answer.body, content_type=answer.content_type, announced=announced, ending=ending)


@cache
def packed(start: bytes) -> bytes:
    """200 MB of blanks after a start, as gzip."""
    packer = zlib.compressobj(1, wbits=31)
    blanks = b" " * 2**20
    return b"".join((packer.compress(start), *(packer.compress(blanks) for _ in range(200)), packer.flush()))


script_page = """<!DOCTYPE html>
<html lang="zh-Hant-TW"><head><meta charset="utf-8"><title>縣市數據儀表板</title></head>
<body><noscript>請啟用 JavaScript。</noscript><div id="app"></div><script src="/assets/app.3f9c.js"></script></body>
</html>"""
for_sale = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>hehu-lake-tour.example is for sale</title></head>
<body><h1>hehu-lake-tour.example</h1><p>This domain is for sale! Buy this domain. 本網域出售中，歡迎洽詢。</p>
<p><a href="https://www.sedo.com/search/details/?domain=hehu-lake-tour.example">Make an offer</a></p>
<h2>Related Searches</h2><ul><li>Lake Hotels</li><li>Cheap Flights</li><li>Bike Rental</li></ul>
<p>The domain owner parks this page; sponsored listings are displayed by a third party (domain parking).</p></body>
</html>"""
