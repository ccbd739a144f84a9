"""Hold every gradient against central differences of the cost.

exact: they agree to 8 digits, or to what differences can tell; approximate: to 4 digits, or as far as
rounding lets differences tell (where ŷ is next to 0 or 1, a cross-entropy leaves them few digits); kink:
pushing the parameter carries some z over the kink of a ReLU, where no difference is the derivative; not:
they do not agree, or one of them is not finite. maxdiff is the largest distance, away from kinks. A very
large network is checked on some of its parameters, always the same. The exit code is 1 if any is "not"."""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import groupby

from bptutor.cli.documents import as_json, read_with_examples
from bptutor.engine.gradient_check import Check, Finding, check_gradients
from bptutor.foundation.numbers import counted, full

MOST_LINES = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a network with examples, NAME.bpnet")
    parser.add_argument("--json", action="store_true", help="one JSON object with every gradient")


def run(options: argparse.Namespace) -> int:
    """Check and print; 1 if a gradient is wrong."""
    document, examples = read_with_examples(options.file)
    check = check_gradients(document.network, examples)
    cost = "C" if len(examples) == 1 else "J"
    if options.json:
        print(as_json(_object(check, cost)))
    else:
        _print_text(check, cost)
    return 1 if check.verdict == "not" else 0


def _object(check: Check, cost: str) -> dict[str, object]:
    return {
        "format": "bptutor-check",
        "version": 1,
        **_judged(check.verdict),
        "maxdiff": check.maxdiff,
        "checked": len(check.findings),
        "parameters": check.parameters,
        "gradients": [
            {
                "key": _key(finding, cost),
                "gradient": finding.gradient,
                "difference": finding.difference,
                "maxdiff": finding.apart,
                **_judged(finding.verdict),
                "kink": None if finding.kink is None else "z[{}][{}]".format(*finding.kink),
            }
            for finding in check.findings
        ],
    }


def _judged(verdict: str) -> dict[str, object]:
    """A verdict as a word and as two flags; what is exact is approximate too."""
    exact = verdict == "exact"
    return {"verdict": verdict, "exact": exact, "approximate": exact or verdict == "approximate"}


def _print_text(check: Check, cost: str) -> None:
    """A line for each gradient, or where they are many one for each layer's weights and biases."""
    if len(check.findings) <= MOST_LINES:
        width = max(len(_key(finding, cost)) for finding in check.findings)
        for finding in check.findings:
            kink = "" if finding.kink is None else "  at the kink of z[{}][{}]".format(*finding.kink)
            print(
                f"{_key(finding, cost):<{width}}  {full(finding.gradient):>23}  "
                f"{finding.verdict:<11}  maxdiff {finding.apart:.1e}{kink}"
            )
    else:
        ordered = sorted(check.findings, key=lambda finding: (finding.layer, finding.input is None))
        for (layer, bias), group in groupby(
            ordered, key=lambda finding: (finding.layer, finding.input is None)
        ):
            part = Check(tuple(group), 0)
            verdicts = Counter(finding.verdict for finding in part.findings)
            counts = ", ".join(f"{number:,} {verdict}" for verdict, number in verdicts.items())
            name = f"d{cost}/d{'b' if bias else 'theta'}[{layer}]"
            print(f"{name:<14}  {counts}  maxdiff {part.maxdiff:.1e}")
    drawn = len(check.findings) < check.parameters
    of = f" drawn from {check.parameters:,}" if drawn else ""
    print(f"{counted(len(check.findings), 'gradient')}{of}: {check.verdict}, maxdiff {check.maxdiff:.1e}")


def _key(finding: Finding, cost: str) -> str:
    """dJ/dtheta[2][1,3] or dC/db[2][1]."""
    if finding.input is None:
        return f"d{cost}/db[{finding.layer}][{finding.neuron}]"
    return f"d{cost}/dtheta[{finding.layer}][{finding.neuron},{finding.input}]"
