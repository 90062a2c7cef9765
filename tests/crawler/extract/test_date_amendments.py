"""A deadline is what the words around it leave of it: put off, called over, made up, struck out."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.closed import closed_controls
from crawler.extract.dates import page_dates
from crawler.extract.tree import parsed

TODAY = date(2026, 11, 22)


def last_days(html: str) -> list[tuple[str, ...]]:
    """(kind, last day, "weak" where it is) of each date, in the order of the page."""
    return [
        (one.kind.value, str(one.last_day), *(["weak"] if one.is_weak else [])) for one in page_dates(html, today=TODAY)
    ]


@pytest.mark.parametrize(
    ("html", "kind", "last"),
    [
        ("<p>報名截止日：115年9月30日（延長至115年12月15日）</p>", "deadline", "2026-12-15"),
        ("<p>報名截止日：115年9月30日（因報名踴躍，展延至12月15日）</p>", "deadline", "2026-12-15"),
        ("<p>報名截止日：115年9月30日，報名期限延至116/1/5</p>", "deadline", "2027-01-05"),
        ("<p>報名期間：115年9月1日至9月30日（延長報名至115年12月15日）</p>", "deadline", "2026-12-15"),
        ("<p>報名期限：115年9月30日</p><p>延長至115年12月15日止</p>", "deadline", "2026-12-15"),
        ("<p>Application deadline: September 30, 2026 (extended to December 15, 2026)</p>", "deadline", "2026-12-15"),
        ("<p>活動日期：115年10月4日（因颱風延期至115年12月18日）</p>", "event", "2026-12-18"),
        ("<p>活動日期：115年1月2日開幕，展至117年底</p>", "event", "2028-12-31"),
        ("<p>展期：115年1月2日至117年6月底</p>", "event", "2028-06-30"),
        ("<p>公告期間：115/9/1至115/9/30（延長至115/12/15）</p>", "valid-until", "2026-12-15"),
    ],
)
def test_what_was_put_off_ends_on_the_later_day(html: str, kind: str, last: str) -> None:
    assert (kind, last) in last_days(html)
    assert max(day for _, day, *_ in last_days(html)) == last


@pytest.mark.parametrize(
    "html",
    [
        "<p>報名期限：115年9月30日</p><p>延長至額滿為止</p>",
        "<p>報名期限：115年9月30日（延長受理中）</p>",
        "<p>活動日期：115年10月4日（因颱風延期，日期另行公告）</p>",
        "<p>活動日期：115年10月4日，因故改期，時間另行通知</p>",
        "<p>活動日期：115年10月1日至額滿為止</p>",
        "<p>報名期限：115年9月30日延長至115年8月31日</p>",
    ],
)
def test_what_is_put_off_to_no_known_day_is_weak(html: str) -> None:
    assert last_days(html)
    assert all(len(one) == 3 for one in last_days(html))


@pytest.mark.parametrize(
    "html",
    [
        "<p>報名期限：115年9月30日（已截止）</p>",
        "<p>報名期限：115年9月30日</p><p>※本活動名額已滿，不再受理報名。</p>",
        "<p>報名期限：115年9月30日，目前已額滿</p>",
        "<p>【報名已截止】報名期限：115年9月30日</p>",
        "<p>Application deadline: June 30, 2026 (Closed)</p>",
        "<p>Application deadline: June 30, 2026. Registration is closed.</p>",
        "<p>活動日期：115年10月10日</p><p>活動圓滿成功。</p>",
        "<p>申請截止日為事實發生後6個月內，例如115年1月1日出生者，應於115年6月30日前申請。</p>",
        "<p>範例：申請日期115年3月1日，補正期限115年3月15日。</p>",
        "<p><del>報名期限：115年9月30日</del></p>",
        "<p><s>報名期限：115年9月30日</s></p>",
        '<p><span style="text-decoration: line-through">報名期限：115年9月30日</span></p>',
    ],
)
def test_what_is_over_made_up_or_struck_out_is_no_deadline(html: str) -> None:
    assert last_days(html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>報名期限：115年9月30日，逾期不再受理。</p>",
        "<p>報名期限：115年9月30日，額滿後不再受理報名</p>",
        "<p>報名期限：115年9月30日止，如已額滿則提前截止</p>",
        "<p>報名期限：115年9月30日，額滿為止，不得延長</p>",
        "<p>報名期限：115年9月30日</p><p>錄取名單另行公告</p>",
        "<p>報名期限：115年9月30日</p><p>前一梯次：115年8月1日（已截止）</p>",
        "<p>依獎勵條例：報名期限：115年9月30日</p>",
    ],
)
def test_the_usual_words_behind_a_deadline_leave_it_as_it_is(html: str) -> None:
    assert ("deadline", "2026-09-30") in last_days(html)


@pytest.mark.parametrize("label", ["有效日期", "有效期限", "適用期間", "停止適用日期", "Valid until"])
def test_how_long_a_thing_holds_says_little_of_the_page(label: str) -> None:
    assert last_days(f"<p>{label}：115年6月30日</p>") == [("valid-until", "2026-06-30", "weak")]


@pytest.mark.parametrize("label", ["下架日期", "公告截止日期", "刊登期間", "公告期間"])
def test_until_when_the_page_is_shown_is_sure(label: str) -> None:
    assert last_days(f"<p>{label}：115年6月30日</p>") == [("valid-until", "2026-06-30")]


@given(st.text("報名期限：延長至展額滿已截止例如（）()年底月日115/9 \n另行公告不再受理", max_size=200))
def test_no_words_make_it_raise(words: str) -> None:
    page_dates(f"<p>報名期限：115年9月30日{words}</p>", today=TODAY)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<button disabled>報名已截止</button>", "報名已截止"),
        ('<input type="submit" value="已額滿">', "已額滿"),
        ('<p><img src="end.png" alt="已截止"></p>', "已截止"),
        ("<button>報名截止日期</button>", ""),
        ("<button>我要報名</button>", ""),
        ('<a href="/2"><img src="end.png" alt="已截止"></a>', ""),
        ("<nav><button>已結束</button></nav>", ""),
        ("<li><button>已截止</button></li><li><button>已截止</button></li>", ""),
        ("<p>已截止</p>", ""),
    ],
)
def test_one_button_or_picture_says_that_the_page_is_over(html: str, words: str) -> None:
    assert closed_controls(parsed(html)) == words
