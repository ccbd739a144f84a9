"""What the answer box says beneath it while somebody types."""

from bptutor.study.practise_answer import NOTHING, understood


def test_that_the_answer_box_says_what_it_understood() -> None:
    found = understood("-0.1442*0.85")
    assert (found.text, found.good) == ("= −0.1226", True)
    assert understood("  ") is NOTHING and not NOTHING.good


def test_that_it_says_where_it_understands_no_more() -> None:
    found = understood("1,3")
    assert not found.good and found.position == 1 and found.text.startswith("A comma is no decimal sign")
    assert understood("1,3", comma=True).text == "= 1.3"
    assert understood("2*(3").unfinished is False and understood("2*").unfinished
