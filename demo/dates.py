"""Dates as Taiwanese government pages write them."""

from __future__ import annotations

from datetime import date

digits = "〇一二三四五六七八九"
weekdays = "一二三四五六日"


def written(day: date, pattern: str = "{y}/{mm}/{dd}") -> str:
    """Write a day after a pattern.

    {y} 民國 year; {Y} Gregorian year; {m} {d} month and day, {mm} {dd} with two digits; {w} weekday;
    {zy} {zm} {zd} 民國 year, month and day in Chinese numerals, as laws are dated.
    """
    year = day.year - 1911
    return pattern.format(
        y=year,
        Y=day.year,
        m=day.month,
        d=day.day,
        mm=f"{day.month:02}",
        dd=f"{day.day:02}",
        w=weekdays[day.weekday()],
        zy=numeral(year),
        zm=numeral(day.month),
        zd=numeral(day.day),
    )


def numeral(number: int) -> str:
    """1 to 999 in Chinese numerals: 一百十二, as the statute book leaves out the 一 before 十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 else f"{digits[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones else "")


def fullwidth(text: str) -> str:
    """ASCII digits and slashes as their full-width forms."""
    return text.translate(str.maketrans("0123456789/-.", "０１２３４５６７８９／－．"))
