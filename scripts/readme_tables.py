"""Write the tables of README.md that are made from the code.

Run it after a change of the registry or the sandbox:
.venv-test/bin/python -m scripts.readme_tables
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from custom_components.message_gateways.gateways.base import (
    HasAddressBooks,
    HasBalance,
    HasCampaigns,
    HasStatistics,
    Receives,
    Reports,
    Resolves,
)
from custom_components.message_gateways.gateways.info import ChannelInfo, GatewayInfo
from custom_components.message_gateways.gateways.model import Channel
from custom_components.message_gateways.gateways.registry import REGISTRY
from custom_components.message_gateways.gateways.sandbox.table import magic_table

README = Path(__file__).resolve().parent.parent / "README.md"

_CAPABILITIES = (
    ("Where a message stands", Reports),
    ("What became of a message whose answer got lost", Resolves),
    ("Inbound messages", Receives),
    ("Balance", HasBalance),
    ("Statistics of the month", HasStatistics),
    ("Campaigns", HasCampaigns),
    ("Address books", HasAddressBooks),
)


def gateways_table() -> str:
    """Write what each gateway can as a Markdown table, one column a gateway."""
    gateways = REGISTRY.values()
    rows = [
        ["", *(info.name for info in gateways)],
        ["-" for _ in range(len(REGISTRY) + 1)],
        ["Channels", *(", ".join(info.channels) for info in gateways)],
        *(
            [name, *(_mark(info.can(protocol)) for info in gateways)]
            for name, protocol in _CAPABILITIES
        ),
        ["Prices of messages", *(_mark(info.tells_prices) for info in gateways)],
        [
            "Longest SMS, in segments",
            *(str(info.channels[Channel.SMS].longest_segments) for info in gateways),
        ],
        *(
            [name, *(_of_channels(info, read) for info in gateways)]
            for name, read in _CHANNEL_ROWS
        ),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def tables() -> Mapping[str, str]:
    """Return each table by the name of its place in README.md."""
    return {"gateways": gateways_table(), "sandbox": magic_table()}


def filled_in(readme: str) -> str:
    """Return a README with its tables as the code gives them.

    Raises ValueError where the place of a table is missing.
    """
    for name, table in tables().items():
        before, begin, rest = readme.partition(f"<!-- {name}:begin -->\n")
        _old, end, after = rest.partition(f"<!-- {name}:end -->")
        if not end:
            raise ValueError(f"README.md has no place for the table {name}")
        readme = f"{before}{begin}\n{table.strip()}\n\n{end}{after}"
    return readme


def _of_channels(info: GatewayInfo, read: Callable[[ChannelInfo], str]) -> str:
    """Describe one thing of each channel of a gateway, once where all are alike."""
    found = {channel: read(of) for channel, of in info.channels.items()}
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    return ", ".join(f"{channel}: {text}" for channel, text in found.items())


def _mark(there: bool) -> str:  # noqa: FBT001 - a yes or no, and nothing else
    """Say yes or no."""
    return "yes" if there else "no"


def _hours(time: timedelta | None) -> str:
    """Write a time in hours."""
    return "no" if time is None else f"{time // timedelta(hours=1)} hours"


def _documents(channel: ChannelInfo) -> str:
    """Write which documents go with a message; * marks those nobody promises."""
    if not channel.attachment_types:
        return "no"
    return ", ".join(
        _KINDS[kind] + ("" if promised else "*")
        for kind, promised in channel.attachment_types.items()
    )


def _sender_need(channel: ChannelInfo) -> str:
    """Write whether a message has a sender of the user's choice."""
    if channel.sender is None:
        return "none"
    return "needed" if channel.sender.required else "may be left out"


def _followed(channel: ChannelInfo) -> str:
    """Write how long messages are followed, and what that takes."""
    time = _hours(channel.follow_for)
    if channel.follow_needs is None:
        return time
    return f"{time} with a {channel.follow_needs}; without one it ends at accepted"


def _sender(channel: ChannelInfo, kind: str) -> str:
    """Write how long a sender of a kind may be."""
    if channel.sender is None:
        return "-"
    shortest, longest = getattr(channel.sender, kind)
    return f"{shortest} to {longest}"


_KINDS = {
    "text/plain": "TXT",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/pdf": "PDF",
    "image/tiff": "TIFF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
}
_CHANNEL_ROWS: tuple[tuple[str, Callable[[ChannelInfo], str]], ...] = (
    ("Recipients in one request", lambda channel: f"{channel.batch_limit:,}"),
    (
        "Longest text, in characters",
        lambda channel: f"{channel.longest_text:,}" if channel.longest_text else "-",
    ),
    ("Followed for", _followed),
    ("Sender", _sender_need),
    ("Sender, letters and digits", lambda channel: _sender(channel, "letters")),
    ("Sender, digits alone", lambda channel: _sender(channel, "digits")),
    ("Longest validity", lambda channel: _hours(channel.longest_validity)),
    ("Flash", lambda channel: _mark("flash" in channel.fields)),
    (
        "Language tables (Turkish, Spanish, Portuguese)",
        lambda channel: _mark("language" in channel.fields),
    ),
    ("Texts are spoken", lambda channel: _mark(channel.speech)),
    ("Keys pressed come back", lambda channel: _mark(channel.keys is not None)),
    ("Documents and attachments", _documents),
    ("SMS where it fails", lambda channel: _mark("sms_fallback" in channel.fields)),
    (
        "Transliteration by the provider",
        lambda channel: _mark(bool(channel.transliterations)),
    ),
)


if __name__ == "__main__":
    README.write_text(filled_in(README.read_text("utf-8")), "utf-8")
