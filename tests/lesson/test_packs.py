"""A pack is a folder or a .zip, and nothing outside it is read."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from bptutor.foundation.errors import FileError, TutorError
from bptutor.lesson.packs import open_pack, shipped_pack
from bptutor.lesson.shelves import MAX_FILE
from tests.lesson.scenes import HEAD

NETWORK = (
    '{"format": "bptutor-network", "version": 1, "layers": [{"weights": [[2]], "bias": [0], '
    '"activation": "linear"}], "data": {"inputs": [[1]], "targets": [[1]]}}'
)


def folder(where: Path) -> Path:
    """A pack with two lessons, a network and a picture."""
    pack = where / "pack"
    (pack / "networks").mkdir(parents=True)
    (pack / "10-b.md").write_text(HEAD + "b\n")
    (pack / "2-a.md").write_text(HEAD.replace("+++\n", '+++\nnetwork = "own"\n', 1) + "{{C}}\n")
    (pack / "README.md").write_text("about\n")
    (pack / "networks" / "own.bpnet").write_text(NETWORK)
    (pack / "cat.png").write_bytes(b"png")
    return pack


def zipped(where: Path, files: dict[str, bytes], links: tuple[str, ...] = ()) -> Path:
    """A .zip with these entries."""
    path = where / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        for name in links:
            info = zipfile.ZipInfo(name)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    return path


def test_that_a_folder_lists_its_lessons_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    pack = open_pack(folder(tmp_path))
    assert pack.ids == ("a", "b")
    assert pack.document(pack.lesson("a"), 0).network.depth == 1
    assert pack.network("two-hidden-layers").network.depth == 3
    assert pack.picture("cat.png") == b"png"


def test_that_a_zip_is_as_good_as_its_folder_also_with_a_folder_around(tmp_path: Path) -> None:
    pack = folder(tmp_path)
    files = {str(p.relative_to(tmp_path)): p.read_bytes() for p in pack.rglob("*") if p.is_file()}
    opened = open_pack(zipped(tmp_path, files))
    assert opened.ids == ("a", "b")
    assert opened.network("own").network.depth == 1


def test_that_saving_a_file_changes_the_stamp(tmp_path: Path) -> None:
    path = folder(tmp_path)
    pack = open_pack(path)
    before = pack.shelf.stamp()
    assert pack.shelf.stamp() == before
    (path / "2-a.md").write_text(HEAD + "another text\n")
    assert pack.shelf.stamp() != before


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/passwd.png", "networks/../../secret.png", "C:/x.png", ""]
)
def test_that_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    pack = open_pack(folder(tmp_path))
    with pytest.raises(FileError):
        pack.picture(name)


def test_that_links_are_not_followed(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "in.png").write_bytes(b"secret")
    os.symlink(tmp_path / "secret.png", path / "link.png")
    os.symlink(tmp_path / "outside", path / "images")
    pack = open_pack(path)
    assert "link.png" not in pack.names()
    for name in ("link.png", "images/in.png"):
        assert not pack.shelf.has(name)
        with pytest.raises(FileError):
            pack.picture(name)


def test_that_a_network_is_named_and_not_a_path(tmp_path: Path) -> None:
    (tmp_path / "outside.bpnet").write_text(NETWORK)
    pack = open_pack(folder(tmp_path))
    for name in ("../outside", "../../outside", str(tmp_path / "outside"), "", "x" * 300):
        with pytest.raises(TutorError):
            pack.network(name)


@pytest.mark.parametrize("name", ["../evil.md", "/evil.md", "a/../../evil.md", "..\\evil.md", "C:\\evil.md"])
def test_that_a_zip_with_names_that_lead_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="leads out"):
        open_pack(zipped(tmp_path, {"a.md": HEAD.encode(), name: b"x"}))


def test_that_a_zip_with_links_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="link"):
        open_pack(zipped(tmp_path, {"a.md": HEAD.encode()}, links=("b.md",)))


def test_that_a_zip_bomb_is_noticed_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="more than a pack may hold"):
        open_pack(zipped(tmp_path, {"a.md": HEAD.encode(), "bomb.png": bytes(MAX_FILE + 1)}))


def test_that_many_large_files_are_too_much_together(tmp_path: Path) -> None:
    files = {f"{n}.png": bytes(MAX_FILE - 1) for n in range(5)}
    with pytest.raises(FileError, match="more than a pack may hold"):
        open_pack(zipped(tmp_path, {"a.md": HEAD.encode(), **files}))


def test_that_broken_archives_are_one_sentence(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.md", HEAD * 100)
    whole = buffer.getvalue()
    path = tmp_path / "pack.zip"
    for cut in (b"", b"PK", whole[:-30], whole[:40] + b"\xff" * 8 + whole[48:]):
        path.write_bytes(cut)
        with pytest.raises(FileError):
            open_pack(path)


def test_that_what_is_no_pack_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no lessons"):
        open_pack(tmp_path)
    with pytest.raises(FileError, match="is no pack"):
        open_pack(tmp_path / "missing")


def test_that_a_lesson_is_found_by_name_and_suggested() -> None:
    pack = shipped_pack()
    assert pack.lesson("06-one-gradient-in-five-steps").id == "one-gradient-in-five-steps"
    with pytest.raises(TutorError, match="did you mean “six-paths-home”"):
        pack.file("six-path-home")
