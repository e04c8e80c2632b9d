"""The order of rows against the plainest way of sorting."""

from array import array

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from cases.catalogue.order import Order

moments = st.dictionaries(st.integers(100, 160), st.integers(0, 3), max_size=40)


def plainly(times: dict[int, int]) -> list[int]:
    return sorted(times, key=lambda row: (-times[row], row))


def order_of(times: dict[int, int]) -> Order:
    rows = plainly(times)
    return Order.of(array("I", rows), [times[row] for row in rows])


@given(times=moments, among=st.sets(st.integers(100, 160)), start=st.integers(0, 9), size=st.integers(0, 30))
def test_a_page_is_a_part_of_the_sorted_rows(
    times: dict[int, int], among: set[int], start: int, size: int
) -> None:
    among &= set(times)
    rows = [row for row in plainly(times) if row in among]
    assert order_of(times).page(BitMap(among), start, start + size) == rows[start : start + size]


@given(
    times=moments,
    gone=st.sets(st.integers(100, 160)),
    new=st.dictionaries(st.integers(50, 250), st.integers(0, 3), max_size=9),
)
def test_rows_replaced_stand_where_they_belong(
    times: dict[int, int], gone: set[int], new: dict[int, int]
) -> None:
    gone |= set(new)
    before = order_of(times)
    after = before.replaced(gone & set(times), list(new.items()))
    wanted = {row: time for row, time in times.items() if row not in gone} | new
    assert after.page(BitMap(wanted), 0, len(wanted)) == plainly(wanted)
    assert before.page(BitMap(times), 0, len(times)) == plainly(times)
