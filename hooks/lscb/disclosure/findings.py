"""What a scan of a text finds, and what an editor is told of each kind: why it matters, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One way in which a child can be known: `name` with its article, why it matters, and what to write instead."""

    name: str
    why: str
    instead: str


@dataclass(frozen=True)
class Finding:
    """Something that could tell who a child is: what stands there, and where in the text it begins."""

    start: int
    text: str
    kind: Kind


BIRTH = Kind("a date of birth", "with it anybody can look a child up", "say how old, in years: “a child under two”")
DAYS_OLD = Kind(
    "an age in days or weeks",
    "with a date of death it gives the date of birth",
    "say it in months or years: “a baby of under three months”",
)
CASE = Kind("the number of a person, a car or a case", "it opens somebody's records", "leave it out")
ACCOUNT = Kind("an account of somebody", "it shows a family's names, faces and friends", "leave it out")
NHS_NUMBER = Kind("an NHS number", "it is one person's alone, and opens their records", "leave it out")
PUPIL_NUMBER = Kind("a pupil's number (UPN)", "it is one child's alone, and opens their records", "leave it out")
POSTCODE = Kind("a postcode", "it means a dozen homes", "say “in the city”, or name the service")
STREET = Kind("an address", "neighbours know who lives there", "say “at home”, or “in the city”")
SCHOOL = Kind("the name of a school", "with an age it leaves a handful of children", "say “a primary school in the city”")
PHONE = Kind("a telephone number of no contact", "it may be a family's own", "give one from content/contacts/")
EMAIL = Kind("an email address of no contact", "it may be a family's own", "give one from content/contacts/")
NAME = Kind(
    "a person's name", "a child is known by it, or by a parent's or a worker's", "use the code name, or say what they are"
)
UNKNOWN_WORD = Kind(
    "what may be a name",
    "the site uses the word nowhere else, and a child is known by a name or a place",
    "use the code name, or say what it is; a public body or place goes into content/disclosure.yml",
)
PLACE_TAKEN = Kind("where a photograph was taken", "it leads to a home or a school", "save the picture again without its details")
NEVER = Kind("a name that must never appear", "it is on the list of those who must never be named", "take it out at once")
UNREADABLE = Kind("what cannot be looked into", "nobody can say whom it names", "save it again without a password, or as PDF")
