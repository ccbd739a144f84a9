"""The quiet bar under the drawing after an edit: what is from before it, and the way to have it anew."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from bptutor.study.history import Entry
from bptutor.study.views.edit_view import NOTHING, EditView
from bptutor.ui.panels.practise_speech import announce
from bptutor.ui.theme import ThemeManager, set_kind

RECOMPUTE = "Recompute to here"
CLOSING_MS = 400
NARROW = 420  # under this, at 100 % text, only the first sentence has room; the tool-tip has all


class EditBar(QFrame):
    """Hidden while there is nothing to say. `recompute_requested` for stale numbers; what an edit has forced
    besides is read and put away."""

    recompute_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self._view = NOTHING
        self._read: Entry | None = None  # the edit whose forced changes have been read
        set_kind(self, "notice")
        self.setAccessibleName("After the edit")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        set_kind(self.text, "small")
        self.recompute = QPushButton(RECOMPUTE)
        self.recompute.setAccessibleName(RECOMPUTE)
        self.recompute.setToolTip("Compute again what is out of date; the step stays")
        set_kind(self.recompute, "chip")
        self.put_away = QPushButton("OK")
        self.put_away.setAccessibleName("Put the note away")
        set_kind(self.put_away, "chip")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.recompute, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.put_away, 0, Qt.AlignmentFlag.AlignVCenter)
        self.recompute.clicked.connect(self.recompute_requested)
        self.put_away.clicked.connect(self._put_away)
        self._closing = QTimer(self)
        self._closing.setSingleShot(True)
        self._closing.timeout.connect(self._close_room)
        manager.changed.connect(self._follow_theme)
        self._follow_theme()
        self.hide()

    def show_view(self, view: EditView) -> None:
        """Show what there is to say."""
        self._view = view
        shown = bool(view.sentence) and (view.stale or view.entry is not self._read)
        changed = self.accessibleDescription() != view.sentence
        if shown and changed:
            self.setAccessibleDescription(view.sentence)
            self._fit()
        appeared = shown and (self.isHidden() or changed)
        if shown:
            self.recompute.setVisible(view.stale)
            self.put_away.setVisible(not view.stale)
        self._appear(shown)
        if appeared:
            announce(self.text, view.sentence)

    def _appear(self, shown: bool) -> None:
        """Show or hide it. Its room goes a little later than it: the drawing above does not jump while one
        undoes and does again, and is not laid out anew for it."""
        if shown:
            self._closing.stop()
            self._keep_room(True)
        elif not self.isHidden():
            self._closing.start(CLOSING_MS)
        self.setVisible(shown)

    def _keep_room(self, kept: bool) -> None:
        policy = self.sizePolicy()
        if policy.retainSizeWhenHidden() != kept:
            policy.setRetainSizeWhenHidden(kept)
            self.setSizePolicy(policy)

    def _close_room(self) -> None:
        self._keep_room(False)

    def _put_away(self) -> None:
        self._read = self._view.entry
        self.show_view(self._view)

    def _fit(self) -> None:
        whole = self.accessibleDescription()
        narrow = self.width() < self._manager.theme.px(NARROW)
        self.text.setText(whole.partition(". ")[0].rstrip(".") + "." if narrow and whole else whole)
        self.text.setToolTip(whole if narrow else "")
        self.recompute.setText("Recompute" if narrow else RECOMPUTE)

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._row.setContentsMargins(px(12), px(4), px(6), px(4))
        self._row.setSpacing(px(12))
        self._fit()

    # Qt's own names

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
