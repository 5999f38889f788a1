"""How a unit's working time is used: shares with uncertainty, from the rows of its own sheet.

`faults` says what is wrong across rows and `report` makes every table, figure and sentence of the report.
"""

from __future__ import annotations

from faltboken.analyse.work_time.faults import faults
from faltboken.analyse.work_time.measured import sample
from faltboken.analyse.work_time.report import report

__all__ = ["faults", "report", "sample"]
