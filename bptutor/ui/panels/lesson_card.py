"""What every gate has: its card, the question, what was said, and how it stands."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bptutor.lesson.spans import Spans
from bptutor.study import lesson_actions as act
from bptutor.study.views.lesson_view import GateView, Standing
from bptutor.ui.maths_blocks import Block, Words, spoken
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.lesson_text import line
from bptutor.ui.panels.lesson_wells import EnterButton, Feedback, OnceButton, Well, row_of
from bptutor.ui.theme import ThemeManager, set_kind

NOT_YET = Words("Not yet. ", bold=True)
BEFORE, ASIDE, DONE, SKIPPED = "Before you go on", "If you like", "Done", "Skipped"


class GateCard(Well):
    """One gate. Kinds of gates put their own widgets into `body` and show a view in `show_body`.

    `requested` has an action of the study. `first_control` is where the keyboard begins."""

    requested = Signal(object)

    def __init__(self, manager: ThemeManager, view: GateView) -> None:
        super().__init__(manager)
        self.manager = manager
        self.gate = view.name
        self.view = view
        self._shown: GateView | None = None
        self._hint: EnterButton | None = None
        self._heading = QLabel()
        set_kind(self._heading, "strong")
        self._badge = QLabel()
        set_kind(self._badge, "small")
        self._head = QHBoxLayout()
        self._head.addWidget(self._heading)
        self._head.addStretch(1)
        self._head.addWidget(self._badge)
        self.prompt = ProseLabel(manager)
        self.body = QVBoxLayout()
        self.feedback = Feedback(manager)
        self.hints = ProseLabel(manager, "Hints")
        self.column.addLayout(self._head)
        self.column.addWidget(self.prompt)
        self.column.addLayout(self.body)
        self.column.addWidget(self.hints)
        self.column.addWidget(self.feedback)
        self.body.setSpacing(manager.theme.px(8))
        self.build()
        self.show_view(view)

    # What a kind of gate says

    def build(self) -> None:
        """Make the widgets of the body."""

    def show_body(self) -> None:
        """Show the view's own part."""

    def question(self) -> Spans:
        """What is asked."""
        return getattr(self.view.block, "prompt", ())

    def first_control(self) -> QWidget | None:
        """The widget that takes the keyboard first."""
        return None

    def foremost(self) -> QWidget:
        """What should be in sight after something was done."""
        control = self.first_control()
        return self.feedback if not self.feedback.isHidden() or control is None else control

    def stand_alone(self) -> None:
        """Show what is otherwise seen in the panels beside the lesson, which have no room now."""

    def take(self, key: object) -> bool:
        """A value was clicked in the drawing; whether it was for this gate."""
        return False

    # What they share

    def show_view(self, view: GateView) -> None:
        """Show how the gate stands now; what has not changed is not laid out again."""
        if self._shown is not None and _same(self._shown, view):
            return
        self.view = self._shown = view
        self._show_head()
        asked = self.question()
        self.prompt.show_blocks([line(asked, view.numbers)] if asked else [])
        self.prompt.setVisible(bool(asked))
        self._show_hints()
        said = [line(each, view.numbers) for each in view.attempt.said]
        if not said and view.standing is Standing.DONE:
            said = [line(each, view.numbers) for each in self.kept_reply()]
        mood = view.attempt.mood or ("right" if view.standing is Standing.DONE else "")
        self.feedback.show_blocks(_not_yet(said) if mood == "wrong" else said, mood)
        self.show_body()
        if self._hint is not None:
            self._hint.setVisible(self.more_hints())

    def hint_button(self) -> EnterButton:
        """The button for the next hint; it is there while there is one."""
        self._hint = EnterButton("Hint")
        self._hint.clicked.connect(self._ask_hint)
        return self._hint

    def _ask_hint(self) -> None:
        self.requested.emit(act.TakeHint(self.gate))

    def kept_reply(self) -> tuple[Spans, ...]:
        """What is said at a gate that was done at another time."""
        reply: Spans = getattr(self.view.block, "reply", ())
        return (reply,) if reply else ()

    def _show_head(self) -> None:
        view = self.view
        self._heading.setText(BEFORE if view.wanted else ASIDE)
        hard = "A hard one" if getattr(view.block, "hard", False) else ""
        self._badge.setText({Standing.DONE: f"✓ {DONE}", Standing.SKIPPED: SKIPPED}.get(view.standing, hard))
        self.setAccessibleName(f"{self._heading.text()}, {self._badge.text()}".rstrip(", "))

    def _show_hints(self) -> None:
        view = self.view
        hints: tuple[Spans, ...] = getattr(view.block, "hints", ())
        given = hints[: view.attempt.hints]
        rows = [
            Block("text", (Words("Hint  ", bold=True, colour="muted"), *line(hint, view.numbers).parts))
            for hint in given
        ]
        self.hints.show_blocks(rows)
        self.hints.setVisible(bool(rows))

    @property
    def open(self) -> bool:
        """Whether the gate still asks."""
        return self.view.standing is not Standing.DONE

    def more_hints(self) -> bool:
        """Whether there is another hint. How many is not shown: that would ask for the answer."""
        return self.open and self.view.attempt.hints < len(getattr(self.view.block, "hints", ()))


def _not_yet(said: list[Block]) -> list[Block]:
    """What is said to a wrong answer: a colour alone would not tell everybody that it is one."""
    first, *others = said or [Block("text", ())]
    if spoken([first]).startswith("Not "):
        return said
    return [replace(first, parts=(NOT_YET, *first.parts)), *others]


def _same(one: GateView, other: GateView) -> bool:
    return (
        one.attempt is other.attempt
        and one.standing is other.standing
        and one.current == other.current
        and one.told == other.told
        and one.document is other.document
        and one.namer.notation == other.namer.notation
    )


__all__ = ["EnterButton", "Feedback", "GateCard", "OnceButton", "Well", "row_of"]
