"""Both tables of the sandbox: a message finds its course, a reader what there is."""

from ..model import Channel
from .course import Course
from .lookup import words_of
from .magic_numbers import NUMBERS, course_of_number
from .magic_texts import TEXTS, course_of_text

SHOWN_PREFIX = "+44 7700 9000"


def course_of(address: str, text: str, channel: Channel) -> Course:
    """Tell what becomes of a message; its text goes before its address."""
    return course_of_text(text, channel) or course_of_number(address, channel)


def magic_table() -> str:
    """Write both tables in Markdown."""
    numbers = [
        f"| `{SHOWN_PREFIX}{row.suffix}` | {row.what} | {words_of(row.finding)} |"
        for row in NUMBERS
    ]
    texts = [f"| `{row.written}` | {row.what} |" for row in TEXTS]
    return "\n".join(
        (
            "| Number | What happens | A lookup says |",
            "|-|-|-|",
            *numbers,
            "",
            "| Text begins with | What happens |",
            "|-|-|",
            *texts,
            "",
        )
    )
