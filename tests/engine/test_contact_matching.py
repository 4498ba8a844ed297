"""What an import does to an address book, by a table."""

import pytest

from custom_components.message_gateways.engine.contact_matching import plan_of
from custom_components.message_gateways.gateways.contacts import Contact

NUMBERS = frozenset({"number", "last_name"})
ANNA, BEN = "+447700900123", "+447700900124"


@pytest.mark.parametrize(
    ("known", "wanted", "steps", "others"),
    [
        ([], [Contact(number=ANNA)], ["added "], []),
        ([Contact(id="1", number=ANNA)], [Contact(number=ANNA)], ["unchanged 1"], []),
        (
            [Contact(id="1", number="447700900123")],
            [Contact(number=ANNA)],
            ["updated 1"],
            [],
        ),
        (
            [Contact(id="1", number=ANNA, email="a@b.example")],
            [Contact(number=ANNA, last_name="Baker")],
            ["updated 1"],
            [],
        ),
        (
            [
                Contact(id="1", number=ANNA, last_name="Hale"),
                Contact(id="2", number=ANNA, last_name="Baker"),
                Contact(id="3", number=ANNA, last_name="Ray"),
            ],
            [
                Contact(number=ANNA, last_name="New"),
                Contact(number=ANNA, last_name="Baker"),
            ],
            ["updated 1", "unchanged 2"],
            ["3"],
        ),
        (
            [Contact(id="1"), Contact(id="2", email="Ann@b.example")],
            [Contact(email="ann@B.example"), Contact()],
            ["unchanged 2", "added "],
            ["1"],
        ),
        (
            [Contact(id="1", number=BEN, values=("a", ""))],
            [Contact(number=BEN, values=("b",))],
            ["unchanged 1"],
            [],
        ),
    ],
)
def test_a_contact_is_found_by_its_number_else_by_its_address(
    known: list[Contact], wanted: list[Contact], steps: list[str], others: list[str]
) -> None:
    """Fields that are not given stay."""
    plan = plan_of(known, wanted, NUMBERS, "GB")
    assert [f"{one.saving} {one.contact.id}" for one in plan.steps] == steps
    assert [one.id for one in plan.others] == others
    for step in plan.steps:
        old = next((one for one in known if one.id == step.contact.id), None)
        if old is not None:
            assert (step.contact.email, step.contact.values) == (old.email, old.values)


def test_without_a_column_of_numbers_an_address_counts() -> None:
    """And the number stays."""
    anna = Contact(id="1", number=ANNA, email="anna@b.example")
    wanted = [Contact(email="anna@b.example", last_name="Baker")]
    (step,) = plan_of([anna], wanted, {"email", "last_name"}, "GB").steps
    assert (step.contact.number, step.contact.last_name) == (ANNA, "Baker")
