"""Where pages lead, and when a learner counts as having stepped away."""

from msgspec.structs import replace

from bptutor.lesson.cues import cue, is_away, step_for
from bptutor.lesson.packs import shipped_pack
from bptutor.trace.moves import Cursor
from bptutor.trace.steps import Level
from bptutor.trace.timeline import timeline_of


def test_that_a_page_to_roam_on_calls_nobody_back() -> None:
    pack = shipped_pack()
    lesson = pack.lesson(pack.ids[0])
    timeline = timeline_of(pack.document(lesson, 0))
    found = step_for(lesson, 0)
    assert found is not None and found.roam
    led = cue(found, timeline)
    assert led is not None and not is_away(led, timeline, Cursor(Level.VALUE, 9))
    assert is_away(led, timeline, Cursor(Level.VALUE, 9), iteration=1)
    assert is_away(replace(led, roam=False), timeline, Cursor(Level.VALUE, 9))
