"""The page of codes says what the shapes say."""

from __future__ import annotations

import re

from bienban.validate.catalogue import catalogue
from bienban.validate.page import COMMAND, PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), f"run: {COMMAND}"


def test_every_code_is_on_the_page_once() -> None:
    codes = re.findall(r"^\| (S\d+) \|", page(), re.MULTILINE)
    assert len(codes) == len(set(codes))
    assert set(codes) == {entry.code for entry in catalogue().values()}
