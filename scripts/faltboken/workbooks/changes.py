"""What an import would do to a file: rows added, cells changed, rows removed, and the file as it would be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from faltboken.problems import quoted
from faltboken.workbooks import canonical, values
from faltboken.workbooks.placing import Part, Placed
from faltboken.workbooks.targets import Target

_SHOWN = 120
Key = tuple[str, ...]
Texts = dict[str, str]


@dataclass
class Change:
    """One file: its new content, the row of the sheet behind each of its lines, and the differences."""

    target: Target
    content: bytes
    origins: list[Placed]
    added: list[Texts] = field(default_factory=list)
    changed: list[tuple[Texts, list[tuple[str, str, str]]]] = field(default_factory=list)
    removed: list[Texts] = field(default_factory=list)
    reordered: bool = False

    def __iter__(self) -> Iterator[str]:
        """Go through the lines that tell of the change."""
        yield f"{self.target.shown_path}: {counted(self)}"
        for row in self.added:
            yield f"  + ny rad: {self._named(row)}"
        for row, cells in self.changed:
            yield f"  ~ {self._named(row)}"
            for title, old, new in cells:
                yield f"      {title}: {_cell(old)} → {_cell(new)}"
        for row in self.removed:
            yield f"  - tas bort: {self._named(row)}"
        if self.reordered:
            yield "  Raderna står i annan ordning i bladet. Filens ordning behålls, och nya rader läggs sist."

    def _named(self, row: Texts) -> str:
        key = " ".join(filter(None, key_of(row, self.target)))
        name = next((row[name] for name in ("name", "title", "label", "question") if row.get(name)), "")
        return f"{key} – {name}" if name and name != key else key


def counted(change: Change) -> str:
    """Return how many rows are new, changed and removed."""
    new, changed, removed = len(change.added), len(change.changed), len(change.removed)
    if not new + changed + removed:
        return "inga celler ändras, men filen skrivs om i rätt form"
    parts = [
        f"{new} {'ny rad' if new == 1 else 'nya rader'}" if new else "",
        f"{changed} {'ändrad rad' if changed == 1 else 'ändrade rader'}" if changed else "",
        f"{removed} {'rad' if removed == 1 else 'rader'} tas bort" if removed else "",
    ]
    return ", ".join(filter(None, parts))


def _cell(text: str) -> str:
    return quoted(text, _SHOWN) if text else "tomt"


def key_of(row: Texts, target: Target) -> Key:
    """Return what tells a row from the others of its table."""
    return tuple(row[name] for name in target.schema.primary_key)


def change(part: Part, names: list[str], before: list[Texts]) -> Change:
    """Return what a sheet does to a file with the columns `names` and the rows `before`."""
    target = part.target
    old = {key_of(row, target): row for row in reversed(before)}
    placed = [Placed(one.row, _kept(one, old.get(key_of(one.texts, target)), target), one.raw) for one in part.rows]
    ordered, reordered = _in_order(placed, list(old)[::-1], target)
    result = Change(target, canonical.written(names, [one.texts for one in ordered]), ordered, reordered=reordered)
    for one in ordered:
        row = old.get(key_of(one.texts, target))
        if row is None:
            result.added.append(one.texts)
        elif row != one.texts:
            cells = [(column.title, row[column.name], one.texts[column.name]) for column in target.schema.fields]
            result.changed.append((one.texts, [cell for cell in cells if cell[1] != cell[2]]))
    new = {key_of(one.texts, target) for one in placed}
    result.removed += [row for row in before if key_of(row, target) not in new]
    return result


def _kept(one: Placed, old: Texts | None, target: Target) -> Texts:
    if old is None:
        return one.texts
    return {
        name: values.kept(old[name], text, one.raw[name], target.schema.field(name)) for name, text in one.texts.items()
    }


def _in_order(placed: list[Placed], old: list[Key], target: Target) -> tuple[list[Placed], bool]:
    """Return rows as the file had them; new rows stand where the sheet has them unless the sheet was sorted anew."""
    keys = [key_of(one.texts, target) for one in placed]
    place = {key: number for number, key in enumerate(old)}
    common = [place[key] for key in keys if key in place]
    if common == sorted(common):
        return placed, False
    last = len(old)
    return [one for _, one in sorted(zip(keys, placed, strict=True), key=lambda pair: place.get(pair[0], last))], True
