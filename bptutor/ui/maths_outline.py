"""The outline of a typeset formula as a QPainterPath, so that it prints as a drawing and takes any colour."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker, Qt, QTransform

from bptutor.foundation.typeset_layout import EM

COMMAND = re.compile(r"([MLQCZ])([^MLQCZ]*)")


def path_of(svg: bytes) -> QPainterPath:
    """The filled outline in em, left edge at x = 0, baseline at y = 0, y downwards.

    It knows what ziamath draws: paths of M, L, Q, C and Z in absolute numbers, rectangles, strokes."""
    root = ET.fromstring(svg)
    left = float(root.attrib["viewBox"].split()[0])
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        piece = QPainterPath()
        if kind == "path":
            _draw(piece, element.attrib.get("d", ""))
        elif kind == "rect":
            piece.addRect(QRectF(*(float(element.attrib.get(n, 0)) for n in ("x", "y", "width", "height"))))
        else:
            continue
        if "stroke" in element.attrib:
            pen = QPainterPathStroker()
            pen.setWidth(float(element.attrib.get("stroke-width", 1)))
            piece = pen.createStroke(piece)
        outline.addPath(piece)
    scale = 1 / EM
    return QTransform(scale, 0, 0, scale, -left * scale, 0).map(outline)


def _draw(path: QPainterPath, data: str) -> None:
    for letter, numbers in COMMAND.findall(data):
        n = list(map(float, numbers.split()))
        match letter:
            case "Q":
                for i in range(0, len(n), 4):
                    path.quadTo(*n[i : i + 4])
            case "L":
                for i in range(0, len(n), 2):
                    path.lineTo(*n[i : i + 2])
            case "M":
                path.moveTo(*n)
            case "C":
                for i in range(0, len(n), 6):
                    path.cubicTo(*n[i : i + 6])
            case _:
                path.closeSubpath()
