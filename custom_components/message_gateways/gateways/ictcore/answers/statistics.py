"""Parse statistics."""

from dataclasses import fields as fields_of
from typing import Any

from ...errors import UnreadableAnswerError
from ...fields import mapping
from ..models.statistics import Statistics
from .values import number


def parse_statistics(document: Any) -> Statistics:
    """Parse counts; raises UnreadableAnswerError where there are none."""
    found = mapping(document)
    counts = {one.name: number(found.get(one.name)) for one in fields_of(Statistics)}
    if all(each is None for each in counts.values()):
        raise UnreadableAnswerError("the answer has no counts")
    return Statistics(**counts)
