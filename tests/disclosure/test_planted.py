"""What says who somebody is, is found; what the site really says is not taken for it."""

from __future__ import annotations

import pytest

from lscb.disclosure.control import DisclosureControl
from lscb.disclosure.findings import NAME, STREET, UNKNOWN_WORD, Kind
from lscb.disclosure.never_named import NeverNamed
from lscb.disclosure.scan import scan
from lscb.reading.load import read_content
from lscb.types import CONTENT_TYPES
from tests.disclosure.planted import ONLY_JUST, PLANTED
from tests.support.building import REPOSITORY


@pytest.fixture(scope="module")
def real() -> DisclosureControl:
    """The Board's own content."""
    return DisclosureControl(read_content(REPOSITORY, CONTENT_TYPES), NeverNamed())


def test_in_a_review_of_sixty_planted_at_least_ninety_five_of_a_hundred_are_found(real: DisclosureControl) -> None:
    assert len(PLANTED) == 60
    as_kinds = [{one.kind for one in scan(text, real.public, refers=True, review=True)} for text, _ in PLANTED]
    missed = [
        text
        for (text, kind), found in zip(PLANTED, as_kinds, strict=True)
        if not found & {kind, UNKNOWN_WORD if kind is NAME else kind}
    ]
    assert len(missed) <= 3, missed


@pytest.mark.parametrize(("text", "kind"), ONLY_JUST)
def test_in_a_review_initials_nicknames_and_what_is_half_said_are_found(real: DisclosureControl, text: str, kind: Kind) -> None:
    found = {one.kind for one in scan(text, real.public, refers=True, review=True)}
    assert found & {kind, UNKNOWN_WORD if kind is NAME else kind, STREET if kind is NAME else kind}


def test_beside_reviews_and_elsewhere_nearly_as_many(real: DisclosureControl) -> None:
    """There a single word that no list knows is not taken for a name."""
    for refers, most in ((True, 4), (False, 9)):
        missed = [text for text, _ in PLANTED if not scan(text, real.public, refers=refers)]
        assert len(missed) <= most, missed


def test_nothing_on_the_real_site_is_taken_for_it(real: DisclosureControl) -> None:
    assert [str(problem) for problem in (*real.refused(), *real.advice())] == []
    held = sum(1 for record in real.content.every() if real._refers(record))
    assert held > 20  # the four reviews, and what refers to them


@pytest.mark.parametrize(
    "text",
    [
        "On 18 February 2015 the Board published the review.",
        "The children were under five, and one was a baby.",
        "Ask within five working days, and again after 15 days.",
        "A reply comes within 3 weeks, and the plan is looked at after six weeks.",
        "In the court year 2014-15 the U.K. had more, N.B. not fewer.",
        "See page 12 at the end, and the annex, A12, of it.",
        "So 17 1st-year students came.",
        "Records show 0808 800 5000 calls.",  # the sum of the digits is no check digit
        "A strategy discussion is held the same day.",
        "Call 999. Will you be heard? May we ask?",
        "In May and June the Board met. Mark the date.",
        "Children are born every day in the city.",
        "The review was due in June 2014, and pre-birth work was audited in March 2015.",
        "Schools, nurseries and colleges of the city took part.",
        "Every secondary school has a designated teacher.",
        "The report was the last of four: Child K, Child L and Family A.",
        "It was a grace period, and there was hope.",
        "Section 47 of the Children Act 1989 says so.",
        "Priority 1 to 5, paragraph 2.3, 65% of 1,234,567.",
        "There was little hope, and faith in services was low.",
        "Summer holidays begin in July. Spring and autumn follow.",
        "The order of 2014-15 and the number 1234567890.",
    ],
)
def test_what_looks_a_little_like_it_is_left_alone(real: DisclosureControl, text: str) -> None:
    assert [one.text for one in scan(text, real.public, refers=True, review=True)] == []


def test_what_stands_in_contacts_may_stand_anywhere(real: DisclosureControl) -> None:
    assert (
        scan(
            "Call 023 8083 3336, 02380833336 or +44 23 8083 3336, or write to lscb@southampton.gov.uk.", real.public, review=True
        )
        == []
    )


def test_an_invisible_sign_or_full_width_digits_hide_nothing(real: DisclosureControl) -> None:
    assert scan("The record is 1234\u200b567\u00ad881.", real.public)
    assert scan("The record is １２３４５６７８８１.", real.public)
