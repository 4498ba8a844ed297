"""Programs, transmissions and schedules on the simulated server."""

from datetime import timedelta

import pytest

from custom_components.message_gateways.gateways.errors import (
    AskWhatHappenedError,
    ChangeRequestError,
)
from custom_components.message_gateways.gateways.ictcore.client import IctcoreClient
from custom_components.message_gateways.gateways.ictcore.codes import (
    Direction,
    Listing,
    ProgramType,
    sms_status,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import (
    NewMedia,
    NewTemplate,
    NewText,
)
from custom_components.message_gateways.gateways.ictcore.models.programs import (
    NewProgram,
    ProgramFilter,
)
from custom_components.message_gateways.gateways.ictcore.models.schedules import (
    Calendar,
    Schedule,
)
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    NewTransmission,
    TransmissionFields,
    TransmissionFilter,
)
from custom_components.message_gateways.gateways.model import Status
from tests.simulators.clock import SettableClock
from tests.simulators.ictcore import IctcoreSimulator

ANN = "447700900123"


async def program_of(api: IctcoreClient) -> int:
    """Make a program that sends a text."""
    text_id = await api.texts.create(NewText(name="t", data="Hello"))
    return await api.programs.create_send_sms(text_id, name="mg-p")


async def prepared(api: IctcoreClient, to: str = ANN) -> int:
    """Make a transmission of a text."""
    return await api.transmissions.create(
        NewTransmission(
            program_id=await program_of(api),
            account_id=1,
            phone=to,
            title="hello",
            origin="mg-test",
        )
    )


async def test_an_sms_is_sent_and_followed(
    live: IctcoreClient, ictcore_clock: SettableClock
) -> None:
    """To its delivery report."""
    transmission_id = await prepared(live)
    assert await live.transmissions.status(transmission_id) == "pending"
    assert await live.transmissions.result(transmission_id) == ()
    spool_id = await live.transmissions.send(transmission_id)
    assert await live.transmissions.status(transmission_id) == "processing"
    ictcore_clock.advance(60)
    (row,) = await live.transmissions.list(TransmissionFilter(origin="mg-test"))
    assert (row.transmission_id, row.status) == (transmission_id, "completed")
    assert (row.account_id, row.contact_phone) == (1, ANN)
    (spool,) = await live.transmissions.detail(transmission_id)
    assert (spool.spool_id, spool.status) == (spool_id, "completed")
    results = await live.transmissions.result(transmission_id)
    (report,) = [one for one in results if one.name == "sms_send"]
    assert sms_status(report.data) is Status.DELIVERED
    assert await live.spools.status(spool_id) == "completed"
    assert await live.spools.result(spool_id) == results


async def test_a_transmission_knows_who_it_is_from_and_to(live: IctcoreClient) -> None:
    """Without what the server shows of its account."""
    found = await live.transmissions.get(await prepared(live))
    assert (found.title, found.origin, found.direction) == (
        "hello",
        "mg-test",
        Direction.OUTBOUND,
    )
    assert found.account is not None
    assert found.account.username == "admin"
    assert found.contact is not None
    assert found.contact.phone == ANN
    assert (found.service_flag, found.is_deleted) == (4, False)


async def test_what_is_sent_is_not_sent_again(live: IctcoreClient) -> None:
    """423; a copy may be."""
    transmission_id = await prepared(live)
    await live.transmissions.send(transmission_id)
    for call in (live.transmissions.send, live.transmissions.retry):
        with pytest.raises(ChangeRequestError, match="423"):
            await call(transmission_id)
    copy = await live.transmissions.clone(transmission_id)
    assert copy != transmission_id
    assert await live.transmissions.status(copy) == "pending"


async def test_without_a_provider_a_transmission_stays_in_processing(
    live: IctcoreClient, ictcore_simulator: IctcoreSimulator
) -> None:
    """And can't be sent any more."""
    ictcore_simulator.remove_providers()
    transmission_id = await prepared(live)
    with pytest.raises(ChangeRequestError, match="404: No provider available"):
        await live.transmissions.send(transmission_id)
    assert await live.transmissions.status(transmission_id) == "processing"
    with pytest.raises(ChangeRequestError, match="423"):
        await live.transmissions.send(transmission_id)


async def test_an_email_that_no_server_takes_may_have_been_sent(
    live: IctcoreClient,
) -> None:
    """A 500 with words."""
    template_id = await live.templates.create(
        NewTemplate(name="m", subject="Hi", body="<p>Hi</p>")
    )
    program_id = await live.programs.create_send_email(template_id)
    transmission_id = await live.transmissions.create(
        NewTransmission(
            program_id=program_id, account_id=1, email="unreachable@example.com"
        )
    )
    with pytest.raises(AskWhatHappenedError, match="error while sending email"):
        await live.transmissions.send(transmission_id)


@pytest.mark.parametrize("to", ["447700900003"])
async def test_a_send_that_breaks_off_may_have_gone(
    to: str, live: IctcoreClient
) -> None:
    """An empty 500 says nothing."""
    transmission_id = await prepared(live, to)
    with pytest.raises(AskWhatHappenedError):
        await live.transmissions.send(transmission_id)
    assert await live.transmissions.status(transmission_id) == "processing"


