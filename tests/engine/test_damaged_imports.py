"""Damaged tables and weights are taken or refused; scripts/mutate_imports.py does thousands of these."""

from __future__ import annotations

from pathlib import Path

import mutate_imports
import pytest


@pytest.mark.parametrize("kind", mutate_imports.KINDS)
def test_that_damaged_files_are_taken_or_refused_with_one_sentence(kind: str, tmp_path: Path) -> None:
    outcomes = {mutate_imports.attempt(kind, seed, tmp_path) for seed in range(5000, 5060)}
    assert outcomes == {"taken", "refused"}
