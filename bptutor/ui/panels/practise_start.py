"""The start page: what is due, every skill and how far it is mastered, and the ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from bptutor.exercise.model import ExerciseKind
from bptutor.study.views.practise_start_view import StartView
from bptutor.ui.maths_blocks import Block, Words
from bptutor.ui.panels.lesson_card import EnterButton
from bptutor.ui.panels.lesson_lines import ProseLabel
from bptutor.ui.panels.practise_skills import SkillTable
from bptutor.ui.theme import ThemeManager, set_kind
from bptutor.ui.widgets.cards import SectionTitle
from bptutor.ui.widgets.choices import Choice

DIFFICULTIES = (
    ("0", "As it comes"),
    ("1", "1 · one neuron a layer"),
    ("2", "2 · wider, several examples"),
    ("3", "3 · softmax, tanh, other costs"),
)
LARGEST_SEED = 999_999_999
NEW_HERE = "Fresh questions without end. Each answer is judged from your own numbers, and a slip has a name."


class StartPage(QWidget):
    """`set_requested(skill, difficulty)`: a set of five, "" for mixed, 0 for what is next;
    `seed_requested(seed, kind, difficulty)`; `take_up_requested` the exercise that was left."""

    set_requested = Signal(str, int)
    seed_requested = Signal(int, str, int)
    take_up_requested = Signal()
    history_requested = Signal()

    def __init__(self, manager: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manager = manager
        self.title = QLabel("Practise")
        set_kind(self.title, "title")
        self.results = ProseLabel(manager, "What the set came to")
        self.about = ProseLabel(manager)
        self.five = EnterButton("Start a set of five", "primary")
        self.take_up = EnterButton("Go on where you were")
        self.skills = SkillTable(manager)
        self.one_skill = EnterButton("Five of this skill")
        self.difficulty = Choice(manager, "Difficulty", DIFFICULTIES)
        kinds = [("", "Any kind"), *((kind.value, kind.title) for kind in ExerciseKind)]
        self.kind = Choice(manager, "Kind", kinds)
        for box in (self.difficulty, self.kind):
            # Else the longest entry would be wider than a narrow guide.
            box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.seed = QLineEdit()
        self.seed.setAccessibleName("Seed")
        self.seed.setPlaceholderText("4821")
        self.seed.setValidator(QIntValidator(0, LARGEST_SEED, self))
        self.open_seed = EnterButton("Open", name="Open seed")
        self.history = EnterButton("History of answers")
        self._build()
        self._connect()
        manager.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_view(self, view: StartView) -> None:
        """Show where the learner stands."""
        rows = [_result(*words) for words in _words(view)]
        self.results.show_blocks(rows)
        self.results.setVisible(bool(rows))
        self.about.show_blocks(
            [Block("text", (Words(NEW_HERE, colour="muted"),))] if not view.history else []
        )
        self.about.setVisible(not view.history)
        self.five.setText("Another set of five" if rows else "Start a set of five")
        self.take_up.setVisible(bool(view.again))
        self.take_up.setToolTip(view.again)
        self.skills.show_skills(view.skills)
        self.history.setEnabled(bool(view.history))

    def take_focus(self) -> None:
        """The keyboard to where one begins."""
        self.five.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        for widget in (self.title, self.results, self.about, self.five, self.take_up):
            self._column.addWidget(widget)
        self._column.addWidget(SectionTitle("Skills"))
        self._column.addWidget(self.skills)
        self._column.addWidget(self.one_skill)
        self._column.addWidget(SectionTitle("Difficulty"))
        self._column.addWidget(self.difficulty)
        self._column.addWidget(SectionTitle("Open by seed"))
        self._grid = QGridLayout()
        self._grid.addWidget(self.kind, 0, 0, 1, 2)
        self._grid.addWidget(self.seed, 1, 0)
        self._grid.addWidget(self.open_seed, 1, 1)
        self._grid.setColumnStretch(0, 1)
        self._column.addLayout(self._grid)
        self._column.addWidget(self.history)
        self._column.addStretch(1)

    def _connect(self) -> None:
        self.five.clicked.connect(self._ask_set)
        self.take_up.clicked.connect(self.take_up_requested)
        self.one_skill.clicked.connect(self._ask_skill)
        self.skills.itemActivated.connect(self._ask_skill)
        self.skills.itemSelectionChanged.connect(self._follow_choice)
        self.open_seed.clicked.connect(self._ask_seed)
        self.seed.returnPressed.connect(self._ask_seed)
        self.history.clicked.connect(self.history_requested)
        self._follow_choice()

    def _level(self) -> int:
        return int(self.difficulty.key or 0)

    def _ask_set(self) -> None:
        self.set_requested.emit("", self._level())

    def _ask_skill(self) -> None:
        if self.skills.skill:
            self.set_requested.emit(self.skills.skill, self._level())

    def _ask_seed(self) -> None:
        if self.seed.text().strip():
            self.seed_requested.emit(int(self.seed.text()), self.kind.key, self._level())

    def _follow_choice(self) -> None:
        self.one_skill.setEnabled(bool(self.skills.skill))

    def _follow_theme(self) -> None:
        px = self._manager.theme.px
        self._column.setContentsMargins(px(20), px(16), px(20), px(12))
        self._column.setSpacing(px(10))
        self._grid.setSpacing(px(8))


def _words(view: StartView) -> list[tuple[str, str, str]]:
    return [(result.title, result.detail, result.outcome) for result in view.results]


def _result(title: str, detail: str, outcome: str) -> Block:
    return Block(
        "item",
        (Words(f"{title}: ", bold=True), Words(outcome), Words(f" · {detail}", colour="muted")),
        marker="•",
    )
