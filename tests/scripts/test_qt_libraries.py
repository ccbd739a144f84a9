"""The system libraries of Qt are found by looking, installed where that is allowed, otherwise named."""

import os
from pathlib import Path

import pytest
import qt_libraries
import said
import stamp
import system_packages

LISTING = """\
/x/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibxcb-cursor.so.0 => not found
\tlibEGL.so.1 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
/x/libQt6XcbQpa.so.6:
\tlibxcb-cursor.so.0 => not found
\tlibnovel.so.7 => not found
"""


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """A finished environment without anything in it."""
    stamp.write(tmp_path, stamp.Stamp("inputs", "packages", False))
    return tmp_path


def test_that_every_missing_library_is_named_once() -> None:
    assert qt_libraries.not_found(LISTING) == ["libEGL.so.1", "libnovel.so.7", "libxcb-cursor.so.0"]


def test_that_the_command_names_the_packages_and_what_is_not_known() -> None:
    sentence = qt_libraries.sentence(qt_libraries.not_found(LISTING))
    assert "apt-get install libegl1 libxcb-cursor0\n" in sentence
    assert "holds libnovel.so.7" in sentence


@pytest.mark.parametrize(
    ("arguments", "environ", "kind"),
    [
        ([], {}, None),
        ([], {"DISPLAY": ":0"}, "xcb"),
        (["a.bpnet"], {"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        (["a.bpnet"], {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        (["a.bpnet"], {"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, "wayland"),
        (["trace", "a.bpnet"], {"DISPLAY": ":0"}, None),
        (["--help"], {"DISPLAY": ":0"}, None),
        (["export", "a.bpnet", "--to", "png"], {}, "offscreen"),
    ],
)
def test_that_libraries_are_only_looked_for_where_a_window_or_picture_comes(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], environ: dict[str, str], kind: str | None
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", "linux")
    assert qt_libraries.needed_for(arguments) == kind


def test_that_what_was_found_complete_is_not_looked_for_again(
    monkeypatch: pytest.MonkeyPatch, venv: Path
) -> None:
    looks: list[str] = []
    monkeypatch.setattr(qt_libraries, "missing", lambda venv, kind: looks.append(kind) or [])
    for kind in ("xcb", "xcb", "offscreen", "xcb"):
        qt_libraries.provide(venv, kind)
    assert looks == ["xcb", "offscreen"]


def test_that_missing_libraries_are_installed_and_looked_for_again(
    monkeypatch: pytest.MonkeyPatch, venv: Path
) -> None:
    answers = [["libEGL.so.1"], []]
    installed: list[list[str]] = []
    monkeypatch.setattr(qt_libraries, "missing", lambda venv, kind: answers.pop(0))
    monkeypatch.setattr(system_packages, "install", lambda names, purpose: installed.append(names) or True)
    qt_libraries.provide(venv, "xcb")
    assert installed == [["libegl1"]]


def test_that_without_the_right_to_install_the_command_is_said_each_time(
    monkeypatch: pytest.MonkeyPatch, venv: Path
) -> None:
    monkeypatch.setattr(qt_libraries, "missing", lambda venv, kind: ["libxcb-icccm.so.4"])
    monkeypatch.setattr(system_packages, "may_install", lambda: False)
    for _ in range(2):
        with pytest.raises(said.SetupError, match="apt-get install libxcb-icccm4"):
            qt_libraries.provide(venv, "xcb")


@pytest.mark.parametrize("lists", [True, False])
def test_that_apt_lists_are_fetched_only_where_they_are_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lists: bool
) -> None:
    calls: list[str] = []
    if lists:
        (tmp_path / "somewhere_main_binary-amd64_Packages.lz4").touch()
    monkeypatch.setattr(system_packages, "LISTS", tmp_path)
    monkeypatch.setattr(system_packages, "may_install", lambda: True)
    monkeypatch.setattr(system_packages, "_apt", lambda *arguments: calls.append(arguments[0]) or True)
    assert system_packages.install(["libegl1"], "a test")
    assert calls == (["install"] if lists else ["update", "install"])


@pytest.mark.skipif(not os.path.exists("/usr/bin/ldd"), reason="needs ldd")
def test_that_nothing_is_missing_for_the_tests_that_run_now() -> None:
    venv = Path(os.__file__).parents[2]  # any prefix; without PySide6 in it there is nothing to miss
    assert qt_libraries.missing(venv, "offscreen") == []
