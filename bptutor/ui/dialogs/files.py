"""Asking for a file without stopping the window: the answer comes as a signal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_to_open(
    parent: QWidget, title: str, folder: str, kinds: str, then: Callable[[str], object]
) -> QFileDialog:
    """Ask for an existing file, and call `then` with its path."""
    dialog = _dialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(then)
    dialog.open()
    return dialog


def ask_to_save(
    parent: QWidget, title: str, suggested: Path, kinds: str, suffix: str, then: Callable[[str], object]
) -> QFileDialog:
    """Ask where to write, and call `then` with the path; overwriting is asked about."""
    dialog = _dialog(parent, title, str(suggested.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(suggested.name)
    dialog.fileSelected.connect(then)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, folder: str, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, folder, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
