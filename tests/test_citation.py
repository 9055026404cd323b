"""The citation that `extract` returns: an object that cannot be changed, with the fields of its JSON record."""

import dataclasses
import pickle

import pytest

from unrtrace import Symbol
from unrtrace.citation import FIELD_ORDER, Citation

EXAMPLE = Citation(10, 22, 1, 11, "A/RES/51/148", Symbol.parse("A/RES/51/148"), pinpoint={"annex": "II"}, page=3)


def test_fields_are_those_of_the_record() -> None:
    assert sorted(FIELD_ORDER) == sorted(field.name for field in dataclasses.fields(Citation))
    assert list(EXAMPLE.record("-")) == ["schema", "source", *FIELD_ORDER]


def test_citation_is_frozen_and_has_slots() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        EXAMPLE.start = 11  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del EXAMPLE.start
    assert not hasattr(EXAMPLE, "__dict__")


def test_changed_copy_keeps_the_other_fields() -> None:
    copy = dataclasses.replace(EXAMPLE, relation="recalls")
    assert (copy.relation, copy.symbol, copy.page) == ("recalls", "A/RES/51/148", 3)
    assert copy != EXAMPLE
    assert dataclasses.replace(copy, relation=None) == EXAMPLE


def test_citation_survives_pickling() -> None:
    copy = pickle.loads(pickle.dumps(EXAMPLE))
    assert copy == EXAMPLE
    assert isinstance(copy.symbol, Symbol)


def test_repr_names_the_fields() -> None:
    assert repr(EXAMPLE).startswith("Citation(start=10, end=22, line=1, column=11, text='A/RES/51/148', symbol=Symbol(")
