"""Rings around what is pointed at anywhere in the window, and around what is selected."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import FACTORS, Key
from bptutor.trace.symbols import derivative_parts
from bptutor.ui.canvas.look import Look


def mark(painter: QPainter, view: NetworkView, rect: QRectF, look: Look, corner: float, *keys: Key) -> None:
    """Ring a place that stands for some values. A factor is not drawn itself: then the two values that it
    leads between have rings."""
    pointed = view.pointed
    if pointed is not None and (pointed in keys or _lies_between(pointed, keys)):
        _ring(painter, look, rect, corner, selected=False)
    if view.selected in keys:
        _ring(painter, look, rect, corner, selected=True)


def _lies_between(factor: Key, keys: tuple[Key, ...]) -> bool:
    """Whether a factor is a derivative of, or by, one of some values."""
    return factor.kind in FACTORS and any(part in keys for part in derivative_parts(factor))


def _ring(painter: QPainter, look: Look, rect: QRectF, corner: float, selected: bool) -> None:
    """Thin with a veil for what is pointed at, thick for what is selected."""
    away = 0.22 * look.unit
    outer = rect.adjusted(-away, -away, away, away)
    veil = None if selected else look.veil()
    look.box(painter, outer, look.pen("ink", 2.0 if selected else 1.0), veil, corner + 0.2)
