"""What was made last is not made again, and what was asked for longest ago goes first."""

from __future__ import annotations

from bptutor.foundation.recent import Recent


class Maker:
    def __init__(self) -> None:
        self.recent: Recent[str] = Recent()
        self.made: list[str] = []

    def ask(self, key: str, most: int = 2) -> str:
        def make() -> str:
            self.made.append(key)
            return key.upper()

        return self.recent.of(key, make, most)


def test_that_what_is_kept_is_made_once() -> None:
    maker = Maker()
    assert [maker.ask(key) for key in "abab"] == ["A", "B", "A", "B"]
    assert maker.made == ["a", "b"]


def test_that_the_one_asked_for_longest_ago_goes_first() -> None:
    maker = Maker()
    for key in "abacab":
        maker.ask(key)
    assert maker.made == ["a", "b", "c", "b"]


def test_that_fewer_can_be_kept_from_now_on_and_none() -> None:
    maker = Maker()
    for key in "abc":
        maker.ask(key, most=3)
    maker.ask("c", most=1)
    maker.ask("a", most=1)
    assert maker.made == ["a", "b", "c", "a"]
    maker.recent.clear()
    maker.ask("a")
    assert maker.made == ["a", "b", "c", "a", "a"]
