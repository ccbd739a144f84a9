"""Debian packages: installed where that is allowed (root, with apt), otherwise named with the command."""

import os
import shutil
import subprocess
from pathlib import Path

from said import tell

LISTS = Path("/var/lib/apt/lists")


def may_install() -> bool:
    """Whether this process may install Debian packages itself."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def command(packages: list[str]) -> str:
    """The line that a person types to install these."""
    return "sudo apt-get update && sudo apt-get install " + " ".join(packages)


def install(packages: list[str], purpose: str) -> bool:
    """Installs Debian packages, after one `apt-get update` if the lists are missing or too old for it."""
    if not may_install():
        return False
    tell(f"Installing {', '.join(packages)} ({purpose}) …")
    has_lists = any(LISTS.glob("*_Packages*"))
    if has_lists and _apt("install", "--no-install-recommends", *packages):
        return True
    return _apt("update") and _apt("install", "--no-install-recommends", *packages)


def _apt(*arguments: str) -> bool:
    """Runs apt-get without questions; its last lines are shown if it fails."""
    done = subprocess.run(
        ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        tell("\n".join(["apt-get says:", *done.stdout.splitlines()[-5:]]))
    return done.returncode == 0
