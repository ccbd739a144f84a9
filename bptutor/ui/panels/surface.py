"""The panel “Surface”: what the network says over its inputs, with the examples."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from bptutor.study.views.surface_view import SurfaceView
from bptutor.ui.plots_surface import SurfacePlot
from bptutor.ui.plots_surface_legend import SurfaceLegend
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.choices import ChipChoice
from bptutor.ui.widgets.labels import paragraph


class SurfacePanel(QWidget):
    """`example_requested` tells the number of an example, `output_requested` that of an output (0: which is
    the largest), `end_requested` whether the network at the end of the run is wanted. `end`, the button for
    that, stands outside the panel."""

    example_requested = Signal(int)
    output_requested = Signal(int)
    end_requested = Signal(bool)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.output = ChipChoice(manager, "Output shown", ())
        self.end = QPushButton()
        set_kind(self.end, "chip")
        self.end.setCheckable(True)
        self.end.setAccessibleName("Network at the end of the run")
        self.end.setToolTip("The network at the end of the run, or the one of the iteration in sight")
        self.plot = SurfacePlot(manager)
        self.legend = SurfaceLegend(manager)
        self.note = paragraph("small")
        self.note.setAccessibleName("Surface in words")
        self.empty = paragraph("muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.plot.example_requested.connect(self.example_requested)
        self.output.chosen.connect(self._choose)
        self.end.toggled.connect(self.end_requested)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.output)
        for widget, stretch in ((self.plot, 1), (self.legend, 0), (self.note, 0), (self.empty, 1)):
            self._column.addWidget(widget, stretch)

    def show_view(self, view: SurfaceView, end: int | None, at_end: bool) -> None:
        """Show a picture. `end` is the last iteration of the run where it is not the one in sight."""
        self._show_parts(True)
        self.output.setVisible(bool(view.ground.choices))
        self.output.show_entries([(text, int(key)) for key, text in view.ground.choices])
        self.output.show_data(view.ground.output)
        self.end.setVisible(end is not None)
        if end is not None:
            _say(self.end, f"end: {end:,}")
            with QSignalBlocker(self.end):
                self.end.setChecked(at_end)
        self.plot.show_view(view)
        self.legend.show_view(view)
        _say(self.note, view.sentence)

    def show_absence(self, sentence: str) -> None:
        """Say why there is no picture."""
        self._show_parts(False)
        self.output.hide()
        self.end.hide()
        _say(self.empty, sentence)

    def _show_parts(self, there: bool) -> None:
        for widget in (self.plot, self.legend, self.note):
            widget.setVisible(there)
        self.empty.setVisible(not there)

    def _choose(self, output: object) -> None:
        assert isinstance(output, int)
        self.output_requested.emit(output)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setSpacing(px(4))
        self._column.setContentsMargins(0, 0, px(14), 0)


def _say(widget: QLabel | QPushButton, text: str) -> None:
    if widget.text() != text:
        widget.setText(text)
