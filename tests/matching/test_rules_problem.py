"""Columns as the engine keeps them: texts once each, rows in an order that depends on nothing but what they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serang.matching.rules.problem import Coded, Table, rising

pytestmark = pytest.mark.pure

numbers = st.integers(0, 2**31 - 1) | st.integers(0, 3)


@given(rows=st.lists(st.tuples(numbers, numbers, numbers), max_size=40))
def test_rising_is_the_order_of_a_comparison(rows):
    keys = np.array(rows, np.int64).reshape(-1, 3).T

    assert rising(*keys).tolist() == np.lexsort(keys).tolist()


@given(texts=st.lists(st.text(max_size=3), max_size=20))
def test_coded_texts_are_the_texts(texts):
    coded = Coded.of(texts)

    assert [coded.text(at) for at in range(len(coded))] == texts
    assert list(coded.names) == sorted(set(texts))


def test_some_of_the_coded_texts_name_only_theirs():
    coded = Coded.of(["c", "a", "c", "b"])[np.array([0, 3])]

    assert (coded.names, [coded.text(0), coded.text(1)]) == (("b", "c"), ["c", "b"])


@given(rows=st.permutations([(3, "b", 2), (1, "a", 1), (9, "b", 5), (1, "a", 1), (2, "b", 2)]))
def test_a_table_is_the_same_however_its_rows_come(rows):
    people, codes, values = zip(*rows, strict=True)

    table = Table.build(np.array([1, 2, 3]), people, codes, values)

    assert table.listed() == [(0, "a", 1, 3_652_059, 0)] * 2 + [(1, "b", 2, 3_652_059, 0), (2, "b", 2, 3_652_059, 0)]
