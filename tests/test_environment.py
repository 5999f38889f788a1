"""`.venv`: made from the locks, kept while it fits, made anew when it does not, and every failure told in Swedish."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from faltboken import console, environment, installer

RUNTIME, TESTS = environment.RUNTIME_LOCK, environment.TEST_LOCK


class FakePip:
    """Stands in for venv and pip: notes what was installed, and fails when told to."""

    def __init__(self) -> None:
        self.created = 0
        self.installed: list[str] = []
        self.fault = ""

    def create(self, root: Path) -> None:
        self.created += 1
        environment.python(root).parent.mkdir(parents=True)
        environment.python(root).write_bytes(b"")

    def install(self, python: Path, root: Path, lock: str) -> None:
        if self.fault:
            raise console.Stop(self.fault)
        self.installed.append(lock)
        where = "Lib" if os.name == "nt" else "lib/python3.11"
        record = environment.folder(root) / where / "site-packages" / f"{Path(lock).parent.name}x-1.0.dist-info"
        record.mkdir(parents=True, exist_ok=True)
        (record / "METADATA").write_text("", encoding="utf-8")


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> FakePip:
    fake = FakePip()
    monkeypatch.setattr(environment, "_create", fake.create)
    monkeypatch.setattr(installer, "install", fake.install)
    return fake


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / RUNTIME).write_text("a==1\n", encoding="utf-8")
    (tmp_path / TESTS).write_text("b==1\n", encoding="utf-8")
    return tmp_path


def test_a_second_run_with_nothing_changed_installs_nothing(root: Path, pip: FakePip) -> None:
    assert environment.ensure(root)
    assert not environment.ensure(root)
    assert (pip.created, pip.installed) == (1, [RUNTIME])


def test_the_tests_lock_is_added_to_the_environment_that_stands(root: Path, pip: FakePip) -> None:
    environment.ensure(root)
    assert environment.ensure(root, [RUNTIME, TESTS])
    assert not environment.ensure(root, [RUNTIME, TESTS])
    assert not environment.ensure(root)
    assert (pip.created, pip.installed) == (1, [RUNTIME, TESTS])


def test_a_changed_runtime_lock_makes_it_anew(root: Path, pip: FakePip) -> None:
    environment.ensure(root)
    (root / RUNTIME).write_text("a==2\n", encoding="utf-8")
    assert environment.ensure(root)
    assert pip.created == 2
    assert not (root / ".venv.old").exists()


def test_another_python_makes_it_anew(root: Path, pip: FakePip, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.ensure(root)
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    assert environment.ensure(root)
    assert pip.created == 2


def test_a_half_made_environment_is_made_anew(root: Path, pip: FakePip, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".venv" / "lib").mkdir(parents=True)
    assert environment.ensure(root)
    assert pip.created == 1
    assert ".venv är ofullständig och görs om." in capsys.readouterr().err


@pytest.mark.parametrize("damage", ["stamp", "python", "package", "half stamp", "list"])
def test_a_damaged_environment_is_made_anew(root: Path, pip: FakePip, damage: str) -> None:
    environment.ensure(root)
    stamp = root / ".venv" / environment.STAMP
    if damage == "stamp":
        environment.forget(root)
    elif damage == "python":
        environment.python(root).unlink()
    elif damage == "package":
        next((root / ".venv").rglob("METADATA")).unlink()
    elif damage == "half stamp":
        stamp.write_text(stamp.read_text(encoding="utf-8")[:20], encoding="utf-8")
    else:
        stamp.write_text("[]", encoding="utf-8")
    assert environment.ensure(root)
    assert pip.created == 2


def test_a_moved_project_gets_a_new_environment(root: Path, pip: FakePip) -> None:
    environment.ensure(root)
    stamp = root / ".venv" / environment.STAMP
    told = json.loads(stamp.read_text(encoding="utf-8"))
    stamp.write_text(json.dumps(told | {"place": "/annanstans/.venv"}), encoding="utf-8")
    assert environment.ensure(root)
    assert pip.created == 2


def test_when_it_cannot_be_made_anew_the_one_that_stood_is_put_back(root: Path, pip: FakePip) -> None:
    environment.ensure(root)
    before = (root / RUNTIME).read_text(encoding="utf-8")
    (root / RUNTIME).write_text("a==2\n", encoding="utf-8")
    pip.fault = "inget nät"
    with pytest.raises(console.Stop, match="inget nät"):
        environment.ensure(root)
    (root / RUNTIME).write_text(before, encoding="utf-8")
    assert not environment.ensure(root)
    assert not (root / ".venv.old").exists()


def test_a_failed_first_set_up_leaves_no_environment(root: Path, pip: FakePip) -> None:
    pip.fault = "inget nät"
    with pytest.raises(console.Stop):
        environment.ensure(root)
    assert not (root / ".venv").exists()


def test_from_inside_it_is_never_made_anew(root: Path, pip: FakePip, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.prefix", str(root / ".venv"))
    with pytest.raises(console.Stop, match="Kör med datorns egen Python"):
        environment.ensure(root)
    assert pip.created == 0


def test_a_missing_lock_is_told(root: Path, pip: FakePip) -> None:
    (root / RUNTIME).unlink()
    with pytest.raises(console.Stop, match=r"Filen requirements\.txt saknas"):
        environment.ensure(root)
    assert pip.created == 0


def test_a_python_without_ensurepip_is_told_what_to_install(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(console.Stop, match="sudo apt install python3-venv"):
        environment.ensure(root)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "fel kontrollsumma mot lås.txt"),
        ("ERROR: Hashes are required in --require-hashes mode", "lås.txt är inte ett helt lås"),
        ("ERROR: Could not install packages: [Errno 28] No space left on device", "Disken blev full"),
        (
            "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]",
            "certifikat som Python inte litar på",
        ),
        ("Retrying: NewConnectionError\nERROR: No matching distribution found for a==1", "når inte paketförrådet"),
        ("[Errno 11001] getaddrinfo failed", "når inte paketförrådet"),
        ("ERROR: No matching distribution found for a==1", "Paketet a==1 finns inte för den här datorn"),
        ("ERROR: [WinError 5] Access is denied: 'x'", "Det går inte att skriva i .venv"),
        ("something else", "Ta bort mappen .venv och kör kommandot igen."),
    ],
)
def test_what_pip_said_becomes_a_sentence_with_a_way_out(said: str, sentence: str, tmp_path: Path) -> None:
    assert sentence in installer.explained(said, "lås.txt", tmp_path)


def test_pip_is_not_led_elsewhere_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "x")
    monkeypatch.setenv("PIP_TARGET", "x")
    assert not {"PYTHONPATH", "PIP_TARGET"} & installer.clean_environment().keys()
