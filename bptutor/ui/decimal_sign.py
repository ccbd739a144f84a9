"""How the person's own language writes numbers."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def comma_is_decimal() -> bool:
    """Whether it writes 0,5."""
    return QLocale.system().decimalPoint() == ","
