"""The step in words, as a formula, as a line of NumPy, and what it takes up from earlier steps."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from bptutor.foundation.numbers import whole
from bptutor.study.views.step_view import StepView
from bptutor.trace.keys import Key
from bptutor.ui.panels.chain_matrices import MatrixLine
from bptutor.ui.panels.chain_typeset import Asked, Formulas
from bptutor.ui.panels.step_code import CodeBox
from bptutor.ui.panels.step_formula import lines_of, spoken_formula
from bptutor.ui.panels.step_known import KnownList
from bptutor.ui.panels.step_sentence import Sentence
from bptutor.ui.theme import ThemeManager, own_ground
from bptutor.ui.widgets.labels import ShapedLabel
from bptutor.ui.widgets.stack import Stack


class StepPanel(QWidget):
    """Shows one step and scrolls inside.

    `pointed` tells the key of the symbol, code or known value under the pointer or with the focus, and None
    after; `step_requested` the step (from 0) that a known value is from."""

    step_requested = Signal(int)
    pointed = Signal(object)

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.setAccessibleName("Present step")
        self._view: StepView | None = None
        self._formulas = Formulas(self)
        self.place = ShapedLabel(manager, lambda theme: theme.small, "muted", wraps=True)
        self.heading = ShapedLabel(manager, lambda theme: theme.title, wraps=True)
        self.sentence = Sentence(manager, self._formulas)
        self.formula = MatrixLine(manager, self._formulas, wraps=True)
        self.elsewhere = ShapedLabel(manager, lambda theme: theme.small, "muted", wraps=True)
        self.elsewhere.setAccessibleName("Under another convention")
        self.code_title, self.known_title = (
            ShapedLabel(manager, lambda theme: theme.heading, "muted") for _ in range(2)
        )
        self.code_title.setText("In NumPy")
        self.known_title.setText("Already known")
        self.code = CodeBox(manager)
        self.known = KnownList(manager)
        parts: tuple[QWidget, ...] = (self.place, self.heading, self.sentence, self.formula)
        parts += (self.elsewhere, self.code_title, self.code, self.known_title, self.known)
        self._page = Stack(*parts)
        own_ground(self._page)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # It scrolls to whatever in it takes the Tab key, and has no use for the keyboard itself.
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        for source in (self.sentence, self.code, self.known):
            source.pointed.connect(self.pointed)
        self.known.step_requested.connect(self.step_requested)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: StepView) -> None:
        """Show a step, and say it to who listens."""
        if view is self._view:
            return
        with QSignalBlocker(self):
            self._view = view
            phase = view.phase.value
            self.place.show_text(view.place)
            self.heading.show_text(view.heading)
            self.sentence.show_sentence(view.sentence, phase)
            self.sentence.numbers = view.numbers
            exact = "" if view.exact is None else whole(view.exact)
            if exact != self.formula.toolTip():
                self.formula.setToolTip(exact)
                self.code.setToolTip(exact)
            self.formula.show_lines(lines_of(view), phase, spoken_formula(view))
            self.elsewhere.show_text(view.elsewhere)
            self.elsewhere.setVisible(bool(view.elsewhere))
            self.code.show_code(view.code, view.code_entry, view.value, view.exact, view.target, phase)
            self.known_title.setVisible(bool(view.known))
            self.known.show_known(view.known, phase)
            self._announce(view.spoken)

    def draw_ahead(self, painter: QPainter, view: StepView) -> set[Asked]:
        """Draw a step that will be shown, on anything; what of it is not laid out yet."""
        with self._formulas.aside() as missing:
            self.sentence.draw_ahead(painter, view.sentence)
            self.formula.draw_ahead(painter, lines_of(view))
        return missing

    def show_pointed(self, key: Key | None) -> None:
        """Light what names a value that is pointed at elsewhere; None for nothing."""
        with QSignalBlocker(self):
            self.sentence.show_pointed(key)
            self.code.show_pointed(key)
            self.known.show_pointed(key)

    @property
    def formulas_ready(self) -> bool:
        """Whether all formulas of the present view are typeset."""
        return not self._formulas.busy

    def _announce(self, text: str) -> None:
        """Say the step to who listens: the label “Step summary” of the player is there to be read again."""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._page.set_lengths(QMargins(px(16), px(12), px(16), px(16)), px(6))
        for title in (self.code_title, self.known_title):
            title.setContentsMargins(0, px(10), 0, 0)
        self.formula.setContentsMargins(0, px(8), 0, px(4))

    # Qt's own names

    def sizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(300), px(480))

    def minimumSizeHint(self) -> QSize:
        px = self._manager.theme.px
        return QSize(px(200), px(120))
