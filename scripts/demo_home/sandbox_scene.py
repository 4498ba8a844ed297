"""What actions do, seen on the sandbox: a key is pressed, and nothing is sent."""

from datetime import UTC, datetime, timedelta
from typing import Any

from .cast import DOMAIN, SPEECH_ENGINE
from .problem import DemoError
from .stage import Stage

SANDBOX = "sandbox"
ARRIVES = "+447700900000"
PRESSES_ONE = "+447700900061"
COSTLY = "Schloß am Čerchov: " + "das Wasser steht, " * 4


async def ask_for_a_key(stage: Stage) -> str:
    """Call somebody, and get the key that is pressed as the answer of the action."""
    row = await _send(
        stage,
        "make_call",
        to=[PRESSES_ONE],
        message="Water in the cellar. Press 1 to close the valve.",
        engine=SPEECH_ENGINE,
        wait_for="answered_key",
    )
    if (row["answer"], row["key"]) != ("key", "1"):
        raise DemoError(f"the action answered {row}")
    return f"{row['answer']} {row['key']}, {row['status']}"


async def run_dry(stage: Stage) -> str:
    """Ask what a text would cost, and see that nothing was sent."""
    before = stage.figure(SANDBOX, "sent")
    row = await _send(stage, "send_sms", to=[ARRIVES], message=COSTLY, dry_run=True)
    if (
        row["segments"] <= row["cheaper_segments"]
        or stage.figure(SANDBOX, "sent") != before
    ):
        raise DemoError(f"the action answered {row}")
    costly = " ".join(row["costly_characters"])
    return (
        f"{row['segments']} segments because of {costly}, "
        f"{row['cheaper_segments']} without"
    )


async def cancel(stage: Stage) -> str:
    """Schedule a message, and cancel it."""
    at = datetime.now(UTC) + timedelta(hours=1)
    row = await _send(
        stage, "send_sms", to=[ARRIVES], message="Later", schedule=at.isoformat()
    )
    answer = await stage.home.action(
        f"{DOMAIN}.cancel", {"message_id": row["id"]}, wants_response=True
    )
    (told,) = answer["messages"]
    if not told["cancelled"]:
        raise DemoError(f"the action answered {told}")
    return f"{row['status']} → {told['status']}"


async def _send(stage: Stage, action: str, **data: Any) -> dict[str, Any]:
    """Send to one number by an action, and return the row of its response."""
    account = stage.added[SANDBOX].entry_id
    answer = await stage.home.action(
        f"{DOMAIN}.{action}", {"config_entry_id": account, **data}, wants_response=True
    )
    (row,) = answer["messages"]
    found: dict[str, Any] = row
    return found
