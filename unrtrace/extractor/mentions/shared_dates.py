"""Dates of a list of numbers: one that its members share, or several that are dealt out to them.

`resolutions 62/12 and 62/13 of 29 November 2007` has one day for both; `71/12 and 72/13, of 5 December 2016 and
4 December 2017, respectively` one for each. A member gets no day that its session or year contradicts.
"""

import datetime

from unrtrace.extractor.attribution import SLASHED, cited_number, possible_bodies
from unrtrace.extractor.mentions.noun_phrase import ListMember, PhraseReader
from unrtrace.symbols.numbering import date_fits


def share_dates(members: list[ListMember], reader: PhraseReader) -> None:
    """Give the days that stand with one end of each list to the members that have none."""
    forwards = not reader.words.noun_first  # days stand before the numbers
    ordered = members if forwards else members[::-1]
    for index, dated in enumerate(ordered):
        if not dated.date:
            continue
        group = [dated]
        for other in ordered[index + 1 :]:
            if other.date or not _joined(*((group[-1], other) if forwards else (other, group[-1])), reader):
                break
            group.append(other)
        if len(group) > 1:
            _deal(group if forwards else group[::-1], dated, dated.days or [dated.date])
        elif dated.days and len(dated.number.parts()) != len(dated.days):
            dated.date, dated.days = dated.days[-1 if forwards else 0], []


def _joined(before: ListMember, member: ListMember, reader: PhraseReader) -> bool:
    """Return whether a member continues the list of the one before it, in the same shape."""
    if member.noun is not before.noun and (reader.words.noun_first or member.noun.start != before.noun.start):
        return False
    if member.number.shape != before.number.shape or member.paragraph != before.paragraph:
        return False
    return member.range_from is before or reader.joins(before, member.number)


def _deal(group: list[ListMember], dated: ListMember, days: list[datetime.date]) -> None:
    """Give each member of a list its day: its own of as many as there are members, else the one day that fits it."""
    if len(days) == len(group) and all(may_be_of_day(*pair) for pair in zip(group, days, strict=True)):
        for member, day in zip(group, days, strict=True):
            _give(member, day, dated)
        dated.days = []
        return
    for member in group:
        fitting = [day for day in days if _is_of_day(member, day)]
        if len(days) == 1 and member is not dated and _session(member) == _session(dated) and not fitting:
            fitting = days if may_be_of_day(member, days[0]) else []
        if len(fitting) == 1:
            _give(member, fitting[0], dated)
        elif len(days) > 1 and member is dated:
            member.date = None
    dated.days = []


def _give(member: ListMember, day: datetime.date, dated: ListMember) -> None:
    member.date, member.date_place = day, dated.date_place


def _session(member: ListMember) -> str | None:
    number = cited_number(member.number.spelling(None))
    return number.session if number else None


def may_be_of_day(member: ListMember, day: datetime.date) -> bool:
    """Return whether nothing in a number contradicts a day."""
    return _fits(member, day) is not False


def _is_of_day(member: ListMember, day: datetime.date) -> bool:
    return _fits(member, day) is True


def _fits(member: ListMember, day: datetime.date) -> bool | None:
    """Return whether the session or year of a number holds a day, None where it does not tell."""
    number = cited_number(member.number.spelling(None))
    if number is None:
        return None
    if number.shape in ("security_council", "year"):
        year = number.session if number.session.isdigit() else ""
        return year == str(day.year) if year else None
    if number.shape not in SLASHED:
        return None
    body = member.body or member.noun.body
    bodies = (body,) if body else possible_bodies(number.text, member.noun.kind)
    answers = [date_fits(one, number, day) for one in bodies]
    return True if True in answers else None if None in answers or not answers else False
