"""Fixtures that every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.register_assert_rewrite("books")

from books import Sites, make_book  # noqa: E402 – after its asserts have been made to speak


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Return the tiny books, built when they are asked for; tests read them and change nothing."""
    return Sites(tmp_path_factory.mktemp("sites"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return the base book in a folder of its own, to be changed and built or checked."""
    return make_book(tmp_path / "bok")
