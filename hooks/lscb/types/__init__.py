"""The content types, one module each. This list is the index: a new type is a module, its name here, and a template."""

from __future__ import annotations

from typing import Any

from lscb.model.site import ContentType
from lscb.types import (
    audit,
    budget,
    business_plan,
    campaign,
    case_review,
    challenge_log,
    child_deaths,
    contact,
    document,
    event,
    group,
    hand_page,
    indicators,
    inspection,
    law,
    newsletter,
    partner,
    procedure,
    section11,
    situation,
    term,
    theme,
    threshold,
)

CONTENT_TYPES: tuple[ContentType[Any], ...] = (
    hand_page.TYPE,
    contact.TYPE,
    term.TYPE,
    group.TYPE,
    partner.TYPE,
    theme.TYPE,
    document.TYPE,
    procedure.TYPE,
    situation.TYPE,
    law.TYPE,
    threshold.TYPE,
    event.TYPE,
    newsletter.ISSUES,
    newsletter.ARTICLES,
    campaign.TYPE,
    case_review.TYPE,
    business_plan.TYPE,
    audit.TYPE,
    section11.TYPE,
    inspection.TYPE,
    challenge_log.TYPE,
    indicators.TYPE,
    budget.TYPE,
    child_deaths.TYPE,
)
