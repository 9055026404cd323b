"""Rules that every regular expression of the package follows."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "unrtrace"
# A possessive group, which never backtracks: `(…)*+`, `(…)?+`, `(…){1,3}+`.
POSSESSIVE = re.compile(r"\)(?:[*+?]|\{\{?[\d,]+\}?\})\+")


def possessive(source: str) -> list[str]:
    """Return the places of a source text with a possessive group, each with the text before it."""
    return [source[max(0, match.start() - 40) : match.end()] for match in POSSESSIVE.finditer(source)]


@pytest.mark.parametrize("written", ["(?:ab?c)*+", "(?:ab?c)++", "(?:ab?c)?+", "(?:ab?c){1,3}+", "(?:ab?c){{0,4}}+"])
def test_possessive_group_is_detected(written: str) -> None:
    assert possessive(written)


@pytest.mark.parametrize("written", ["(?>(?:ab?c)*)", "[abc]*+", "(a)+(b)", r"\s++(?=a)"])
def test_other_patterns_are_not_possessive(written: str) -> None:
    assert not possessive(written)


def test_no_pattern_has_a_possessive_group() -> None:
    """Python 3.11.0 to 3.11.4 continue after a repetition that failed half-way; atomic groups work there.

    Debian 12 has 3.11.2. Source: https://github.com/python/cpython/issues/106052
    """
    found = {str(path): places for path in ROOT.rglob("*.py") if (places := possessive(path.read_text("utf-8")))}
    assert not found


def test_atomic_groups_are_compiled_correctly() -> None:
    for quantifier in ("*", "+", "{1,3}"):
        match = re.match(f"(?>(?:ab?c){quantifier})", "aca")
        assert match and match.span() == (0, 2)
