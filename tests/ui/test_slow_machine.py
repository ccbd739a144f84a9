"""On a machine so slow that every slice of work is over at once, work still gets to its end."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from bptutor.engine.ready_made import ready_made
from bptutor.study.runs import begun
from bptutor.ui import training
from bptutor.ui.panels import chain_typeset


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds go by between any two looks at the clock."""
    looks = count(0, 10)
    monkeypatch.setattr(training, "perf_counter", lambda: float(next(looks)))
    monkeypatch.setattr(chain_typeset, "time", SimpleNamespace(perf_counter=lambda: float(next(looks))))


def test_that_training_is_not_reports_alone(qtbot: QtBot) -> None:
    document, owner = ready_made("xor").read(), QObject()
    trainer = training.Trainer(owner)
    with qtbot.waitSignal(trainer.finished, timeout=20_000):
        trainer.start(document, begun("run 1", document.network, 0.1, document=document), 20)
    assert not trainer.left


def test_that_formulas_are_made_one_in_a_turn(qtbot: QtBot) -> None:
    owner = QObject()
    wanted = chain_typeset.Formulas(owner)
    tex = [rf"\frac{{q^{n}}}{{q_{{{n}}}}}" for n in range(7, 10)]
    assert [wanted.get(text) for text in tex] == [None] * 3
    with qtbot.waitSignal(wanted.ready, timeout=20_000):
        pass
    assert all(wanted.get(text) is not None for text in tex)
