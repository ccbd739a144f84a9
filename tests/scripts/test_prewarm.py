"""The file of typeset formulas has all that the tutor's own pages and networks ask for."""

from bptutor.foundation.resources import resource
from bptutor.foundation.typeset import edition
from bptutor.foundation.typeset_shipped import Shipped
from scripts.prewarm import recorded

MEND = "run scripts/prewarm.py"


def test_that_every_formula_of_lessons_help_and_networks_is_shipped() -> None:
    assert recorded(resource("formulas.dat"), check=True).missing == set(), MEND


def test_that_the_shipped_formulas_are_laid_out_as_this_program_lays_out() -> None:
    assert Shipped(resource("formulas.dat")).edition == edition(), MEND
    assert resource("formulas.dat").stat().st_size < 5_000_000
