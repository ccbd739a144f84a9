"""Tables of examples: what is guessed, what is asked, what is complained about, and where."""

import contextlib
from pathlib import Path

import numpy as np
import pytest

from bptutor.engine.arrays import frozen
from bptutor.engine.examples import Examples
from bptutor.engine.limits import MAX_FILE
from bptutor.engine.tables import Reading, read_table
from bptutor.engine.tables_examples import (
    examples_from,
    proposed_inputs,
    read_table_file,
    table_text,
    write_table_file,
)
from bptutor.foundation.errors import FileError, TutorError
from tests.clock import seconds_of_work


@pytest.mark.parametrize(
    ("text", "delimiter", "header", "comma"),
    [
        ("1,2\n3,4\n", ",", 0, False),
        ("x1,y\n1,2\n3,4", ",", 2, False),
        ("1\t2\n3\t4\n", "\t", 0, False),
        ("1;2\r\n3;4\r\n", ";", 0, False),
        ("1,0;2,0\n3,0;4,0", ";", 0, True),
        ("x;y\n1,0;2\n3;4,00\n", ";", 2, True),
        ("1,0\t2\n3\t4,0\n", "\t", 0, True),
        ("1|2\n3|4", "|", 0, False),
        ("1 2\n 3   4\n", " ", 0, False),
        ('"1","2"\n"3","4"\n', ",", 0, False),
        ("\ufeffa,b\n\n1,2\n,\n3,4\n\n", ",", 2, False),
        ("1,2,\n3,4,\n".replace(",\n", "\n"), ",", 0, False),
        ("1e0;+2\n3.;4.0\n", ";", 0, False),
        ("1.0;2\n3;4,\n".replace("4,", "4"), ";", 0, False),
        ("1,000;0,2e1\n3,000;4,0", ";", 0, True),
    ],
)
def test_that_delimiter_header_and_decimal_sign_are_guessed(
    text: str, delimiter: str, header: int, comma: bool
) -> None:
    table = read_table(text)
    assert table.numbers.tolist() == [[1, 2], [3, 4]]
    assert (table.delimiter, len(table.header), table.decimal_comma) == (delimiter, header, comma)
    assert "2 rows of 2 numbers" in table.said and len(table.columns) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("\n , \n", "empty"),
        ("x,y\n", "nothing comes after"),
        ("1,2\n3,abc\n", "line 2, column 2: “abc” is not a number"),
        ("1,2\n3,\n", "line 2, column 2: the cell is empty"),
        ("1,2\n3\n", "line 2 has 1 cell, and the first has 2"),
        ("1,2\n3,4,5\n", "line 2 has 3 cells"),
        ("1,2\n\n\n3,nan\n", "line 4, column 2"),
        ("1,1e999\n", "line 1, column 2: “1e999” is not a finite number"),
        ("1;1,234\n2;5,678\n", "line 1, column 2: “1,234” may be 1234 or 1.234"),
        ("1,5;2\n3.5;4\n", "line 1, column 1: “1,5”"),
        ('1,"2\n3,4\n', "line 1 cannot be read"),
        ("1,0x10\n", "line 1, column 2"),
        ("1,\x1b[31m2\n", r"“\\x1b\[31m2”"),
        ("1,١\n2,3", "line 1, column 2"),
    ],
)
def test_that_what_is_wrong_is_said_with_line_and_column(text: str, said: str) -> None:
    with pytest.raises(TutorError, match=said) as caught:
        read_table(text)
    assert len(str(caught.value).splitlines()) == 1


def test_that_what_is_said_overrides_what_is_guessed() -> None:
    doubtful = "1;1,234\n2;5,678\n"
    assert read_table(doubtful, Reading(decimal_comma=True)).numbers[0, 1] == 1.234
    assert read_table("1,2\n3,4", Reading(header=True)).numbers.tolist() == [[3, 4]]
    assert read_table("1,5", Reading(delimiter=";", decimal_comma=True)).numbers.tolist() == [[1.5]]
    with pytest.raises(TutorError, match="line 1, column 1"):
        read_table("a,b\n1,2", Reading(header=False))


