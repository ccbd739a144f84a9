"""What the gradient check says as a whole: its verdict, and which parameters it is about."""

from __future__ import annotations

from bptutor.foundation.numbers import counted
from bptutor.study.views.check_row import SIGNS, Mark, step_said
from bptutor.study.views.check_view import CheckView

REASONS = {
    Mark.LARGE: "h is too large",
    Mark.SMALL: "h is too small",
    Mark.KINK: "the push crosses a kink",
    Mark.WRONG: "the numbers differ",
}
HIDDEN = (
    "A value is being asked for, and this window would give it away. Answer first: then it shows the "
    "gradients again."
)


def summary(view: CheckView) -> str:
    """The verdict on all gradients, with its mark: ✓ All 6 gradients agree with their differences."""
    done, total = len(view.quotients), len(view.findings)
    if view.working:
        return f"{SIGNS[Mark.WAITING]} {done:,} of {counted(total or view.parameters, 'gradient')} checked"
    counts = view.counts
    agree = counts.get(Mark.AGREES, 0)
    if agree == total:
        return f"{SIGNS[Mark.AGREES]} {'All' if total > 1 else 'The'} {counted(total, 'gradient')} agree"
    parts = ", ".join(f"{reason} for {counts[mark]:,}" for mark, reason in REASONS.items() if mark in counts)
    whole = counted(total, "gradient")
    some = f"{agree:,} of {whole} agree" if agree else f"none of the {whole} agrees"
    if total == 1:
        some = "it does not agree"
    some += f" at this h: {parts}"
    if Mark.WRONG in counts:
        return f"{SIGNS[Mark.WRONG]} {some.capitalize()}"
    return f"≈ No gradient is wrong, but {'only ' if agree else ''}{some}"


def about(view: CheckView, iteration: int) -> str:
    """What is held against what, and on which parameters."""
    cost = view.letter
    said = (
        f"The chain rule’s ∂{cost}/∂θ against D(h) = ({cost}(θ + h) − {cost}(θ − h)) / 2h, at iteration "
        f"{iteration:,} with h\u00a0=\u00a0{step_said(view.h)}."
    )
    checked = len(view.findings)
    if view.working or checked == view.parameters:
        return said
    return f"{said} Of {view.parameters:,} parameters {checked:,} are drawn from all layers, always the same."
