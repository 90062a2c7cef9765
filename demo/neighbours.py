"""Hosts of other bodies that the county's pages link to. Some are well, some misbehave as hosts of the wild do."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from threading import Lock

from demo.attachments import attachment, media_types
from demo.exchange import Answer, Request, redirect

wary = "127.10.0.20"
"""Answers browsers, and refuses every other client with 403."""
closed = "127.10.0.21"
"""Refuses everyone with 403."""
agency = "127.10.0.22"
"""A ministry: fine pages, lost pages, redirects, and addresses that answer with errors."""
headless = "127.10.0.23"
"""Fine by GET; HEAD is answered 405 or 404."""
slow = "127.10.0.24"
"""Answers after three seconds; under /never/ not at all."""
absent = "127.10.0.25"
"""Nobody listens there."""
dropping = "127.10.0.26"
"""Takes each request and breaks the connection."""
flaky = "127.10.0.27"
"""The first request for each address fails, by 503 or by a broken connection under /reset/; later ones are fine."""

pages = {
    (wary, "/"): "國民健康資訊入口",
    (wary, "/vaccine/schedule"): "預防接種時程",
    (closed, "/"): "公文交換系統",
    (agency, "/"): "全國社政資訊網",
    (agency, "/child/allowance"): "育有未滿二歲兒童育兒津貼",
    (agency, "/disability/2"): "身心障礙鑑定與需求評估新制",
    (agency, "/law/search"): "主管法規查詢",
    (agency, "/law/social-assistance"): "社會救助法",
    (headless, "/statistics"): "縣市重要統計指標查詢",
    (headless, "/head404/prices"): "不動產成交案件實際資訊",
    (slow, "/report/annual"): "統計年報（檔案較大，請稍候）",
    (flaky, "/queue/apply"): "線上申辦排隊系統",
    (flaky, "/reset/jobs"): "就業服務站職缺",
}
moved = {
    "/old/disability": "/disability/2",
    "/old/1": "/old/2",
    "/old/2": "/old/3",
    "/old/3": "/law/search",
    "/loop/1": "/loop/2",
    "/loop/2": "/loop/1",
}
errors = {"/retired/handbook": 410, "/members/": 401, "/busy/rate": 429, "/busy/maintenance": 503, "/broken/query": 500}


class Neighbours:
    """Every host that is not the county's own and listens; they remember whom they turned away once."""

    addresses = (wary, closed, agency, headless, slow, dropping, flaky)

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()
        self._lock = Lock()

    def answer(self, request: Request) -> Answer:
        manner: Callable[[Request], Answer] = {
            wary: self._wary,
            closed: lambda request: page(403, "403 Forbidden", "您沒有權限檢視此網頁。"),
            agency: self._agency,
            headless: self._headless,
            slow: self._slow,
            dropping: lambda request: Answer(cut=True),
            flaky: self._flaky,
        }[request.host]
        return manner(request)

    def _wary(self, request: Request) -> Answer:
        # Chromium adds Sec-Fetch-Mode to what it sends to loopback; HTTP libraries do not.
        if not request.user_agent.startswith("Mozilla/5.0") or "sec-fetch-mode" not in request.headers:
            return page(403, "Access Denied", "偵測到自動化程式，連線已被阻擋。")
        return known(request)

    def _agency(self, request: Request) -> Answer:
        path = request.path.partition("?")[0]
        if path in moved:
            return redirect(moved[path])
        if path in errors:
            headers = {"WWW-Authenticate": 'Basic realm="members"'} if errors[path] == 401 else {}
            return page(errors[path], f"HTTP {errors[path]}", "系統無法處理您的要求。", headers)
        if path == "/download/guide.pdf":
            return Answer(body=attachment("福利指南.pdf"), content_type=media_types["pdf"])
        return known(request)

    def _headless(self, request: Request) -> Answer:
        if request.method == "HEAD":
            return Answer(404 if request.path.startswith("/head404/") else 405, headers={"Allow": "GET"})
        return known(request)

    def _slow(self, request: Request) -> Answer:
        answer = known(request)
        pause = 3600.0 if request.path.startswith("/never/") else 3.0
        return Answer(answer.status, answer.body, answer.content_type, pause=pause)

    def _flaky(self, request: Request) -> Answer:
        with self._lock:
            first = (request.host, request.path) not in self._seen
            self._seen.add((request.host, request.path))
        if not first:
            return known(request)
        if request.path.startswith("/reset/"):
            return Answer(cut=True)
        return page(503, "503 Service Unavailable", "目前使用人數眾多，請稍後再試。")


def known(request: Request) -> Answer:
    title = pages.get((request.host, request.path.partition("?")[0]))
    if title is None:
        return page(404, "找不到網頁", "您要查看的網頁可能已被移除、名稱已被變更，或是暫時無法使用。")
    return page(200, title, f"{title}的說明與服務。")


def page(status: int, title: str, text: str, headers: dict[str, str] | None = None) -> Answer:
    html = (
        '<!DOCTYPE html><html lang="zh-Hant-TW"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title></head><body><main><h1>{escape(title)}</h1><p>{escape(text)}</p></main></body></html>"
    )
    return Answer(status, html.encode(), headers=headers or {})
