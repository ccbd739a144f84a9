"""Whatever is wrong in one place is one fault at that place, and hides none of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from bptutor.__main__ import main
from bptutor.cli.lint import shipped_checks
from bptutor.lesson.lint import lint_path
from tests.lesson.scenes import HEAD, linted

OTHER = "{{nowhere}}"
HUGE = 10**18
NUMBERS = ("-1", "0", "1", str(HUGE), "9" * 400, "1.5", "true", "1e400", "nan", "-inf", '"1"', "[]", "{}")
FIELDS = (
    ('~~~step\nat = "cost"\nexample = {}\n~~~', ("1",)),
    ('~~~step\nat = "cost"\niteration = {}\n~~~', ("0", "1")),
    ('~~~predict\nvalue = "C"\nprompt = "q"\nexample = {}\n~~~', ("1",)),
    ('~~~nudge\nvalue = "z[2][1]"\nexample = {}\n~~~', ("1",)),
    ('~~~nudge\nvalue = "z[2][1]"\nuntil = {}\n~~~', ("0", "1", "1.5", str(HUGE))),
    ('~~~nudge\nvalue = "z[2][1]"\nsteps = [{}]\n~~~', ("-1", "1", "1.5")),
    ('~~~nudge\nvalue = "z[2][1]"\nrange = [-2, {}]\n~~~', ("1", "1.5", "0", "-1", str(HUGE))),
    ('~~~derivation\nof = "da[3][1]/dz[3][1]"\nexample = {}\n~~~', ("1",)),
    ("~~~compose\nexample = {}\n~~~", ("1",)),
    ("~~~compose\nat = {}\n~~~", ("-1", "0", "1", "1.5", str(HUGE))),
    ('~~~ledger\nshow = "growth"\ndeepest = {}\n~~~', ()),
    ("~~~train\nsteps = {}\n~~~", ("1",)),
    ("~~~train\nsteps = 3\nrates = [{}]\n~~~", ("0", "1", "1.5", str(HUGE))),
    ("~~~network\nlearning_rate = {}\n~~~", ("0", "1", "1.5", str(HUGE))),
    ("~~~network\nrelu_slope_at_zero = {}\n~~~", ("0", "1")),
    ('~~~network\nset = {{ "x[1]" = {} }}\n~~~', ("-1", "0", "1", "1.5", str(HUGE))),
    ('~~~network\nset = {{ "theta[2][1,1]" = {} }}\n~~~', ("-1", "0", "1", "1.5", str(HUGE))),
)


@pytest.mark.parametrize(("block", "fine"), FIELDS)
def test_that_a_number_out_of_range_is_one_fault_beside_all_others(
    tmp_path: Path, block: str, fine: tuple[str, ...]
) -> None:
    for number in NUMBERS:
        found = [f for f in linted(tmp_path, f"{block.format(number)}\n\n{OTHER}\n") if not f.warning]
        others = [fault for fault in found if "nowhere" in fault.problem]
        assert len(others) == 1, number
        own = [fault for fault in found if fault not in others]
        assert len(own) == (0 if number in fine else 1), (number, own)
        assert "out of range" not in str(own)
        assert all(5 <= fault.place.line <= 9 for fault in own)


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        ("/abs.png", "“/abs.png” leads out of the pack, and nothing outside it is read"),
        ("../x.png", "“../x.png” leads out of the pack"),
        ("C:/x.png", "“C:/x.png” leads out of the pack"),
        (f"{'x' * 5000}.png", "there is no picture “xxx"),
        ("text.png", "“text.png” holds no picture, whatever its name says"),
        ("empty.jpg", "“empty.jpg” holds no picture"),
    ],
)
def test_that_a_picture_that_cannot_be_shown_is_a_fault_at_its_place(
    tmp_path: Path, picture: str, said: str
) -> None:
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty.jpg").write_bytes(b"")
    found = linted(tmp_path, f"Words.\n\n![a cat]({picture})\n\n{OTHER}\n")
    assert [(fault.place.line, fault.warning) for fault in found] == [(7, False), (9, False)]
    assert found[0].problem.startswith(said)


def test_that_faults_of_a_network_block_leave_its_page_checked_with_what_is_right_of_it(
    tmp_path: Path,
) -> None:
    body = (
        '~~~network\nname = "mazur"\nlearning_rate = -1\ncost = "squared_eror"\n'
        'set = { "theta[9][1,1]" = 1, "x[1]" = 7 }\n~~~\n'
        '~~~predict\nvalue = "x[1]"\nprompt = "q"\n[[wrong]]\nvalue = "7"\nreply = "r"\n~~~\n'
        "{{a[1][2]}} {{a[1][9]}}\n"
    )
    found = [f"{fault.place.line}: {fault.problem}" for fault in linted(tmp_path, body)]
    assert [line.partition(" (")[0] for line in found] == [
        "7: “learning_rate” must be 0 or more",
        "8: “squared_eror” is not a cost; did you mean “squared_error”?",
        "9: “theta[9][1,1]”: the network has 2 layers, not 9",
        "15: the wrong answer “7” is right on this network",
        "18: “a[1][9]”: there are only 2 neurons of layer 1",
    ]


def test_that_a_network_file_too_large_to_read_hides_nothing_of_the_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bptutor.lesson.shelves.MAX_FILE", 100)
    (tmp_path / "a.md").write_text(HEAD + OTHER + "\n", encoding="utf-8")
    (tmp_path / "large.bpnet").write_text(" " * 200)
    assert main(["lint", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "a.md:5:3: error: " in out
    assert "large.bpnet:1:1: error: large.bpnet is larger than" in out


def test_that_a_picture_is_told_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "b.png").write_bytes(b"\xff\xd8\xff\xe0")  # a JPEG by another name is shown all the same
    (tmp_path / "c.md").write_text(HEAD + "![a](a.png)\n\n![b](b.png)\n", encoding="utf-8")
    assert lint_path(tmp_path, shipped_checks()) == []


def test_that_a_slip_in_the_front_matter_leaves_the_pages_checked(tmp_path: Path) -> None:
    head = "+++\nformat = 1\ntitle = 'Don't'\nnetwork = 'xor'\n+++\n"
    found = linted(tmp_path, "{{a[1][2]}} {{a[1][9]}}\n", head)
    assert [fault.place.line for fault in found] == [3, 6]
    assert found[1].problem == "“a[1][9]”: there are only 2 neurons of layer 1"
    head = "+++\nformat = 1\ntitle = 'a'\nnetwork = xor\n+++\n"
    (fault,) = linted(tmp_path, "{{a[1][2]}}\n", head)
    assert fault.place.line == 4
