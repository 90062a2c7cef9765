"""What mailto: and tel: hold: whether a mail program or a telephone can do anything with it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from email_validator import EmailNotValidError, validate_email

LONGEST: Final = 2_000
MOST_ADDRESSES: Final = 50
FEWEST_DIGITS: Final = 3
"""110, 119: no number is shorter."""
MOST_DIGITS: Final = 20
"""ITU-T E.164 allows 15; a prefix for long distance may come before them."""

_BETWEEN_ADDRESSES = re.compile("[,;]")
_NAMED = re.compile(r"[^<>]*<([^<>]*)>\s*")
"""“Name <address>”, which mail programs take though the standard has no names."""
_EXTENSION = re.compile(r"[#;,轉转]|分機|ext|x", re.IGNORECASE)


@lru_cache(maxsize=1024)
def is_mail(written: str) -> bool:
    """Whether what follows "mailto:" is mail addresses as RFC 6068 has them, or none but "?to=" or a subject.

    Several may be divided by commas, or by semicolons as Outlook does. Only the spelling is looked at.
    """
    to, _, headers = written[:LONGEST].partition("?")
    addresses = [unquote(address).strip() for address in _BETWEEN_ADDRESSES.split(to)]
    addresses = [address for address in addresses if address][:MOST_ADDRESSES]
    return all(map(_is_address, addresses)) if addresses else bool(headers)


def _is_address(written: str) -> bool:
    named = _NAMED.fullmatch(written)
    address = named[1] if named else written
    try:
        validate_email(address, check_deliverability=False)
    except (EmailNotValidError, ValueError):
        return False
    return not address.startswith("/")


@lru_cache(maxsize=1024)
def is_phone(written: str) -> bool:
    """Whether a telephone can dial what follows "tel:": Taiwanese and international numbers, with an extension or not.

    Only what no telephone could dial is refused: letters, full-width digits, fewer than 3 or more than 20 digits.
    Signs that divide digits are overlooked, as telephones do.
    """
    number = unquote(written[:LONGEST]).strip()
    if number.startswith("*"):
        return True
    number = _EXTENSION.split(number, maxsplit=1)[0]
    digits = [character for character in number if character.isalnum()]
    return FEWEST_DIGITS <= len(digits) <= MOST_DIGITS and all("0" <= digit <= "9" for digit in digits)
