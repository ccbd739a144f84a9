"""What a dialog leaves free around and between its parts, which grows with its text."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from bptutor.ui.theme import Theme


def set_measures(theme: Theme, column: QVBoxLayout, form: QFormLayout | None = None) -> None:
    """Give a dialog's column, and the form in it, their margins and gaps."""
    edge, px = theme.px(16), theme.px
    column.setContentsMargins(edge, edge, edge, edge)
    column.setSpacing(px(12))
    if form is not None:
        form.setHorizontalSpacing(edge)
        form.setVerticalSpacing(px(8))


def fit(dialog: QDialog, parent: QWidget, width: int = 0) -> None:
    """As large as the dialog wants to be, with all lines of texts that are wrapped, and no larger than the
    window behind. Qt itself stops at two thirds of the screen, and cuts what is beneath."""
    layout = dialog.layout()
    assert layout is not None
    wanted = layout.totalSizeHint()
    wide = max(wanted.width(), width)
    high = layout.totalHeightForWidth(wide) if layout.hasHeightForWidth() else wanted.height()
    dialog.resize(QSize(wide, high).boundedTo(parent.size()))
