"""Where and when young people are out, and whether the team is there: from the rows of a field log.

`faults` says what is wrong across rows and `report` makes every table, figure and sentence of the report. What is
printed about young people is counted in `counts`, and nowhere else, so that it can be protected together.
"""

from __future__ import annotations

from faltboken.analyse.field_log.faults import faults
from faltboken.analyse.field_log.report import report

__all__ = ["faults", "report"]
