"""Names of values are read as they are written."""

import pytest

from bptutor.foundation.errors import TutorError
from bptutor.trace.keys import parse
from bptutor.trace.steps import Level
from bptutor.trace.timeline import timeline_of
from tests.trace.networks import random_document


def test_that_every_key_of_a_timeline_is_read_back_as_itself() -> None:
    for seed in range(40):
        timeline = timeline_of(random_document(seed))
        for step in timeline.steps(Level.TERM):
            for key in (step.target, *(term.key for term in step.terms)):
                assert parse(str(key)) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "theta",
        "theta[0][1,1]",
        "z[1][0]",
        "dz[2][1]/da[3][1]",
        "theta[2][1,3]*a[2][3]",
        "dC/dz[2]",
        "q[1]",
    ],
)
def test_that_what_is_no_key_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(TutorError, match="is not the name of a value"):
        parse(text)
