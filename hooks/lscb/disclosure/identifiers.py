"""Numbers and days that belong to one person: dates of birth, ages in days or weeks, NHS and pupils' numbers, and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.gb import nhs, upn

from lscb.disclosure.findings import BIRTH, CASE, DAYS_OLD, NHS_NUMBER, PUPIL_NUMBER, Finding
from lscb.disclosure.nearby import near

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
ONES = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
NUMBER = rf"(?:\d{{1,3}}|a|{ONES}|{TEENS}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{ONES}))?)"
ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2}"
    rf"|(?:the )?{ORDINAL}(?: day)?(?: of)? {MONTH},?(?: \d{{4}}| \d{{2}}\b)?|{MONTH} {ORDINAL},?(?: \d{{4}})?)"
)
MONTH_ALONE = rf"(?:(?:early|mid|late)[- ])?{MONTH},? \d{{4}}"
BORN = r"(?:(?:date|year) of birth|birth ?date|birthday|d\.?\s?o\.?\s?b\b\.?|(?<!un)(?<!un-)\bborn\b|\bb\.)"
NEAR = r"[^.!?\n]{0,40}?"
BIRTH_WORD = re.compile(rf"{BORN}|\bturned\b|\b(?:will|would) (?:be|have)\b|\byears old on\b", re.IGNORECASE)
BIRTHS = re.compile(
    rf"{BORN}{NEAR}\b{DATE}|\bborn (?:in |during )?(?:{MONTH_ALONE}|\d{{1,2}}[/.]\d{{4}}\b)"
    rf"|\byear of birth\b{NEAR}\d{{4}}\b|(?:date of birth|birth ?date|d\.?\s?o\.?\s?b\b\.?):? {MONTH_ALONE}"
    rf"|\b{DATE}\)?{NEAR}(?:date of birth|birth ?date|birthday|\bd\.?o\.?b\b|(?:was|were|is) born)"
    rf"|\b(?:turned|would (?:be|have been|have turned)|will be|is|was) {NUMBER} (?:years old )?on {DATE}",
    re.IGNORECASE,
)
DAY_WORD = re.compile(r"days?\b|\bhours?\b|\bw(?:ee)?ks?\b", re.IGNORECASE)
SHORT = r"(?:days?|w(?:ee)?ks?)"  # with a date, an age in these gives the birthday, or its week
DAYS = re.compile(
    rf"\b(?:{NUMBER}[- ](?:weeks?|months?)(?:,? and|,)? )?{NUMBER}[- ]{SHORT}(?:[- ]old\b| of age\b"
    rf"| after (?:(?:his|her|their|the) )?(?:birth|being born)\b| (?:after|since) (?:he|she|they) (?:was|were) born\b)"
    rf"|\b(?:aged?|age of|age was) (?:only |just |about )?(?:{NUMBER}[- ](?:weeks?|months?),?(?: and)? )?{NUMBER}[- ]{SHORT}\b"
    rf"|\b(?:at|aged?) {NUMBER} weeks?,?(?: and)? {NUMBER} days?\b"
    rf"|\b(?:lived|survived)(?: for| only| just)* (?:{NUMBER} (?:weeks?|months?),?(?: and)? )?{NUMBER} (?:days?|hours?)\b"
    rf"|\b(?:on|at) (?:his|her|their) {NUMBER}(?:st|nd|rd|th)? day of life\b|\bday {NUMBER} of (?:his|her|their) life\b"
    rf"|\b(?:at|when|was|were|only|just) (?:only |just )?{NUMBER} days?(?: old)? (?:when|at the time)\b"
    rf"|\b{NUMBER}[- ]hours?[- ]old\b",
    re.IGNORECASE,
)
TEN_DIGITS = re.compile(r"(?<![\w/.=-])\d{3}[ \-.]?\d{3}[ \-.]?\d{4}(?![\w/])")
INSURANCE = re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z]{2} ?(?:\d{2} ?){3}[A-D](?!\w)")
NUMBER_PLATE = re.compile(r"(?<![\w/])[A-Z]{2}\d{2} ?[A-Z]{3}(?![\w/])")
CASE_NUMBER = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}[A-Z]\d{5}(?!\w)|\b(?:passport|crime|case|custody|court|record|reference|hospital|driving licen[cs]e)"
    r"(?: (?:number|no\.?|reference|ref\.?))?(?: (?:is|was))?:? (?!\d{4}[-/]\d{2}\b)\d[\d/-]{5,}",
    re.IGNORECASE,
)
PUPIL = re.compile(r"(?<![\w/])[A-Z][ -]?\d{3}[ -]?\d{3}[ -]?\d{3}[ -]?\d{2}[ -]?[0-9A-Z](?!\w)", re.IGNORECASE)


def identifiers(text: str) -> Iterator[Finding]:
    """The dates and numbers of one person in a text. A number counts only if its check digit holds."""
    yield from (Finding(start, said, BIRTH) for start, said in near(BIRTH_WORD, BIRTHS, text))
    yield from (Finding(start, said, DAYS_OLD) for start, said in near(DAY_WORD, DAYS, text))
    for pattern in (INSURANCE, NUMBER_PLATE, CASE_NUMBER):
        yield from (Finding(match.start(), match[0], CASE) for match in pattern.finditer(text))
    for match in TEN_DIGITS.finditer(text):
        if nhs.is_valid(match[0].replace(".", "")):
            yield Finding(match.start(), match[0], NHS_NUMBER)
    for match in PUPIL.finditer(text):
        if upn.is_valid(match[0].replace(" ", "").replace("-", "").upper()):
            yield Finding(match.start(), match[0], PUPIL_NUMBER)
