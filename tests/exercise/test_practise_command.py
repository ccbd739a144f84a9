"""`bptutor practise` and `bptutor review`, as a grader's script uses them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from learners import ByHand

from bptutor.cli import main
from bptutor.foundation.places import data_folder
from bptutor.study.progress import FILE, Progress


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    code, out, _ = ran(capsys, "practise", "--json", *arguments)
    assert code == 0
    return json.loads(out)  # type: ignore[no-any-return]


def seeds(
    capsys: pytest.CaptureFixture[str], kind: str, skill: str
) -> Iterator[tuple[list[str], dict[str, object]]]:
    for seed in range(12):
        for difficulty in "123":
            how = ["--kind", kind, "--skill", skill, "--difficulty", difficulty, "--seed", str(seed)]
            yield how, asked(capsys, *how)


def test_that_the_right_answers_end_with_0_and_wrong_ones_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    for how, made in seeds(capsys, "whole-gradient", "chain"):
        person = ByHand(made["network"], made["example"])  # type: ignore[arg-type]
        answers = [f"--answer={person.value(part['ask'])!r}" for part in made["parts"]]  # type: ignore[attr-defined]
        code, out, _ = ran(capsys, "practise", "--json", *how, *answers)
        assert code == 0
        assert {v["verdict"] for v in json.loads(out)["verdicts"]} == {"correct"}
        code, out, _ = ran(capsys, "practise", "--json", *how, "--answer=98765")
        assert code == 1 and json.loads(out)["verdicts"][0]["verdict"] == "wrong"


@pytest.mark.parametrize("slip", ["no-theta", "sign", "own-a", "one-path"])
def test_that_a_slip_worked_out_from_the_json_is_told(capsys: pytest.CaptureFixture[str], slip: str) -> None:
    told = 0
    skill = {"sign": "cost-derivative", "own-a": "weight", "one-path": "sum-over-paths"}.get(
        slip, "back-through-weight"
    )
    for how, made in seeds(capsys, "next-value", skill):
        (part,) = made["parts"]  # type: ignore[misc]
        if slip not in part["probes"]:
            continue
        value = ByHand(made["network"], made["example"], slip).value(part["ask"])  # type: ignore[arg-type]
        _, out, _ = ran(capsys, "practise", "--json", *how, f"--answer={value!r}")
        (verdict,) = json.loads(out)["verdicts"]
        assert list(verdict) == ["part", "answer", "value", "verdict", "slip", "feedback"]
        assert (verdict["verdict"], verdict["slip"]) == ("slip", slip)
        told += 1
    assert told >= 5


def test_that_keep_going_shows_follow_through(capsys: pytest.CaptureFixture[str]) -> None:
    how = ["--kind", "whole-gradient", "--skill", "weight", "--seed", "4"]
    made = asked(capsys, *how)
    parts = made["parts"]
    person = ByHand(made["network"], made["example"])  # type: ignore[arg-type]
    answers = []
    for i, part in enumerate(parts):  # type: ignore[arg-type, var-annotated]
        person.own[part["ask"]] = 3.3 if i == 0 else person.value(part["ask"])
        answers.append(f"--answer={person.own[part['ask']]!r}")
    code, out, _ = ran(capsys, "practise", "--json", "--keep-going", *how, *answers)
    verdicts = json.loads(out)["verdicts"]
    assert code == 1
    assert [v["part"] for v in verdicts] == list(range(1, len(answers) + 1))
    assert {v["verdict"] for v in verdicts[1:]} == {"follow-through"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--kind", "nope"],
        ["--skill", "nope"],
        ["--difficulty", "9"],
        ["--seed", "x"],
        ["--seed", "-1"],
        ["--seed", str(2**63)],
        ["--kind", "trace-path", "--skill", "update"],
        ["--kind", "next-value", "--seed", "1", *["--answer=1"] * 0, "--nope"],
    ],
)
def test_that_bad_usage_is_one_line_and_2(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    code, out, err = ran(capsys, "practise", "--json", *arguments)
    assert (code, out) == (2, "") and len(err.strip().splitlines()) == 1


def test_that_one_answer_too_many_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    how = ["--kind", "which-way", "--seed", "1"]
    code, _, err = ran(
        capsys, "practise", *how, *[f"--answer={n}" for n in "1231"], "--answer=2", "--keep-going"
    )
    assert code == 2 and "one too many" in err


def test_that_a_syntax_error_is_no_answer_and_is_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    how = ["--kind", "next-value", "--skill", "weight", "--seed", "3"]
    _, out, _ = ran(capsys, "practise", *how, "--answer=1,5")
    assert "Cannot be read" in out and "\n   ^" in out


def test_that_the_dialogue_hints_marks_and_keeps(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    how = ["--kind", "next-value", "--skill", "weight", "--seed", "3"]
    made = asked(capsys, *how)
    right = ByHand(made["network"], made["example"]).value(made["parts"][0]["ask"])  # type: ignore[arg-type, index]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"hint\n77\n\n{right}\n"))
    code, out, _ = ran(capsys, "practise", *how)
    assert code == 0
    assert "Hint: " in out and "Not yet" in out and "Right." in out and "All right." in out
    progress = Progress(data_folder() / FILE)
    (past,) = progress.history()
    assert [a.kind for a in past.answers] == ["hint", "answer", "answer"] and past.finished is not None
    assert {d.outcome.value for d in progress.done()} == {"helped"}
    progress.close()


def test_that_a_dialogue_that_breaks_off_keeps_what_was_answered(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("77\n"))
    code, _, _ = ran(capsys, "practise", "--kind", "whole-gradient", "--seed", "3")
    assert code == 1
    progress = Progress(data_folder() / FILE)
    past = progress.unfinished()
    assert past is not None and [a.answer for a in past.answers] == ["77"]
    progress.close()


def handed_in(capsys: pytest.CaptureFixture[str], path: Path, *answers: str) -> None:
    ran(
        capsys, "practise", "--kind", "whole-gradient", "--seed", "3", "--keep-going", "--name", "Anna",
        "--hand-in", str(path), *[f"--answer={a}" for a in answers],
    )  # fmt: skip


def test_that_a_hand_in_is_marked_again_with_the_same_verdicts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, table = tmp_path / "anna.json", tmp_path / "marks.csv"
    handed_in(capsys, path, "1", "-0.5", "x")
    code, out, _ = ran(capsys, "review", str(path), "--csv", str(table))
    assert code == 0 and "Anna" in out
    rows = list(csv.DictReader(io.StringIO(table.read_text())))
    assert len(rows) == 3 and {row["differs"] for row in rows} == {"False"}


def test_that_a_changed_hand_in_is_found_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "anna.json"
    handed_in(capsys, path, "1", "-0.5")
    path.write_text(path.read_text().replace('"wrong"', '"correct"', 1))
    code, out, _ = ran(capsys, "review", str(path))
    assert code == 1 and "was changed after it was written" in out and "says correct, is" in out


@pytest.mark.parametrize("text", ["", "{}", "[]", "nonsense", '{"format": "bptutor-hand-in", "version": 2}'])
def test_that_a_file_that_is_no_hand_in_is_one_line_and_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text)
    code, _, err = ran(capsys, "review", str(path))
    assert code == 2 and len(err.strip().splitlines()) == 1


def test_that_a_spreadsheet_gets_no_formula(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path, table = tmp_path / "anna.json", tmp_path / "marks.csv"
    handed_in(capsys, path, "=1+1", "-0.5")
    ran(capsys, "review", str(path), "--csv", str(table))
    answers = [row["answer"] for row in csv.DictReader(io.StringIO(table.read_text()))]
    assert answers == ["'=1+1", "-0.5"]


def test_that_a_name_draws_nothing_on_the_teachers_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "anna.json"
    handed_in(capsys, path, "-0.5")
    path.write_text(path.read_text().replace('"Anna"', '"An\\u001b[2Jna\\nBen"', 1))
    _, out, _ = ran(capsys, "review", str(path))
    assert "An\\x1b[2Jna\\nBen" in out and "\x1b" not in out
    assert len(out.splitlines()) == 3  # the head, the row, and that the file was changed


def test_that_a_hand_in_that_cannot_be_written_is_said_before_anything_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("77\n"))
    for nowhere in (tmp_path, tmp_path / "no folder" / "ada.json"):
        code, out, err = ran(capsys, "practise", "--seed", "3", "--hand-in", str(nowhere))
        assert (code, out) == (2, "") and err.startswith(str(nowhere)) and err.count("\n") == 1


def test_that_a_table_that_cannot_be_written_is_said_before_anything_is_marked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "anna.json"
    handed_in(capsys, path, "1")
    for nowhere in ("", str(tmp_path), str(tmp_path / "no folder" / "marks.csv")):
        code, out, err = ran(capsys, "review", str(path), "--csv", nowhere)
        assert (code, out, err.count("\n")) == (2, "", 1)
