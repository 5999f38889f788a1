"""Opening hours in words: what to write in OpenStreetMap syntax instead, where that can be told."""

from __future__ import annotations

import re

from faltboken import hours

_DAYS = {
    day: code
    for code, names in {
        "Mo": "mo må mån måndag måndagar",
        "Tu": "tu ti tis tisdag tisdagar",
        "We": "we on ons onsdag onsdagar",
        "Th": "th to tor tors torsdag torsdagar",
        "Fr": "fr fre fredag fredagar",
        "Sa": "sa lö lör lördag lördagar",
        "Su": "su sö sön söndag söndagar",
        "Mo-Fr": "vardag vardagar",
        "Mo-Su": "dagligen",
    }.items()
    for day in names.split()
}
_ALWAYS = {"dygnet runt", "dygnet runt, alla dagar", "dygnet runt alla dagar", "alla dagar dygnet runt", "alltid öppet"}
_CLOCK = r"(\d{1,2})(?:[.:](\d\d))?"
_RULE = re.compile(rf"(?P<days>[^\d]*?)[ :]*(?:kl\.? ?)?(?P<times>{_CLOCK} ?- ?{_CLOCK})")


def remedy(text: str) -> str:
    """Return a sentence on what to write instead of a text that is no opening hours."""
    plain = " ".join(re.sub(r"[–—]| till ", "-", text.casefold()).split()).rstrip(".")
    rules = [_rule(part.strip()) for part in re.split(r"[;,]", plain)]
    meant = "24/7" if plain in _ALWAYS else "; ".join(rules)
    if len(rules) == 1 and meant.startswith("sometime"):
        return f"Skriv också dagarna, till exempel ”{meant.replace('sometime', 'Mo-Fr')}”, eller lämna tomt."
    if meant == "24/7" or (all(rules) and hours.is_opening_hours(meant)):
        return f"Skriv ”{meant}”."
    if hours.has_impossible_times(text):
        return "Klockan går till 24:00, tider får inte gå in i varandra, och över midnatt skrivs 17:00-02:00."
    return "Skriv till exempel ”Mo-Fr 08:00-17:00”, eller lämna tomt."


def _rule(text: str) -> str:
    """Return one rule in the syntax, with "sometime" for days that are not said; "" where it cannot be told."""
    found = _RULE.fullmatch(text)
    if found is None:
        return ""
    named = found["days"].strip().replace("alla dagar", "dagligen")
    days = [_DAYS.get(day.strip().rstrip("."), "") for day in named.split("-")] if named else ["sometime"]
    if not all(days) or len(days) > 2 or (len(days) == 2 and any("-" in day for day in days)):
        return ""
    begins, begins_at, ends, ends_at = (int(one or 0) for one in found.groups()[2:])
    rule = f"{'-'.join(days)} {begins:02}:{begins_at:02}-{ends:02}:{ends_at:02}"
    return rule if hours.is_opening_hours(rule.replace("sometime", "Mo")) else ""
