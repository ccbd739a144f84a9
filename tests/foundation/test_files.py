"""A file is the old one or the new one, and a file that cannot be read is one sentence."""

import os
import stat
import sys

import pytest

from bptutor.foundation import files
from bptutor.foundation.errors import FileError
from bptutor.foundation.files import aside_told, keep_aside, read_text, write_atomically

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links as on Unix")


def test_that_text_is_written_as_utf8_and_reads_back(tmp_path):
    path = tmp_path / "a file.txt"
    write_atomically(path, "θ and σ\n")
    assert path.read_bytes() == "θ and σ\n".encode()
    assert read_text(path, 100) == "θ and σ\n"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_write_that_fails_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "kept"
    write_atomically(path, "old")

    def full_disk(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full_disk)
    with pytest.raises(FileError, match="kept: cannot be written: no space left on device"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileError, match="cannot be written: no such file or directory"):
        write_atomically(tmp_path / "nowhere" / "a", "text")
    with pytest.raises(FileError, match="is a folder"):
        write_atomically(tmp_path, "text")


@on_unix
def test_that_permissions_and_links_stay(tmp_path):
    path, link = tmp_path / "real", tmp_path / "link"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomically(link, "new")
    assert link.is_symlink()
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@on_unix
def test_that_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path):
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new", "text")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_that_what_cannot_be_read_is_a_sentence(tmp_path):
    with pytest.raises(FileError, match="nothing: cannot be read: no such file"):
        read_text(tmp_path / "nothing", 10)
    with pytest.raises(FileError, match="is a folder, not a file"):
        read_text(tmp_path, 10)
    with pytest.raises(FileError, match="cannot be read: no file can have that name"):
        read_text(tmp_path / "a\0b", 10)
    path = tmp_path / "bytes"
    path.write_bytes(b"ab\xff")
    with pytest.raises(FileError, match=r"is not UTF-8 text \(byte 3\)"):
        read_text(path, 10)


def test_that_a_file_past_the_limit_is_not_read(tmp_path):
    path = tmp_path / "long"
    path.write_bytes(b"x" * 11)
    assert read_text(path, 11) == "x" * 11
    with pytest.raises(FileError, match="is larger than"):
        read_text(path, 10)


@on_unix
def test_that_a_file_without_end_is_not_read_without_end():
    with pytest.raises(FileError, match=r"is larger than 0\.001 MB"):
        read_text(files.Path("/dev/zero"), 1000)


def test_that_broken_files_are_kept_under_a_new_name_each(tmp_path):
    path = tmp_path / "settings"
    for content in ("one", "two"):
        path.write_text(content)
        keep_aside(path)
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {
        "settings.broken-1": "one",
        "settings.broken-2": "two",
    }
    with pytest.raises(FileError, match="cannot be renamed"):
        keep_aside(path)
    assert aside_told(path) == f"left as {path}"
    path.write_text("three")
    assert aside_told(path) == f"kept as {path}.broken-3"


@on_unix
def test_that_what_is_no_file_is_written_into_and_stays_what_it_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, "text")
        assert os.read(reader, 100) == b"text"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]
