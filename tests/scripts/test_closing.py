"""pytest's closing line is found in its output, and summed over the two runs of scripts/test.py."""

import closing


def test_that_the_last_closing_line_is_found_without_its_colours() -> None:
    output = (
        "= 9 passed in 1.00s =\nmore\n\x1b[32m===== \x1b[1m3 passed\x1b[0m, 1 skipped in 0.12s =====\x1b[0m"
    )
    assert closing.line_of(output) == "===== 3 passed, 1 skipped in 0.12s ====="


def test_that_a_run_which_died_has_no_closing_line() -> None:
    assert closing.line_of("..\nFatal Python error: Aborted\n") == ""


def test_that_one_line_is_left_as_it_is() -> None:
    assert closing.total(["= 1 passed, 2 deselected in 1.00s ="]) == "= 1 passed, 2 deselected in 1.00s ="


def test_that_two_runs_are_summed_and_what_one_left_for_the_other_is_not_told() -> None:
    lines = [
        "== 1 failed, 2 passed, 90 deselected in 1.50s ==",
        "== 88 passed, 1 skipped, 3 deselected, 2 errors in 20.25s (0:00:20) ==",
    ]
    assert closing.total(lines).strip("=") == " 1 failed, 90 passed, 1 skipped, 2 errors in 21.75s "
