"""The Board's own content: sound, quick to check, and true to the sources where a figure can be checked by a machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest

from lscb.model.site import Site
from lscb.prepared import Prepared
from tests.support.building import REPOSITORY, Built, lscb, shown

CONTACTS = {
    "emergency": "999",
    "police-101": "101",
    "mash-public": "023 8083 3336",
    "mash-professionals": "023 8083 2300",
    "out-of-hours": "023 8023 3344",
    "lscb-office": "023 8083 2995",
    "nspcc-helpline": "0808 800 5000",
    "childline": "0800 1111",
    "fgm-helpline": "0800 028 3550",
    "domestic-abuse-helpline": "0808 2000 247",
    "missing-people": "116 000",
}
NUMBER = re.compile(r"(?<![\w.,£/-])(?:\+44[ \d]{9,13}|0\d[\d -]{7,12}\d|116 ?\d{3}|1[01]1|999)(?![\w%/-]|[.,]\d)")


@pytest.fixture(scope="module")
def site(real: Prepared) -> Site:
    return real.site


def only(site: Site, collection: str, slug: str = "") -> Any:
    [found] = [one for one in site.all(collection) if not slug or one.slug == slug]
    return found


def test_the_content_has_no_problem() -> None:
    checked = lscb(REPOSITORY, "check")
    assert (checked.code, checked.err) == (0, "")
    assert re.fullmatch(r"\d+ records, no problems \(\d+\.\d+ s\)\n", checked.out)


def test_every_type_is_filled(site: Site) -> None:
    assert [kind.collection for kind in site.types if not site.all(kind.collection)] == []


def test_the_numbers_people_call_are_the_sources_own(site: Site) -> None:
    assert {contact.slug: contact.phone for contact in site.all("contacts")} == CONTACTS
    assert only(site, "contacts", "lscb-office").email == "lscb@southampton.gov.uk"


def test_who_is_called_first_in_danger_comes_first(site: Site) -> None:
    assert [ref.slug for ref in site.board.urgent][:2] == ["emergency", "mash-public"]
    assert site.board.today[0].slug == "emergency"
    assert not {"mash-public", "mash-professionals", "out-of-hours", "lscb-office"} & {ref.slug for ref in site.board.today}


def texts(built: Built) -> Iterator[tuple[str, str]]:
    """What readers see of every page, and what feeds say."""
    for address, page in built.pages.items():
        body = deepcopy(page.body)  # pages are shared with other tests
        for element in body.xpath(".//script | .//style | .//svg"):
            element.drop_tree()
        yield address, shown(body)
    for name, raw in built.files.items():
        if name.endswith((".xml", ".json")) and not name.startswith("sitemap"):
            yield name, re.sub(r"<[^>]+>", " ", raw.decode())


def test_no_page_gives_a_number_that_no_contact_has(real_site: Built) -> None:
    known = {number.replace(" ", "") for number in CONTACTS.values()}
    found = {(where, number) for where, text in texts(real_site) for number in NUMBER.findall(text)}
    assert {number for _, number in found}
    assert {(where, number) for where, number in found if re.sub(r"\D", "", number) not in known} == set()
    for address, page in real_site.pages.items():
        for link in page.xpath("//a[starts-with(@href, 'tel:')]/@href"):
            assert str(link).removeprefix("tel:") in known, (address, link)


def test_a_wrong_number_would_be_found() -> None:
    text = "Call 023 8083 3337, 02380833337, +44 23 8083 3337, 116 001 or 111; in 2014-15 1,628.5 of £124,284 (SI 2006/90)."
    assert NUMBER.findall(text) == ["023 8083 3337", "02380833337", "+44 23 8083 3337", "116 001", "111"]


def test_every_page_says_who_to_call_how_to_leave_and_what_day_it_shows(real_site: Built) -> None:
    for address, page in real_site.pages.items():
        said = shown(page.body)
        help_bar = page.get_element_by_id("who-to-call")
        assert help_bar.xpath(".//a/@href") == ["tel:999", "tel:02380833336", "tel:02380233344"], address
        assert "A record of 16 September 2015." in said, address
        assert page.xpath("//a[@data-leave]"), address
    assert "replaced by safeguarding partners by 29 September 2019" in real_site.text("/about/")


def test_every_page_has_a_date_and_an_owner_or_is_a_list(real: Prepared, real_site: Built) -> None:
    for address, spec in real.plan.pages.items():
        if spec.record is not None:
            said = real_site.text(address)
            assert "Looked after by" in said, address
            assert re.search(r"\b(\d{1,2} )?[A-Z][a-z]+ 20\d\d|20\d\d", said), address


def test_the_challenge_log_is_the_reports(site: Site) -> None:
    log = only(site, "challenge-log")
    assert (log.made, log.complete, log.outstanding) == (37, 33, 4)
    assert (log.complete_percent, log.outstanding_percent) == (89, 11)


def test_the_budget_is_the_reports(site: Site) -> None:
    budget = only(site, "budget")
    assert {one.partner.slug: one.pounds for one in budget.contributions} == {
        "southampton-city-council": 76014,
        "southampton-city-ccg": 32388,
        "hampshire-constabulary": 12770,
        "probation": 2552,
        "cafcass": 560,
    }
    assert budget.total_pounds == sum(one.pounds for one in budget.contributions) == 124284
    printed = [one.printed_percent for one in budget.contributions]
    assert printed == [Decimal(text) for text in ("61.16", "26.05", "10.27", "2.05", "0.45")]
    assert "99.98" in " ".join(budget.notes)
    [odd] = budget.discrepancies
    assert (odd.field, odd.given, odd.computed) == ("contributions 2, printed_percent", (Decimal("26.05"),), (Decimal("26.06"),))


def test_the_child_death_table_is_the_reports_with_its_disagreement_said(site: Site) -> None:
    table = only(site, "child-deaths")
    assert {area.name: (area.quarters, area.total, area.expected, area.unexpected) for area in table.areas} == {
        "Hampshire": ((16, 10, 19, 11), 56, 31, 25),
        "Isle of Wight": ((1, 2, 3, 0), 6, 4, 2),
        "Portsmouth": ((5, 2, 2, 2), 11, 4, 7),
        "Southampton": ((3, 4, 2, 3), 12, 6, 6),
    }
    assert (table.added_quarters, table.added_total) == ((25, 18, 26, 16), 85)
    assert (table.printed_totals.quarters, table.printed_totals.total) == ((35, 32, 32, 21), 120)
    assert {one.field: (one.given, one.computed) for one in table.discrepancies} == {
        "printed_totals, quarters": ((35, 32, 32, 21), (25, 18, 26, 16)),
        "printed_totals, total": ((120,), (85,)),
    }


def test_the_business_plans_have_their_nine_and_five_priorities(site: Site) -> None:
    plans = {plan.slug: plan for plan in site.all("business-plans")}
    assert [one.number for one in plans["2014-15"].priorities] == list(range(1, 10))
    assert [one.number for one in plans["2015-18"].priorities] == list(range(1, 6))
    assert all(one.leads or one.lead_note for one in plans["2015-18"].priorities)
    assert all(one.actions for one in plans["2014-15"].priorities)


SERIOUS = {"family-a", "child-i-and-child-m", "child-k", "child-l"}


def test_the_reviews_are_the_four_and_the_learning_reviews(site: Site) -> None:
    reviews = {review.slug: review.kind for review in site.all("case-reviews")}
    assert {slug for slug, kind in reviews.items() if kind == "serious case review"} == SERIOUS
    assert {slug for slug, kind in reviews.items() if kind == "learning review"} == {"learning-reviews-2014-15"}
    assert {ref.slug for ref in only(site, "case-reviews", "serious-case-reviews-2014-15").reviews} == SERIOUS


def test_each_review_carries_only_the_themes_that_the_report_ties_to_it(site: Site) -> None:
    tied = {
        "family-a": {"diversity", "elective-home-education", "early-help"},
        "child-i-and-child-m": set(),
        "child-k": {"domestic-abuse"},
        "child-l": {"early-help"},
        "serious-case-reviews-2014-15": {
            "using-procedures", "neglect", "escalation", "supervision", "thinking-family", "child-death",
        },
    }  # fmt: skip
    for slug, themes in tied.items():
        review = only(site, "case-reviews", slug)
        assert {lesson.theme.slug for lesson in review.learning} == themes, slug
        assert {action.theme.slug for action in review.actions} <= themes, slug
        assert {theme.slug for theme in review.themes} == themes, slug


def test_no_lesson_of_all_reviews_stands_on_a_page_or_in_an_entry_about_one(site: Site, real_site: Built) -> None:
    shared = [lesson.text for lesson in only(site, "case-reviews", "serious-case-reviews-2014-15").learning]
    home = "/case-reviews/serious-case-reviews-2014-15/"
    assert all(text in real_site.text(home) for text in shared)
    for slug in SERIOUS:
        said = real_site.text(f"/case-reviews/{slug}/")
        assert [text for text in shared if text in said] == [], slug
        assert real_site.page(f"/case-reviews/{slug}/").xpath(f"//main//a[@href='{home}']"), slug
    for item in real_site.page("/case-reviews/").xpath("//main//details//li"):
        if any(text in shown(item) for text in shared):
            assert item.xpath(".//a/@href") == [home]


def test_the_reports_nine_themes_are_listed_as_its_own(real_site: Built) -> None:
    [listed] = real_site.page("/case-reviews/serious-case-reviews-2014-15/").xpath(
        "//main//ol[li/a[starts-with(@href, '/themes/')]]"
    )
    assert len(listed.xpath("./li")) == 9


LAW = {
    "working-together-2015": ("2015-03-26", {
        "7e48eu9v": "allegations-against-staff", "gzdcybvf": "assessment", "j55qg6gv": "child-protection-conferences",
        "8jsus3cu": "core-groups", "spt4h7hc": "information-for-serious-case-reviews", "5jbmnup8": "making-a-referral",
        "6f544jgs": "strategy-discussions-and-section-47",
    }),
    "prevent-duty": ("2015-07-01", {"s5rzv2kv": "prevent"}),
    "fgm-protection-orders": ("2015-07-17", {"2m7rnkgt": "fgm"}),
}  # fmt: skip


def test_changes_of_law_are_told_as_such_and_keep_the_ids_they_were_published_under(site: Site, real_site: Built) -> None:
    found = {
        change.slug: (str(change.in_force), {one.id: one.procedure.slug for one in change.effects}) for change in site.all("law")
    }
    assert found == LAW
    for _, effects in LAW.values():
        for permanent_id, procedure in effects.items():
            assert real_site.page(f"/procedures/{procedure}/").xpath(f"//main//li[@id='{permanent_id}']"), permanent_id


def test_nothing_says_that_a_procedure_changed_where_no_source_does(site: Site, real_site: Built) -> None:
    assert [procedure.slug for procedure in site.all("procedures") if procedure.amendments] == []
    for address, page in real_site.pages.items():
        if address.startswith("/procedures/"):
            assert "Changed on" not in shown(page.body), address
            assert "· changed" not in shown(page.body), address
    for name, raw in real_site.files.items():
        if name.endswith((".xml", ".json")) and "feed" in name:
            assert b"Changed: " not in raw, name


WEAKENED = {
    "a strategy discussion’s minimum": r"at least four voices|referrer (?:is|are) the fewest|health and the referrer",
    "a return interview is carried out in 72 hours, not only offered": r"offered(?:(?!carried out|take place)[^.;]){0,60}72 hours",
    "one working day is to decide and to acknowledge": r"one working day[^.;]{0,60}\b(?:tells?|let) (?:you|the (?:referrer|person))",
}


@pytest.mark.parametrize(("rule", "wrong"), WEAKENED.items(), ids=WEAKENED)
def test_no_page_or_mailing_weakens_a_statutory_rule(real_site: Built, rule: str, wrong: str) -> None:
    found = [(where, match[0]) for where, text in texts(real_site) for match in re.finditer(wrong, text, re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (0, "Social care, police, health and the referrer are the fewest who take part."),
        (1, "A return interview must be offered within 72 hours of the child coming back."),
        (1, "should be offered an interview by somebody independent within 72 hours"),
        (2, "A social worker decides within one working day how to respond and tells you."),
        (2, "has one working day to decide on the type of response and to let you know"),
    ],
)
def test_a_weakened_rule_would_be_found(rule: int, text: str) -> None:
    assert re.search(list(WEAKENED.values())[rule], text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "/procedures/strategy-discussions-and-section-47/",
            "A social worker and their manager, the police and health are the fewest",
        ),
        ("/procedures/missing-children/", "must be offered, and should be carried out within 72 hours"),
        ("/procedures/making-a-referral/", "Within one working day a social worker must decide what kind of response is needed"),
        ("/accountability/inspections/council-2014/", "very small number"),
        ("/procedures/prevent/", "So small a number says nothing"),
        ("/how-safe-are-children/", "much more safely"),
    ],
)
def test_what_the_law_and_the_report_say_is_said(real_site: Built, address: str, words: str) -> None:
    assert words in real_site.text(address)


def test_section_11_inspections_and_audits_are_the_reports(site: Site) -> None:
    assert only(site, "section-11").received == 14
    assert len(only(site, "inspections", "lscb-2014").recommendations) == 7
    assert only(site, "inspections", "lscb-2014").percent_complete == 26
    assert len(only(site, "inspections", "council-2014").recommendations) == 12
    assert {audit.slug for audit in site.all("audits")} == {
        "core-groups", "enquiry-practice", "pre-birth", "teenage-conceptions", "early-help",
    }  # fmt: skip


FIGURES = {
    ("allegations", "72"), ("allegations", "82"), ("looked-after-children", "586"), ("looked-after-children", "122"),
    ("child-protection", "81"), ("the-board", "37"), ("the-board", "65"), ("the-board", "26"),
}  # fmt: skip


@pytest.mark.parametrize(("collection", "figure"), sorted(FIGURES))
def test_the_indicators_hold_the_reports_figures(site: Site, collection: str, figure: str) -> None:
    found = only(site, "indicators", collection)
    values = {str(reading.value) for one in found.indicators for reading in one.readings}
    assert figure in values


def test_every_indicator_has_its_source(site: Site) -> None:
    assert all(one.source for found in site.all("indicators") for one in found.indicators)


def test_the_threshold_document_has_its_four_levels(site: Site) -> None:
    document = only(site, "thresholds")
    assert [level.name for level in document.levels] == [
        "Universal", "Universal Partnership", "Universal Partnership Plus", "Safeguarding",
    ]  # fmt: skip
    assert {sign.level for sign in document.signs} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("collection", "least"), [("procedures", 12), ("campaigns", 10), ("groups", 6), ("documents", 20), ("partners", 10)]
)
def test_the_collections_are_as_full_as_was_promised(site: Site, collection: str, least: int) -> None:
    assert len(site.all(collection)) >= least


def test_there_are_four_issues_each_of_several_articles(site: Site) -> None:
    issues = site.all("newsletters")
    assert [issue.season.label for issue in issues] == ["Spring 2015", "Winter 2014–15", "Autumn 2014", "Summer 2014"]
    for issue in issues:
        articles = site.referring(issue, "articles")
        assert len(articles) >= 3, issue.slug
        assert sorted(article.place for article in articles) == list(range(1, len(articles) + 1)), issue.slug


AWARENESS = {
    "safer-internet-day": ("11 February 2014", "10 February 2015", "9 February 2016"),
    "fgm-zero-tolerance-day": ("6 February 2014", "6 February 2015", "6 February 2016"),
    "cse-awareness-day": ("18 March 2015", "18 March 2016"),
    "missing-childrens-day": ("25 May 2014", "25 May 2015", "25 May 2016"),
    "child-safety-week": ("23 to 29 June 2014", "1 to 7 June 2015", "6 to 12 June 2016"),
}


@pytest.mark.parametrize("slug", AWARENESS)
def test_awareness_days_fall_where_the_sources_say(real_site: Built, slug: str) -> None:
    said = real_site.text(f"/events/{slug}/")
    for when in AWARENESS[slug]:
        assert when in said


def test_the_site_stands_on_the_day_the_report_was_signed(site: Site) -> None:
    assert site.today.isoformat() == "2015-09-16"


def test_every_record_names_its_sources(site: Site) -> None:
    unsourced = [
        record.origin.path
        for kind in site.types
        if kind.collection != "pages"
        for record in site.all(kind.collection)
        if not record.sources
    ]
    assert unsourced == []
