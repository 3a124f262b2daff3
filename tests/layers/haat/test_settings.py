"""Settings: read when they are needed, and missed with their name."""

import pytest

from haat.settings import Setting, SettingMissing


def test_a_setting_is_read_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    setting = Setting("HAAT_TEST", "7")
    assert (setting.text(), setting.integer()) == ("7", 7)
    monkeypatch.setenv("HAAT_TEST", "8")
    assert (setting.text(), setting.integer()) == ("8", 8)


def test_a_setting_without_value_and_default_is_missed_by_its_name() -> None:
    with pytest.raises(SettingMissing, match="HAAT_TEST"):
        Setting("HAAT_TEST").text()


def test_an_empty_value_is_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAAT_TEST", "")
    assert Setting("HAAT_TEST", "7").text() == ""
