"""Rings around what is pointed at anywhere in the window, and around what is selected."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from bptutor.study.views.network_view import NetworkView
from bptutor.trace.keys import FACTORS, GRADIENTS, J_GRADIENTS, Key
from bptutor.trace.symbols import derivative_parts
from bptutor.ui.canvas.look import Look


def mark(painter: QPainter, view: NetworkView, rect: QRectF, look: Look, corner: float, *keys: Key) -> None:
    """Ring a place that stands for some values. A factor is not drawn itself: then the two values that it
    leads between have rings. Of a whole layer that is pointed at each value has one."""
    pointed = view.pointed
    if pointed is not None and (_names_one(pointed, keys) or _lies_between(pointed, keys)):
        _ring(painter, look, rect, corner, selected=False)
    if view.selected in keys:
        _ring(painter, look, rect, corner, selected=True)


def mark_pill(
    painter: QPainter, view: NetworkView, rect: QRectF, look: Look, parameter: Key, shown: Key
) -> None:
    """Ring a parameter's pill, which stands for its gradients whichever number it shows just now."""
    if view.pointed is not None:
        gradients = (parameter.of_kind(kinds[parameter.kind]) for kinds in (GRADIENTS, J_GRADIENTS))
        mark(painter, view, rect, look, 0.35, shown, *gradients)


def _names_one(pointed: Key, keys: tuple[Key, ...]) -> bool:
    """Whether a key is one of some values, or names the layer of one."""
    if pointed in keys:
        return True
    whole = pointed.j == 0 and pointed.layer > 0
    return whole and any(key.kind is pointed.kind and key.layer == pointed.layer for key in keys)


def _lies_between(factor: Key, keys: tuple[Key, ...]) -> bool:
    """Whether a factor is a derivative of, or by, one of some values."""
    return factor.kind in FACTORS and any(_names_one(part, keys) for part in derivative_parts(factor))


def _ring(painter: QPainter, look: Look, rect: QRectF, corner: float, selected: bool) -> None:
    """Thin with a veil for what is pointed at, thick for what is selected."""
    away = 0.22 * look.unit
    outer = rect.adjusted(-away, -away, away, away)
    veil = None if selected else look.veil()
    look.box(painter, outer, look.pen("ink", 2.0 if selected else 1.0), veil, corner + 0.2)
