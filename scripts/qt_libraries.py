"""The system libraries that Qt needs on Linux: found by looking (ldd), not by a crash.

Qt's own message for a missing one is misleading ("no Qt platform plugin could be initialized"), and the
process dies of it.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import stamp
import system_packages
from said import SetupError, tell

# Kinds of Qt platform, and the files whose libraries must be there. Globs below PySide6/.
COMMON = ("QtCore.abi3.so", "QtGui.abi3.so", "QtWidgets.abi3.so", "QtSvg.abi3.so", "QtPrintSupport.abi3.so")
KINDS = {
    "offscreen": (*COMMON, "Qt/plugins/platforms/libqoffscreen.so"),
    "xcb": (*COMMON, "Qt/plugins/platforms/libqxcb.so", "Qt/plugins/xcbglintegrations/*.so"),
    "wayland": (*COMMON, "Qt/plugins/platforms/libqwayland*.so"),
}

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXau.so.6": "libxau6",
    "libXdmcp.so.6": "libxdmcp6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xinput.so.0": "libxcb-xinput0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

WITHOUT_QT = {"walk", "trace", "check", "train", "lint", "practise", "review"}
DRAWING = {"export", "worksheet"}
TELLING = {"-h", "--help", "-V", "--version"}


def needed_for(arguments: list[str]) -> str | None:
    """The kind of Qt platform that `bptutor ARGUMENTS` will use here; None if it needs no Qt."""
    if not sys.platform.startswith("linux") or TELLING.intersection(arguments):
        return None
    first = arguments[0] if arguments else ""
    if first in WITHOUT_QT:
        return None
    if first in DRAWING:
        return "offscreen"
    chosen = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0].split(";")[0]
    if chosen in KINDS:
        return chosen
    if os.environ.get("DISPLAY"):
        return "xcb"
    # Without any display the program walks as text.
    return "wayland" if os.environ.get("WAYLAND_DISPLAY") else None


def provide(venv: Path, kind: str) -> None:
    """Sees to it that Qt finds its libraries; SetupError names the command if it may not install them."""
    known = stamp.read(venv)
    if known is not None and kind in known.qt:
        return
    tell(f"Looking for the system libraries of Qt ({kind}) …")
    absent = missing(venv, kind)
    if absent and system_packages.install(packages_of(absent), "Qt needs them"):
        absent = missing(venv, kind)
    if absent:
        raise SetupError(sentence(absent))
    stamp.note_qt(venv, kind)


def missing(venv: Path, kind: str) -> list[str]:
    """Names of shared libraries that the dynamic linker does not find, sorted."""
    files = [
        str(file)
        for folder in venv.glob("lib/python3*/site-packages/PySide6")
        for pattern in KINDS[kind]
        for file in sorted(folder.glob(pattern))
    ]
    return not_found(_ldd(files)) if files else []


def not_found(listing: str) -> list[str]:
    """The libraries that a listing of ldd reports as not found."""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", listing, re.MULTILINE)))


def packages_of(libraries: list[str]) -> list[str]:
    """The Debian packages that hold these; a library that the table does not know is left out."""
    return sorted({PACKAGES[name] for name in libraries if name in PACKAGES})


def sentence(libraries: list[str]) -> str:
    """What a person must do to get these libraries."""
    packages = packages_of(libraries)
    unknown = [name for name in libraries if name not in PACKAGES]
    lines = [f"Qt cannot start: this system lacks {', '.join(libraries)}."]
    if packages:
        lines.append("On Debian or Ubuntu type: " + system_packages.command(packages))
    if unknown:
        lines.append("Install whatever holds " + ", ".join(unknown) + " on this system.")
    return "\n".join(lines)


def _ldd(files: list[str]) -> str:
    try:
        return subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:  # no glibc tools here: nothing can be said
        return ""
