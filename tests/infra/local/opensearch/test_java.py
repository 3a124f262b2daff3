"""Which Java is taken."""

from pathlib import Path

import pytest

from infra.local.opensearch import java, server


def jdk(home: Path, version: str, *, compiler: bool = True) -> Path:
    """Something that looks like an installed JDK."""
    (home / "bin").mkdir(parents=True)
    (home / "bin" / "java").touch()
    if compiler:
        (home / "bin" / "javac").touch()
    (home / "release").write_text(f'IMPLEMENTOR="Somebody"\nJAVA_VERSION="{version}"\n')
    return home


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder where there is any Java."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(java, "FOLDERS", (str(tmp_path),))
    return tmp_path


def test_an_older_java_is_passed_over(folder: Path) -> None:
    jdk(folder / "old", "17.0.15")
    new = jdk(folder / "new", "25.0.3")
    assert java.find(21) == new / "bin" / "java"


def test_the_one_that_java_home_names_comes_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jdk(folder / "found", "25")
    named = jdk(folder / "else" / "where", "21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(named))
    assert java.find(21) == named / "bin" / "java"


def test_one_that_cannot_compile_is_none(folder: Path) -> None:
    jdk(folder / "runtime", "25", compiler=False)
    (folder / "not-java").mkdir()
    assert java.find(21) is None


def test_what_is_missing_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LIBRARY", folder / "nothing")
    assert "JDK from 21 on" in str(server.missing())
    jdk(folder / "new", "21")
    assert "Maven" in str(server.missing())
    (folder / "mvn").touch(mode=0o755)
    assert server.missing() is None
