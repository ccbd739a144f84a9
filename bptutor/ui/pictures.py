"""The drawing of the network as a file or on paper: SVG, PDF, PNG, a printer; painted as on the screen.

Always with the light palette and large enough to print, whatever the window looks like now.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEvent,
    QIODevice,
    QMarginsF,
    QRect,
    QSize,
    QSizeF,
)
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QDialog, QWidget

from bptutor.foundation.errors import FileError
from bptutor.foundation.files import write_atomically
from bptutor.study.views.network_view import NetworkView
from bptutor.ui.canvas.geometry import NetworkGeometry, Shape, arranged
from bptutor.ui.canvas.look import Look
from bptutor.ui.canvas.painting import paint_network
from bptutor.ui.palettes import LIGHT
from bptutor.ui.theme import Theme
from bptutor.ui.theme_fonts import load_fonts

ROOM = (64.0, 42.0)  # em that a drawing is laid out for
EM_PIXELS, EM_POINTS = 14.0, 10.5
PNG_RATIO, SVG_RATIO = 3.0, 2.0
PDF_RESOLUTION = 1200
POINTS_PER_INCH = 72.0
KINDS = ("svg", "pdf", "png")


def save_picture(path: Path, view: NetworkView) -> None:
    """Write the drawing as a `.svg`, `.pdf` or `.png` file. Raises FileError."""
    kind = path.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        raise FileError(str(path), f"must end in {', '.join('.' + k for k in KINDS)}")
    write_atomically(path, picture(kind, view))


def picture(kind: str, view: NetworkView) -> bytes:
    """The drawing as the bytes of an `svg`, `pdf` or `png` file."""
    load_fonts()
    return {"svg": _svg, "pdf": _pdf, "png": _png}[kind](view, laid_out(view))


def laid_out(view: NetworkView) -> NetworkGeometry:
    """The layout of a picture: a page of neurons around those that the step is about."""
    target, at = view.lit.target, [0] * len(view.network.widths)
    if 0 < target.layer < len(at):
        at[target.layer] = target.j
        at[target.layer - 1] = target.k
    return arranged(Shape(view.network.widths, view.opened, tuple(at)), *ROOM)


def print_picture(view: NetworkView, parent: QWidget) -> None:
    """Ask for a printer, and print the drawing as large as the page allows."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(view.title)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, parent)
    try:
        if dialog.exec() == QDialog.DialogCode.Accepted:
            print_on(printer, view)
    finally:
        # At once, for it asks the printer at each press of its buttons, and that ends here.
        dialog.deleteLater()
        QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)


def print_on(printer: QPrinter, view: NetworkView) -> None:
    """Print the drawing on one page, centred at its top."""
    load_fonts()
    geometry = laid_out(view)
    page = printer.pageRect(QPrinter.Unit.DevicePixel)
    unit = min(page.width() / geometry.width, page.height() / geometry.height)
    unit = min(unit, EM_POINTS * 1.4 * printer.resolution() / POINTS_PER_INCH)
    painter = QPainter(printer)
    painter.translate((page.width() - geometry.width * unit) / 2, 0)
    paint_network(painter, view, geometry, Look(Theme(LIGHT), unit))
    painter.end()


def _svg(view: NetworkView, geometry: NetworkGeometry) -> bytes:
    unit = EM_PIXELS * SVG_RATIO
    w, h = round(geometry.width * unit), round(geometry.height * unit)
    content = QByteArray()
    buffer = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(w / SVG_RATIO), round(h / SVG_RATIO)))
    generator.setViewBox(QRect(0, 0, w, h))
    generator.setTitle(view.title)
    painter = QPainter(generator)
    painter.fillRect(QRect(0, 0, w, h), QColor(LIGHT.surface))
    paint_network(painter, view, geometry, Look(Theme(LIGHT), unit, outlines=True))
    painter.end()
    return bytes(content.data())


def _pdf(view: NetworkView, geometry: NetworkGeometry) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(view.title)
    writer.setResolution(PDF_RESOLUTION)
    extent = QSizeF(geometry.width * EM_POINTS, geometry.height * EM_POINTS)
    writer.setPageSize(
        QPageSize(extent, QPageSize.Unit.Point, view.title, QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    unit = EM_POINTS * PDF_RESOLUTION / POINTS_PER_INCH
    paint_network(painter, view, geometry, Look(Theme(LIGHT), unit))
    painter.end()
    buffer.close()
    return bytes(content.data())


def _png(view: NetworkView, geometry: NetworkGeometry) -> bytes:
    unit = EM_PIXELS * PNG_RATIO
    image = QImage(
        QSize(round(geometry.width * unit), round(geometry.height * unit)), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_network(painter, view, geometry, Look(Theme(LIGHT), unit))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())
