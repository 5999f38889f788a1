"""Shares of the working time: a ratio of sums, with an interval that comes from how different the participants are.

A share is the hours of an activity for all participants, divided by all their hours, so that who worked more counts
more. It is the mean of the participants' own shares, weighted by their hours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np

from faltboken.analyse.bootstrap import Interval, Matrix, intervals
from faltboken.analyse.work_time.groups import groups
from faltboken.analyse.work_time.measured import ACTIVITIES, Person

Design = Literal["paired", "unpaired", "mixed"]


def estimates(measured: Sequence[Person]) -> dict[str, float]:
    """Return the share of each activity, from 0 to 1, without an interval; at least one participant is needed."""
    shares = _shares(np.ones((1, len(measured))), _hours(measured))[0]
    return dict(zip(ACTIVITIES, map(float, shares), strict=True))


def shares(measured: Sequence[Person]) -> dict[str, Interval] | None:
    """Return the share of each activity with its interval; None when participants are too few for one.

    Participants are drawn within the groups that may be shown: how many there are of each role is no accident.
    """
    ordered = [person for group in groups(measured) for person in group.people]
    strata = [len(group.people) for group in groups(measured)]
    hours = _hours(ordered)
    found = intervals(strata, lambda weights: _shares(weights, hours))
    return dict(zip(ACTIVITIES, found, strict=True)) if found else None


def differences(before: Sequence[Person], after: Sequence[Person]) -> dict[str, Interval] | None:
    """Return after less before for each activity, with its interval; None when either round has too few.

    Whoever is in both rounds is drawn once and brings both; so the same participants in both rounds are compared with
    themselves. When nobody is in both, each round is drawn by itself.
    """
    if not (groups(before) and groups(after)):
        return None
    rounds = ({person.code: person for person in before}, {person.code: person for person in after})
    if design(before, after) == "unpaired":
        parts = [sorted(rounds[0]), sorted(rounds[1])]
    else:
        latest = rounds[0] | rounds[1]
        joint = [latest[code] for code in sorted(latest)]
        parts = [[person.code for person in group.people] for group in groups(joint)]
    codes = [code for part in parts for code in part]
    hours = [_hours([one.get(code) for code in codes]) for one in rounds]
    found = intervals(
        [len(part) for part in parts], lambda weights: _shares(weights, hours[1]) - _shares(weights, hours[0])
    )
    return dict(zip(ACTIVITIES, found, strict=True)) if found else None


def design(before: Sequence[Person], after: Sequence[Person]) -> Design:
    """Tell whether the same participants are in both rounds, none of them are, or some."""
    first, second = ({person.code for person in one} for one in (before, after))
    return "paired" if first == second else "mixed" if first & second else "unpaired"


def scaled(of: Mapping[str, Interval], activity: str, factor: float) -> Interval:
    """Return an interval in another unit, such as minutes of a full day."""
    one = of[activity]
    return Interval(one.estimate * factor, one.low * factor, one.high * factor)


def _hours(measured: Sequence[Person | None]) -> Matrix:
    """Return hours, a row for each participant (zero for one who was not in the round), a column for each activity."""
    rows = [[person.hours.get(name, 0.0) if person else 0.0 for name in ACTIVITIES] for person in measured]
    return np.array(rows, dtype=np.float64).reshape(len(measured), len(ACTIVITIES))


def _shares(weights: Matrix, hours: Matrix) -> Matrix:
    """Return a row of shares for each row of weights; not a number where nobody was measured."""
    sums = weights @ hours
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / sums.sum(axis=1, keepdims=True))
