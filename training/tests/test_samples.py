"""Which rows are trained on."""

from __future__ import annotations

import pytest

from entitybias.samples import balance_negatives, share_of_documents

DOCUMENTS = [f"document {number // 3}" for number in range(3000)]


def test_documents_stay_whole_and_smaller_shares_lie_within_larger_ones() -> None:
    third, half = share_of_documents(DOCUMENTS, 1 / 3), share_of_documents(DOCUMENTS, 0.5)
    assert len(third) / 3000 == pytest.approx(1 / 3, abs=0.05)
    assert set(third) < set(half)
    assert all((number // 3 * 3 + k) in set(third) for number in third for k in range(3))
    assert share_of_documents(DOCUMENTS, None) == list(range(3000))
    assert share_of_documents(DOCUMENTS, 1) == list(range(3000))
    # the first 32 bits of sha256("document 0") as a fraction: FIRST, by sha256sum
    assert (0 in share_of_documents(DOCUMENTS, FIRST + 1e-6)) and (0 not in share_of_documents(DOCUMENTS, FIRST - 1e-6))


FIRST = 0.10117705


@pytest.mark.parametrize("ratio", [0, 0.25, 0.5, 1, 3.7])
def test_ratio_of_negatives(ratio: float) -> None:
    labels = [0] * 50 + [4, 7] * 50
    kept = balance_negatives(labels, ratio, seed=1)
    negatives = [number for number in kept if labels[number] == 0]
    assert len(negatives) == round(100 * ratio) and len(kept) - len(negatives) == 100
    counts = [negatives.count(number) for number in range(50)]
    assert max(counts) - min(counts) <= 1
    assert kept == balance_negatives(labels, ratio, seed=1)


def test_no_ratio_and_no_negatives() -> None:
    assert balance_negatives([0, 1, 2], None, 1) == [0, 1, 2]
    assert balance_negatives([1, 2], 0, 1) == [0, 1]
    with pytest.raises(ValueError, match="has none"):
        balance_negatives([1, 2], 1, 1)
