"""Damage tables and files of weights at random: each is taken, or refused with one sentence, and at once.

python scripts/mutate_imports.py [COUNT] [SEED]

Does COUNT files of each kind, by the way that the window takes: a table is read as a guess and as is said by
hand, and becomes examples; arrays are read, given their places, and become a network.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from bptutor.engine.changes_layers import new_document
from bptutor.engine.tables import NAMES, Reading
from bptutor.engine.tables_examples import examples_from, proposed_inputs, read_table_file
from bptutor.engine.weights_files import looks_like_weights, read_weights
from bptutor.engine.weights_files_plan import first_plan, proposal_of, refuse_twins
from bptutor.engine.weights_files_taking import import_weights
from bptutor.foundation.errors import TutorError

MOST_SECONDS = 1.0
WIDTHS = (4, 3, 5, 2)
TABLES = (
    'x1;x2;y\n1,5;-2e3;"0,25"\n3,25;4,0;1\n,5;6.;0\n',
    "a\tb\tclass\n" + "".join(f"{n}\t{n / 7}\t{n % 2}\n" for n in range(60)),
    "1 2 3\n4 5 6\n",
    "# x, y\n0,0,0\n0,1,1\n\n1,0,1\n1,1,0\n",
    "\ufeffx|y\r\n1|−2\r\n3|4\r\n",
)
SNIPPETS = (
    b"nan", b"inf", b"1e999", b"-1e999", b"1_000", b"0x10", b"1,234", b"\xef\xbc\x91", b"\x00", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\"", b"'", b"\r", b"\n\n\n", b";" * 300, b"," * 20_000,
    b"9" * 5_000, b"=1+1", b"<b>", b"{}", b"[" * 500, b"(10, 10)", b"(-1,)", b"(99999999, 99999999)", b"|O",
    b"<f8", b"<c16", b">i8", b"<U9", b"|V800", b"F64", b"BF16", b"fortran_order", b"data_offsets",
    b"18446744073709551616", b"-1", b"\x93NUMPY\x01\x00", b"PK\x03\x04", b"PK\x05\x06", b"\xff" * 8,
)  # fmt: skip
DIGITS = b"0123456789"


def change_byte(data: bytearray, rng: random.Random) -> None:
    """Another byte for one of them."""
    data[rng.randrange(len(data))] = rng.randrange(256)


def cut_bytes(data: bytearray, rng: random.Random) -> None:
    """Leave some bytes out."""
    at = rng.randrange(len(data))
    del data[at : at + rng.randint(1, 40)]


def repeat_bytes(data: bytearray, rng: random.Random) -> None:
    """Say some bytes again elsewhere."""
    start, at = rng.randrange(len(data)), rng.randrange(len(data) + 1)
    data[at:at] = data[start : start + rng.randint(1, 200)]


def end_early(data: bytearray, rng: random.Random) -> None:
    """End the file in the middle."""
    del data[rng.randrange(len(data) + 1) :]


def put_snippet(data: bytearray, rng: random.Random) -> None:
    """Something awkward, before a byte or in place of as many."""
    at, snippet = rng.randrange(len(data) + 1), rng.choice(SNIPPETS)
    data[at : at + rng.choice((0, len(snippet)))] = snippet


def change_digit(data: bytearray, rng: random.Random) -> None:
    """Another digit for one of them: sizes, places, numbers."""
    places = [at for at, byte in enumerate(data) if byte in DIGITS]
    if places:
        data[rng.choice(places)] = rng.choice(DIGITS)


WAYS: Sequence[Callable[[bytearray, random.Random], None]] = (
    change_byte,
    change_byte,
    cut_bytes,
    repeat_bytes,
    end_early,
    put_snippet,
    put_snippet,
    change_digit,
    change_digit,
)


def mutated(whole: bytes, rng: random.Random) -> bytes:
    """The bytes with one to three things done to them."""
    data = bytearray(whole)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if data:
            rng.choice(WAYS)(data, rng)
    return bytes(data)


def arrays(rng: random.Random) -> dict[str, np.ndarray]:
    """Weights and biases as PyTorch names them, in one of the kinds of number that files have."""
    numbers, kind = np.random.default_rng(rng.randrange(2**32)), rng.choice(("f8", "f4", "f2", "i4"))
    found: dict[str, np.ndarray] = {}
    for number, (given, taken) in enumerate(pairwise(WIDTHS), 1):
        found[f"fc{number}.weight"] = (3 * numbers.normal(size=(taken, given))).astype(kind)
        found[f"fc{number}.bias"] = (3 * numbers.normal(size=taken)).astype(kind)
    return found


def table_file(path: Path, rng: random.Random) -> None:
    path.write_text(rng.choice(TABLES), "utf-8", newline="")


def weights_table(path: Path, rng: random.Random) -> None:
    rows = [
        ",".join((name, *map(str, row)))
        for name, array in arrays(rng).items()
        for row in np.atleast_2d(array)
    ]
    path.write_text("\n".join(rows), "utf-8")


def npz_inside(path: Path, rng: random.Random) -> None:
    """A whole zip file, whose check sums are right, with one damaged array in it."""
    found = arrays(rng)
    damaged = rng.choice(list(found))
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in found.items():
            file = io.BytesIO()
            np.save(file, array)
            whole = file.getvalue()
            archive.writestr(f"{name}.npy", mutated(whole, rng) if name == damaged else whole)


def npz(path: Path, rng: random.Random) -> None:
    write = rng.choice((np.savez, np.savez_compressed))
    write(path, **arrays(rng))  # type: ignore[arg-type]  # any names are arrays


def safetensors(path: Path, rng: random.Random) -> None:
    save_file(arrays(rng), path)


def take_table(path: Path, rng: random.Random) -> None:
    """What the window does with a table, and what a person may say besides."""
    said = Reading(
        rng.choice((None, *NAMES)), rng.choice((None, True, False)), rng.choice((None, True, False))
    )
    if rng.random() < 0.7:
        said = Reading()
    table = read_table_file(path, said)
    examples = examples_from(table, proposed_inputs(table, 2, 1))
    assert np.isfinite(examples.inputs).all() and np.isfinite(examples.targets).all()
    assert table.said.isprintable() and all(name.isprintable() for name in table.columns)


def take_weights(path: Path, rng: random.Random) -> None:
    """What the window does with a file of weights."""
    tensors = read_weights(path)
    refuse_twins(tensors)
    plan, _ = first_plan(tensors)
    proposal = proposal_of(plan, tensors)
    network = import_weights(new_document(), tensors, proposal, "", "", path.stem).document.network
    assert all(np.isfinite(layer.weights).all() for layer in network.layers)


def take_csv(path: Path, rng: random.Random) -> None:
    """A file that is dropped: its text tells whether it is a table or holds weights."""
    text = path.read_bytes().decode("utf-8", "replace")
    (take_weights if looks_like_weights(text) else take_table)(path, rng)


KINDS = {
    "csv of examples": ("t.csv", table_file, take_table),
    "csv of weights": ("w.csv", weights_table, take_weights),
    "csv dropped": ("d.csv", table_file, take_csv),
    "npz": ("w.npz", npz, take_weights),
    "npz, damaged inside": ("i.npz", npz_inside, take_weights),
    "safetensors": ("w.safetensors", safetensors, take_weights),
}


def attempt(kind: str, seed: int, folder: Path) -> str:
    """`taken` or `refused`. Raises what must not happen."""
    name, write, take = KINDS[kind]
    rng, path = random.Random(f"{kind}/{seed}"), folder / name
    write(path, rng)
    if write is not npz_inside:
        path.write_bytes(mutated(path.read_bytes(), rng))
    start = time.perf_counter()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            take(path, rng)
        outcome = "taken"
    except TutorError as error:
        assert len(str(error).splitlines()) == 1 and str(error).isprintable(), repr(str(error))
        outcome = "refused"
    seconds = time.perf_counter() - start
    assert seconds < MOST_SECONDS, f"took {seconds:.1f} s"
    return outcome


def main(arguments: Sequence[str]) -> int:
    """Damage COUNT files of each kind; 1 if anything went wrong."""
    count, first = int(arguments[0]) if arguments else 1000, int(arguments[1]) if arguments[1:] else 1
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            counts, slowest = Counter[str](), 0.0
            for seed in range(first, first + count):
                start = time.perf_counter()
                try:
                    counts[attempt(kind, seed, Path(folder))] += 1
                except Exception:
                    counts["wrong"] += 1
                    print(f"{kind}, seed {seed}:")
                    traceback.print_exc()
                slowest = max(slowest, time.perf_counter() - start)
            wrong += counts["wrong"]
            said = ", ".join(f"{counts[what]} {what}" for what in ("taken", "refused", "wrong"))
            print(f"{kind}: {count} files from seed {first}: {said}, slowest {1000 * slowest:.0f} ms")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
