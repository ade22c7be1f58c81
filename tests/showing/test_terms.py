import pytest

from dragoman.showing.terms import terms_by_kind

CASES = [
    (None, {}),
    ("a two-year grace period on principal", {"grace-period": "a two-year grace period on principal"}),
    (
        "interest of 6.5 percent; payable over three years",
        {"interest": "interest of 6.5 percent", "maturity": "payable over three years"},
    ),
    ("backed by oil; secured by the port", {"collateral": "backed by oil; secured by the port"}),
    ("at 2%", {"interest": "at 2%"}),
    ("paid in crude", {"in-kind": "paid in crude"}),
    ("in six instalments by November", {"maturity": "in six instalments by November"}),
    ("on usual conditions", {"other": "on usual conditions"}),
]


@pytest.mark.parametrize(("terms", "kinds"), CASES, ids=[str(case[0]) for case in CASES])
def test_terms_by_what_they_are_about(terms, kinds):
    assert terms_by_kind(terms) == kinds
