"""A learner for the tests: knows the right and a wrong answer, and works the window by keys or by mouse."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bptutor.exercise.hints import hint
from bptutor.exercise.marking_orders import read_path
from bptutor.exercise.model import ChoicePart, Exercise, ExpressionPart, NumberPart, OrderPart, PathPart
from bptutor.exercise.written import written
from bptutor.foundation.numbers import full
from bptutor.study.practise_state import PractiseState
from bptutor.trace.keys import Key
from bptutor.trace.symbols import Namer
from bptutor.ui.canvas.widget import NetworkCanvas
from bptutor.ui.panels.answer_card import FactorCard
from bptutor.ui.panels.answer_options import Option
from bptutor.ui.window import MainWindow

MOST_KEYS = 80


def practise_of(window: MainWindow) -> PractiseState:
    """The exercise under way."""
    state = window.bridge.state.practise
    assert state is not None
    return state


def right_answer(exercise: Exercise, part: int) -> str:
    """What marking calls right."""
    asked = exercise.parts[part]
    match asked:
        case NumberPart():
            return full(exercise.task.truth(asked.ask)).replace("−", "-")
        case ExpressionPart():
            return typeable(written(exercise.task, Namer(exercise.document.network), asked.ask))
        case ChoicePart():
            return str(asked.right + 1)
        case OrderPart():
            return " ".join(str(n + 1) for n in asked.right)
    text = hint(exercise, part, 3).text.removeprefix("The path is ").rstrip(".").replace(",", "")
    return " ".join(str(key) for key in read_path(exercise, text))


def typeable(text: str) -> str:
    """An expression with the signs that a keyboard has: 2(ŷ − y) · θ²₁₂ -> 2(yhat - y) * theta2_12."""
    text = re.sub("(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹ŷ])([₀₁₂₃₄₅₆₇₈₉]+)", r"_\1", text)
    text = re.sub("(?<=[xy])([₀₁₂₃₄₅₆₇₈₉]+)", r"_\1", text)
    for sign, typed in {"ŷ": "yhat", "θ": "theta", "σ": "sigma", "·": "*", "−": "-", "′": "'"}.items():
        text = text.replace(sign, typed)
    return text.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789"))


def wrong_answer(exercise: Exercise, part: int) -> str:
    """What marking calls a try, and not right."""
    asked = exercise.parts[part]
    match asked:
        case ChoicePart():
            return str((asked.right + 1) % len(asked.choices) + 1)
        case OrderPart():
            return " ".join(str(n + 1) for n in reversed(asked.right[:-1]))
        case PathPart():
            return " ".join(right_answer(exercise, part).split()[:2])
        case ExpressionPart():
            return "2*yhat" if exercise.document.network.widths[-1] == 1 else "2*yhat_1"
    return "17.25"


def button(window: QWidget, name: str) -> QPushButton:
    """The one visible button of a name."""
    found = [b for b in window.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()]
    assert len(found) == 1, (name, found)
    return found[0]


def focused() -> QWidget:
    """The widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


class Keys:
    """Answers by keyboard alone: every key goes to what has the focus."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(focused(), key, modifier)

    def until(self, key: Qt.Key, reached: Callable[[], bool]) -> None:
        """Press a key until something is so."""
        for _ in range(MOST_KEYS):
            if reached():
                return
            self.press(key)
        assert reached()

    def give(self, answer: str) -> None:
        """Put an answer in, and check it with Enter."""
        widget = focused()
        if isinstance(widget, Option):
            self._choose(int(answer) - 1)
        elif isinstance(widget, FactorCard):
            self._sort([int(n) - 1 for n in answer.split()])
        else:
            self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            self.qtbot.keyClicks(focused(), answer)
        self.press(Qt.Key.Key_Return)

    def go_on(self) -> None:
        """Enter again."""
        self.press(Qt.Key.Key_Return)

    def _choose(self, number: int) -> None:
        options = self.window.practise.question.form.options
        here = options.options.index(focused())  # type: ignore[arg-type]
        key = Qt.Key.Key_Down if number > here else Qt.Key.Key_Up
        for _ in range(abs(number - here)):
            self.press(key)
        if number == here:
            self.press(Qt.Key.Key_Space)

    def _sort(self, order: list[int]) -> None:
        sorter = self.window.practise.question.form.cards
        while sorter.order:
            self.until(Qt.Key.Key_Right, lambda: getattr(focused(), "number", -1) == sorter.order[-1])
            self.press(Qt.Key.Key_Delete)
        for number in order:
            self.until(Qt.Key.Key_Right, lambda wanted=number: getattr(focused(), "number", -1) == wanted)
            self.press(Qt.Key.Key_Space)

    def walk(self, path: list[Key]) -> None:
        """Pick values in the drawing from C on: Tab to it, ] to C, [ back from there, Enter on each."""
        canvas = self.window.findChild(NetworkCanvas)
        self.until(Qt.Key.Key_Tab, lambda: focused() is canvas)
        step = Qt.Key.Key_BracketRight
        for key in path:
            self.until(step, lambda wanted=key: self.window.bridge.state.pointed == wanted)
            self.press(Qt.Key.Key_Return)
            step = Qt.Key.Key_BracketLeft


class Mouse:
    """Answers by mouse; only a number or an expression has to be typed."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def give(self, answer: str) -> None:
        """Put an answer in, and press Check."""
        exercise, form = practise_of(self.window).exercise, self.window.practise.question.form
        match practise_of(self.window).asked:
            case ChoicePart():
                self.click(form.options.options[int(answer) - 1])
            case OrderPart():
                self._sort([int(n) - 1 for n in answer.split()])
            case PathPart():
                self._trace(exercise, answer)
            case _:
                self.click(form.box.line)
                form.box.line.selectAll()
                self.qtbot.keyClicks(form.box.line, answer)
        self.click(button(self.window, "Check"))

    def go_on(self) -> None:
        self.click(button(self.window, "Continue"))

    def _sort(self, order: list[int]) -> None:
        """The first card is dragged to the end of the chain, the others are clicked."""
        sorter = self.window.practise.question.form.cards
        for number in reversed(sorter.order):
            self.click(sorter.cards[number])
        self.drag(sorter.cards[order[0]], QPoint(40, 40))
        for number in order[1:]:
            self.click(sorter.cards[number])

    def drag(self, card: FactorCard, to: QPoint) -> None:
        """Drag a card until its middle is at a place of its parent."""
        grip = card.rect().center()
        by = to - card.geometry().center()
        self.qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=grip)
        # The card follows the pointer, so each place is told as the card sees it.
        self.qtbot.mouseMove(card, grip + QPoint(0, -12))
        self.qtbot.mouseMove(card, grip + by + QPoint(0, 12))
        self.qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=grip)

    def _trace(self, exercise: Exercise, answer: str) -> None:
        canvas = self.window.findChild(NetworkCanvas)
        assert canvas is not None
        for name in ("Start again",):
            again = button(self.window, name)
            if again.isEnabled():
                self.click(again)
        for key in read_path(exercise, answer):
            self.click_value(canvas, key)

    def click_value(self, canvas: NetworkCanvas, key: Key) -> None:
        """Press the place of a value in the drawing, looked for here and there, then closely."""
        for step in (24, 12, 6):
            for x in range(4, canvas.width(), step):
                for y in range(4, canvas.height(), step):
                    if canvas.finder.at(QPoint(x, y).toPointF()) == key:
                        self.click(canvas, QPoint(x, y))
                        return
        raise AssertionError(f"{key} is not in the drawing")
