"""What a run keeps comes back as it was: parts of scores as one number, columns as few bytes."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from serang.matching.rules import points, store
from serang.matching.rules import problem as inputs
from serang.matching.rules.problem import PARTS
from serang.matching.rules.thin import SAME, SHORT, STEPS, full, thin
from tests.matching import small

pytestmark = pytest.mark.pure
said = st.dictionaries(st.sampled_from(PARTS), st.integers(0, 100)).flatmap(
    lambda parts: st.sets(st.sampled_from(points.MARKS)).map(lambda marks: parts | dict.fromkeys(marks, True))
)
kinds = st.sampled_from([np.int8, np.int16, np.int32, np.int64, np.uint8, bool, float])


@given(said=said)
def test_the_parts_of_a_score_are_told_as_they_were(said):
    assert points.told(points.number(said)) == said


@settings(deadline=None)
@given(
    column=kinds.flatmap(
        lambda kind: arrays.arrays(kind, st.integers(0, 2 * SHORT), elements={"allow_nan": False} if kind is float else None)
    )
)
def test_any_column_comes_back(column):
    how, kept = thin(column)
    again = full(how, np.ascontiguousarray(kept), len(column))

    assert again.dtype == column.dtype
    assert again.tolist() == column.tolist()


@pytest.mark.parametrize(("column", "way"), [(np.arange(SHORT) * 3, STEPS), (np.full(SHORT, 7, np.int32), SAME)])
def test_what_rises_or_stays_the_same_takes_little(column, way):
    how, kept = thin(column)

    assert how == way
    assert full(how, np.ascontiguousarray(kept), len(column)).tolist() == column.tolist()


def test_a_run_of_before_is_read_as_well():
    problem, buffer = small.problem(5), io.BytesIO()
    facts = np.frombuffer(inputs.facts(problem).encode(), np.uint8)
    np.savez_compressed(buffer, facts=facts, **inputs.arrays(problem))

    assert store.unpack_problem(buffer.getvalue()).fingerprint == problem.fingerprint
