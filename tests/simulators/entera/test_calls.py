"""Calls: sending, key presses, cancelling (8), reports (9)."""

from typing import Any

import pytest

from tests.simulators.clock import SettableClock
from tests.simulators.entera import BadMedia, EnteraSimulator
from tests.simulators.entera.asking import (
    PERSON,
    ask,
    attachment,
    call,
    row_of,
    wav,
)

LONG_ENOUGH = 300


async def _recipient(
    simulator: EnteraSimulator, clock: SettableClock, number: str, **others: Any
) -> dict[str, Any]:
    """Call a number, let the call end, and return what became of it."""
    answer = await call(simulator, number, **others)
    clock.advance(LONG_ENOUGH)
    (recipient,) = (await row_of(simulator, "Ivr", answer))["Recipients"]
    assert isinstance(recipient, dict)
    return recipient


async def test_a_call_is_made_and_keys_are_known_after_it(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Every field of its report is as in the samples of 9.1."""
    answer = await call(entera_simulator, "447700900401", ExternalId="mine")
    task_id = answer.json["TaskId"]
    row = await row_of(entera_simulator, "Ivr", answer)
    assert (row["Status"], row["Recipients"][0]["DtmfData"]) == (2, None)
    # Two until it starts, three of ringing, four of sound, one until the key is
    # pressed, three of waiting for another.
    entera_clock.advance(12.9)
    assert (await row_of(entera_simulator, "Ivr", answer))["Status"] == 2
    entera_clock.advance(0.1)
    assert await row_of(entera_simulator, "Ivr", answer) == {
        "Id": 1,
        "Type": 7,
        "IncomingDate": "2026-02-12T11:50:22.2210001",
        "DepartmentId": 1,
        "UserId": 1,
        "Originator": "127.0.0.1",
        "TaskId": task_id,
        "ScheduleDate": "0001-01-01T00:00:00",
        "ExternalId": "mine",
        "Priority": 3,
        "RecipientsCount": 1,
        "Status": 6,
        "Price": 0.2,
        "Cancelled": False,
        "Recipients": [
            {
                "Id": 2,
                "TaskId": task_id,
                "Pages": 0,
                "Recipient": "07700900401",
                "Status": 6,
                "DeliveryAttempts": 1,
                "DisconnectReason": 1,
                "IsdnCause": 13456,
                "Price": 0.2,
                "ProcessedDate": "2026-02-12T11:50:35",
                "DtmfData": "1",
            }
        ],
    }


@pytest.mark.parametrize(
    ("number", "fields", "keys"),
    [
        (PERSON, {}, ""),
        ("447700900400", {}, "0"),
        ("447700900409", {}, "9"),
        ("447700900410", {}, "*"),
        ("447700900411", {}, "#"),
        ("447700900412", {}, "123"),
        ("447700900412", {"MaxDTMFDigits": 2}, "12"),
        ("447700900413", {}, "1234567890123456789012345"),
        ("447700900414", {}, ""),
        ("447700900415", {}, "1"),
        ("447700900416", {}, None),
        ("447700900412", {"MaxCallDuration": 5600}, "12"),
        ("447700900412", {"MaxCallDuration": 4000}, ""),
        ("447700900412", {"InterDigitTimeout": 400}, "1"),
        ("447700900412", {"FirstDigitTimeout": 900}, ""),
    ],
)
async def test_a_person_answers_and_presses_keys(
    entera_simulator: EnteraSimulator,
    entera_clock: SettableClock,
    number: str,
    fields: dict[str, int],
    keys: str | None,
) -> None:
    """As many as limits and timeouts let through."""
    recipient = await _recipient(entera_simulator, entera_clock, number, **fields)
    assert (recipient["Status"], recipient["DtmfData"]) == (6, keys)


@pytest.mark.parametrize("reason", [2, 3, 4, 5, 16, 27, 29])
async def test_a_call_that_nobody_takes_fails_with_a_reason(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock, reason: int
) -> None:
    """It costs nothing and has no keys, not even none."""
    number = f"4477009002{reason:02}"
    recipient = await _recipient(entera_simulator, entera_clock, number)
    assert (recipient["Status"], recipient["DisconnectReason"]) == (7, reason)
    assert (recipient["DtmfData"], recipient["Price"]) == (None, 0)
    assert entera_simulator.account.credit == 1000


async def test_who_answers_late_is_reached_by_a_longer_timeout(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """CallAnswerTimeout is 20 seconds when nothing is said."""
    for timeout, reason in ((0, 4), (30_000, 1)):
        recipient = await _recipient(
            entera_simulator, entera_clock, "447700900417", CallAnswerTimeout=timeout
        )
        assert recipient["DisconnectReason"] == reason


async def test_what_a_person_does_can_be_told(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """For any number."""
    entera_simulator.behave(PERSON, keys="42#", rings=1)
    recipient = await _recipient(entera_simulator, entera_clock, PERSON)
    assert recipient["DtmfData"] == "42#"


async def test_each_begun_minute_costs(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """A call ends after MaxCallDuration."""
    sound = [attachment("1.wav", wav(90))]
    for longest, price in ((0, 0.2), (120_000, 0.4)):
        recipient = await _recipient(
            entera_simulator,
            entera_clock,
            PERSON,
            Attachments=sound,
            MaxCallDuration=longest,
        )
        assert recipient["Price"] == price


async def test_a_broadcast_calls_numbers_and_books(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Type 7 too, status 14 then 15, the calls newest first as in the sample."""
    book = entera_simulator.add_book("Friends", ("12025550123",))
    answer = await call(
        entera_simulator, "447700900204", PERSON, AddressBookIds=[book.id]
    )
    row = await row_of(entera_simulator, "Ivr", answer)
    assert (row["Type"], row["Status"]) == (7, 14)
    entera_clock.advance(LONG_ENOUGH)
    row = await row_of(entera_simulator, "Ivr", answer)
    assert row["Status"] == 15
    assert [(one["Recipient"], one["Status"]) for one in row["Recipients"]] == [
        ("0012025550123", 6),
        ("07700900123", 6),
        ("07700900204", 7),
    ]


STREAMED = wav(1)[:4] + b"\xff\xff\xff\xff" + wav(1)[8:]
UNFINISHED = wav(1)[:40] + b"\xff\xff\xff\xff" + wav(1)[44:]


@pytest.mark.parametrize(
    ("sound", "code"),
    [
        (attachment("1.wav", wav(1)), 0),
        (attachment("1.WAV", wav(1)), 0),
        (attachment("1.mp3", wav(1)), 3),
        (attachment("1.wav", wav(1, rate=16000)), 3),
        (attachment("1.wav", wav(1, channels=2)), 3),
        (attachment("1.wav", wav(1, width=1)), 3),
        (attachment("1.wav", wav(0)), 3),
        (attachment("1.wav", wav(1)[:-2]), 3),
        (attachment("1.wav", wav(1) + b"xx"), 3),
        (attachment("1.wav", STREAMED), 3),
        (attachment("1.wav", UNFINISHED), 3),
        (attachment("1.wav", b"Bulk fax test"), 3),
        (attachment(252 * "x" + ".wav", wav(1)), 4),
        ({"Name": "1.wav"}, 3),
        ({"Base64Content": "eA=="}, 3),
    ],
)
async def test_a_sound_has_to_be_playable(
    entera_simulator: EnteraSimulator, sound: dict[str, str], code: int
) -> None:
    """8 kHz, mono, 16 bit, with its true length."""
    for more in (
        {"Attachments": [sound]},
        {"MainMessage": [sound], "AddressBookIds": []},
    ):
        answer = await call(entera_simulator, PERSON, **more)
        assert answer.json["ErrorCode"] == code


async def test_a_bad_sound_can_fail_later(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """As the document's own sample would."""
    entera_simulator.configure(bad_media=BadMedia.FAIL)
    sound = [attachment("1.wav", b"Bulk fax test")]
    recipient = await _recipient(
        entera_simulator, entera_clock, PERSON, Attachments=sound
    )
    assert recipient["Status"] == 13


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"MaxCallDuration": 120_000, "CallAnswerTimeout": 60_000}, 0),
        ({"InterDigitTimeout": 6000, "FirstDigitTimeout": 12_000}, 0),
        ({"MaxDTMFDigits": 96, "Alias": "x" * 255}, 0),
        ({"MaxCallDuration": 120_001}, 4),
        ({"CallAnswerTimeout": 60_001}, 4),
        ({"InterDigitTimeout": 6001}, 4),
        ({"FirstDigitTimeout": 12_001}, 4),
        ({"MaxDTMFDigits": 97}, 4),
        ({"MaxDTMFDigits": -1}, 3),
        ({"MaxDTMFDigits": True}, 1),
        ({"Alias": "x" * 256}, 4),
        ({"ExternalId": "x" * 43}, 4),
        ({"Attachments": None}, 3),
        ({"Attachments": None, "MainMessage": [attachment("1.wav", wav(1))]}, 3),
        ({"Recipients": []}, 3),
        ({"ScheduleDate": "11/07/2026 15:00:00"}, 10),
    ],
)
async def test_limits_and_mandatory_fields_are_checked(
    entera_simulator: EnteraSimulator, fields: dict[str, Any], code: int
) -> None:
    """8.1."""
    answer = await call(entera_simulator, **{"Recipients": [PERSON], **fields})
    assert answer.json["ErrorCode"] == code


async def test_a_call_is_cancelled_before_it_starts(
    entera_simulator: EnteraSimulator, entera_clock: SettableClock
) -> None:
    """Then never made."""
    answer = await call(entera_simulator, PERSON)
    task_id = answer.json["TaskId"]
    cancelled = await ask(entera_simulator, "POST", "CancelIvr", TaskId=task_id)
    assert cancelled.json == {"Result": True, "ErrorCode": 0, "Message": ""}
    entera_clock.advance(LONG_ENOUGH)
    row = await row_of(entera_simulator, "Ivr", answer)
    assert (row["Status"], row["Cancelled"]) == (12, True)
    late = (await call(entera_simulator, PERSON)).json["TaskId"]
    entera_clock.advance(2)
    entera_simulator.configure(late_cancel=9)
    answer = await ask(entera_simulator, "POST", "CancelIvr", TaskId=late)
    assert answer.json["ErrorCode"] == 9