def test_that_a_preview_reads_no_further_than_it_shows() -> None:
    text = "1,2\n" * 20 + "bad\n"
    assert len(read_table(text, limit=8).numbers) == 8
    assert len(read_table(text, limit=20).preview()) == 8


def test_that_inputs_are_told_from_targets_by_names_by_the_network_or_by_place() -> None:
    named = read_table("x1,x2,x3,y1,y2\n1,2,3,4,5")
    assert proposed_inputs(named) == 3
    assert proposed_inputs(read_table("a,b,label\n1,2,3"), 1, 2) == 2
    bare = read_table("1,2,3,4,5")
    assert proposed_inputs(bare) == 4 and proposed_inputs(bare, 2, 3) == 2
    made = examples_from(bare, 2)
    assert made.inputs.tolist() == [[1, 2]] and made.targets.tolist() == [[3, 4, 5]]
    for inputs in (0, 5):
        with pytest.raises(TutorError, match="can be inputs"):
            examples_from(bare, inputs)
    with pytest.raises(TutorError, match="one column"):
        examples_from(read_table("1\n2"), 1)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_that_exported_examples_read_back_to_the_same_bits(delimiter: str) -> None:
    rng = np.random.default_rng(1)
    inputs = rng.normal(size=(40, 3)) * 10.0 ** rng.integers(-300, 300, (40, 3))
    inputs[0] = [-0.0, 5e-324, 1.7976931348623157e308]
    examples = Examples(frozen(inputs), frozen(rng.random((40, 2))))
    table = read_table(table_text(examples, delimiter))
    back = examples_from(table, proposed_inputs(table))
    assert back.inputs.tobytes() == examples.inputs.tobytes()
    assert back.targets.tobytes() == examples.targets.tobytes()


def test_that_files_are_written_and_read_and_complaints_name_them(tmp_path: Path) -> None:
    examples = Examples(frozen([[1.0, 2.0]]), frozen([[0.5]]))
    for name, delimiter in (("data.csv", ","), ("data.tsv", "\t")):
        write_table_file(tmp_path / name, examples)
        assert read_table_file(tmp_path / name).delimiter == delimiter
    (tmp_path / "bad.csv").write_text("1,2\n3,x\n")
    with pytest.raises(FileError, match=r"bad\.csv: line 2, column 2"):
        read_table_file(tmp_path / "bad.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe1,2")
    with pytest.raises(FileError, match="UTF-8"):
        read_table_file(tmp_path / "binary.csv")
    with pytest.raises(TutorError, match="limit"):
        read_table("1" * (MAX_FILE + 1))


def test_that_1000_damaged_tables_give_a_table_or_one_sentence() -> None:
    rng = np.random.default_rng(7)
    whole = "x1;x2;y\n1,5;-2e3;\"0,25\"\n3,25;4,0;1\n,5;6.;0\n"  # fmt: skip
    letters = list("0123456789,.;\t\"'|\n\r eE+-−xy\x00\ufeff∞é")
    read = 0
    for _ in range(1000):
        text = list(whole)
        for _ in range(int(rng.integers(1, 8))):
            place = int(rng.integers(len(text)))
            match int(rng.integers(3)):
                case 0:
                    text[place] = str(rng.choice(letters))
                case 1:
                    text.insert(place, str(rng.choice(letters)))
                case _:
                    del text[place : place + int(rng.integers(1, 6))]
        try:
            table = read_table("".join(text))
        except TutorError as error:
            assert len(str(error).splitlines()) == 1 and str(error).isprintable()
        else:
            read += 1
            assert np.all(np.isfinite(table.numbers)) and table.numbers.ndim == 2
    assert 0 < read < 1000


@pytest.mark.parametrize(
    "text", ["1\n" + "9" * 100_000 + "x", "1;2\n" + "9" * 100_000 + "x;1,5", "1,2\n3,4" + "," * 300_000]
)
def test_that_a_long_cell_or_row_takes_no_longer_than_its_letters(text: str) -> None:
    def read() -> None:
        with contextlib.suppress(TutorError):
            read_table(text)

    assert seconds_of_work(read) < 2
