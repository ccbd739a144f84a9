"""The outline of a typeset formula as a QPainterPath, so that it prints as a drawing and takes any colour."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPainterPathStroker, Qt

from bptutor.foundation.typeset_layout import EM

COMMAND = re.compile(r"([MLQCZ])([^MLQCZ]*)")


def path_of(svg: bytes) -> QPainterPath:
    """The filled outline in em, left edge at x = 0, baseline at y = 0, y downwards.

    It knows what ziamath draws: paths of M, L, Q, C and Z in absolute numbers, rectangles, strokes."""
    root = ET.fromstring(svg)
    left = float(root.attrib["viewBox"].split()[0])
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    scale = 1 / EM
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        piece = QPainterPath()
        if kind == "path":
            _draw(piece, element.attrib.get("d", ""), left, scale)
        elif kind == "rect":
            x, y, width, height = (float(element.attrib.get(n, 0)) for n in ("x", "y", "width", "height"))
            piece.addRect(QRectF((x - left) * scale, y * scale, width * scale, height * scale))
        else:
            continue
        if "stroke" in element.attrib:
            pen = QPainterPathStroker()
            pen.setWidth(float(element.attrib.get("stroke-width", 1)) * scale)
            piece = pen.createStroke(piece)
        outline.addPath(piece)
    return outline


def _draw(path: QPainterPath, data: str, left: float, scale: float) -> None:
    for letter, numbers in COMMAND.findall(data):
        n = [float(number) * scale for number in numbers.split()]
        n[0::2] = [x - left * scale for x in n[0::2]]
        match letter:
            case "M":
                path.moveTo(n[0], n[1])
            case "L":
                for i in range(0, len(n), 2):
                    path.lineTo(n[i], n[i + 1])
            case "Q":
                for i in range(0, len(n), 4):
                    path.quadTo(n[i], n[i + 1], n[i + 2], n[i + 3])
            case "C":
                for i in range(0, len(n), 6):
                    path.cubicTo(
                        QPointF(n[i], n[i + 1]), QPointF(n[i + 2], n[i + 3]), QPointF(n[i + 4], n[i + 5])
                    )
            case _:
                path.closeSubpath()