async def test_all_ten_kinds_of_programs_can_be_made(live: IctcoreClient) -> None:
    """And are listed by their type."""
    text_id = await live.texts.create(NewText(name="t", data="x"))
    document_id = await live.documents.create(NewMedia(name="d"))
    recording_id = await live.recordings.create(NewMedia(name="r"))
    template_id = await live.templates.create(
        NewTemplate(name="m", subject="s", body="b")
    )
    made = {
        ProgramType.SEND_SMS: await live.programs.create_send_sms(text_id),
        ProgramType.SEND_FAX: await live.programs.create_send_fax(document_id),
        ProgramType.SEND_EMAIL: await live.programs.create_send_email(template_id),
        ProgramType.VOICE_MESSAGE: await live.programs.create_voice_message(
            recording_id
        ),
        ProgramType.VOICE_TTS: await live.programs.create_voice_tts("Dinner"),
        ProgramType.RECEIVE_SMS: await live.programs.create_receive_sms(1),
        ProgramType.RECEIVE_FAX: await live.programs.create_receive_fax(1),
        ProgramType.RECEIVE_EMAIL: await live.programs.create_receive_email(1),
        ProgramType.EMAIL_TO_FAX: await live.programs.create_email_to_fax(1),
        ProgramType.FAX_TO_EMAIL: await live.programs.create_fax_to_email(1),
    }
    assert set(made) == set(ProgramType)
    listed = {one.type: one.program_id for one in await live.programs.list()}
    assert listed == {str(kind): program_id for kind, program_id in made.items()}
    for kind, program_id in made.items():
        (one,) = await live.programs.list_of_type(kind)
        assert one.program_id == program_id
    found = await live.programs.get(made[ProgramType.SEND_SMS])
    assert (found.text_id, found.type) == (text_id, None)


async def test_a_program_that_fails_stays_behind_and_is_found_by_its_name(
    live: IctcoreClient,
) -> None:
    """So it can be deleted."""
    with pytest.raises(ChangeRequestError, match="404: Text not found"):
        await live.programs.create_send_sms(999, name="mg-lost")
    (left,) = await live.programs.list(ProgramFilter(name="mg-lost"))
    await live.programs.delete(left.program_id)
    assert await live.programs.list() == ()


async def test_the_shortcut_makes_a_program_and_a_transmission(
    live: IctcoreClient,
) -> None:
    """In one request, which sends nothing yet."""
    text_id = await live.texts.create(NewText(name="t", data="x"))
    contact = NewTransmission(account_id=1, phone=ANN, title="t")
    transmission_id = await live.programs.create_transmission(
        NewProgram(type=ProgramType.SEND_SMS, parameter=text_id, name="mg-x"), contact
    )
    (program,) = await live.programs.list(ProgramFilter(name="mg-x"))
    (row,) = await live.programs.transmissions(program.program_id)
    assert (row.transmission_id, row.account) == (transmission_id, None)
    assert await live.transmissions.status(transmission_id) == "pending"


async def test_a_schedule_waits_for_its_time(
    live: IctcoreClient, ictcore_clock: SettableClock
) -> None:
    """It says that it is not due."""
    transmission_id = await prepared(live)
    await live.transmissions.schedule(
        transmission_id, Schedule(delay=timedelta(hours=1))
    )
    ictcore_clock.advance(3000)
    assert await live.transmissions.status(transmission_id) == "pending"
    ictcore_clock.advance(1000)
    assert await live.transmissions.status(transmission_id) != "pending"


@pytest.mark.parametrize("how", ["at", "server time", "calendar"])
async def test_every_way_to_say_a_time_is_understood(
    how: str, live: IctcoreClient, ictcore_clock: SettableClock
) -> None:
    """The simulated server is in UTC."""
    time = ictcore_clock() + timedelta(hours=2)
    schedule = {
        "at": Schedule(at=time),
        "server time": Schedule(server_time=time.replace(tzinfo=None)),
        "calendar": Schedule(
            calendar=Calendar(hour=str(time.hour), minute=str(time.minute))
        ),
    }[how]
    transmission_id = await prepared(live)
    await live.transmissions.schedule(transmission_id, schedule)
    ictcore_clock.advance(7000)
    assert await live.transmissions.status(transmission_id) == "pending"
    ictcore_clock.advance(300)
    assert await live.transmissions.status(transmission_id) != "pending"


async def test_a_schedule_ends_by_status_not_by_its_own_operation(
    live: IctcoreClient,
    ictcore_simulator: IctcoreSimulator,
    ictcore_clock: SettableClock,
) -> None:
    """Which does nothing; to delete the transmission works, too."""
    one, two, three = [await prepared(live) for _ in range(3)]
    for transmission_id in (one, two, three):
        await live.transmissions.schedule(
            transmission_id, Schedule(delay=timedelta(hours=1))
        )
    await live.transmissions.unschedule(one)
    done = TransmissionFields(status="completed")
    changed = await live.transmissions.update(two, done)
    assert changed.status in (None, "completed")
    await live.transmissions.delete(three)
    ictcore_clock.advance(7200)
    assert {each.transmission_id for each in ictcore_simulator.sent} == {one}


async def test_lists_are_of_one_service_and_direction(
    live: IctcoreClient, ictcore_simulator: IctcoreSimulator
) -> None:
    """What came in is a transmission, too."""
    transmission_id = await prepared(live)
    ictcore_simulator.receive(from_=ANN, text="Hello")
    (inbound,) = await live.transmissions.list(
        TransmissionFilter(direction=Direction.INBOUND)
    )
    assert inbound.direction == "inbound"
    ids = {
        one.transmission_id for one in await live.transmissions.list(of=Listing.SMSES)
    }
    assert ids == {transmission_id, inbound.transmission_id}
    assert await live.transmissions.list(of=Listing.FAXES) == ()
    assert await live.transmissions.list(of=Listing.EMAILS) == ()
    assert await live.transmissions.list(of=Listing.CALLS) == ()


async def test_a_list_of_5000_is_read(
    live: IctcoreClient, ictcore_simulator: IctcoreSimulator
) -> None:
    """It is long, but not too long."""
    ictcore_simulator.fill(5001)
    assert len(await live.transmissions.list()) == 5000
