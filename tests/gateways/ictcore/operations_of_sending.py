"""The operations on programs, transmissions, spools and campaigns."""

from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.message_gateways.gateways.ictcore.codes import (
    Direction,
    Listing,
    ProgramType,
)
from custom_components.message_gateways.gateways.ictcore.models.campaigns import (
    CampaignFields,
    CampaignFilter,
    NewCampaign,
)
from custom_components.message_gateways.gateways.ictcore.models.programs import (
    NewProgram,
    ProgramFilter,
)
from custom_components.message_gateways.gateways.ictcore.models.schedules import (
    Schedule,
)
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    NewTransmission,
    TransmissionFields,
    TransmissionFilter,
)

from . import samples
from .operations import ANY, Call, Operation

AT = datetime.fromtimestamp(1795229907, UTC)
IN_AN_HOUR = Schedule(delay=timedelta(hours=1))
SHORTCUT = NewProgram(type=ProgramType.SEND_SMS, parameter=1, name="x")


def created(kind: str, name: str, value: Any, call: Call) -> dict[str, Operation]:
    """Describe how a program of a kind is made."""
    made = Operation(
        call=call,
        asks=f"POST /programs/{kind}",
        document={name: value, "name": "p"},
        answer=16,
        result=16,
    )
    return {f"programs {kind}": made}


PROGRAMS = {
    **created(
        "sendsms", "text_id", 1, lambda api: api.programs.create_send_sms(1, name="p")
    ),
    **created(
        "sendfax",
        "document_id",
        2,
        lambda api: api.programs.create_send_fax(2, name="p"),
    ),
    **created(
        "sendemail",
        "template_id",
        3,
        lambda api: api.programs.create_send_email(3, name="p"),
    ),
    **created(
        "voicemessage",
        "recording_id",
        4,
        lambda api: api.programs.create_voice_message(4, name="p"),
    ),
    **created(
        "voicetts",
        "text",
        "Dinner",
        lambda api: api.programs.create_voice_tts("Dinner", name="p"),
    ),
    **created(
        "receivesms",
        "account_id",
        5,
        lambda api: api.programs.create_receive_sms(5, name="p"),
    ),
    **created(
        "receivefax",
        "account_id",
        6,
        lambda api: api.programs.create_receive_fax(6, name="p"),
    ),
    **created(
        "receiveemail",
        "account_id",
        7,
        lambda api: api.programs.create_receive_email(7, name="p"),
    ),
    **created(
        "emailtofax",
        "account_id",
        8,
        lambda api: api.programs.create_email_to_fax(8, name="p"),
    ),
    **created(
        "faxtoemail",
        "account_id",
        9,
        lambda api: api.programs.create_fax_to_email(9, name="p"),
    ),
    "programs list": Operation(
        call=lambda api: api.programs.list(ProgramFilter(name="mg 1+1", before=AT)),
        asks="GET /programs",
        query="name=mg+1%2B1&before=1795229907",
        answer=samples.PROGRAMS,
        result=ANY,
    ),
    "programs list of type": Operation(
        call=lambda api: api.programs.list_of_type(ProgramType.SEND_SMS),
        asks="GET /programs/sendsms",
        answer=samples.PROGRAMS,
        result=ANY,
    ),
    "programs get": Operation(
        call=lambda api: api.programs.get(1),
        asks="GET /programs/1",
        answer=samples.PROGRAM,
        result=ANY,
    ),
    "programs delete": Operation(
        call=lambda api: api.programs.delete(1),
        asks="DELETE /programs/1",
        answer=True,
    ),
    "programs create transmission": Operation(
        call=lambda api: api.programs.create_transmission(
            SHORTCUT, NewTransmission(contact_id=1, title="t", account_id=1)
        ),
        asks="POST /programs/sendsms/transmissions",
        document={
            "program_data": {"name": "x", "text_id": 1},
            "transmission_data": {"contact_id": 1, "title": "t", "account_id": 1},
        },
        answer=1,
        result=1,
    ),
    "programs transmissions": Operation(
        call=lambda api: api.programs.transmissions(1),
        asks="GET /programs/1/transmissions",
        answer=[{"transmission_id": "1", "status": "pending"}],
        result=ANY,
    ),
}
TRANSMISSIONS = {
    "transmissions create": Operation(
        call=lambda api: api.transmissions.create(
            NewTransmission(
                program_id=1,
                account_id=2,
                phone="+447700900123",
                title="hello",
                origin="mytest",
                try_allowed=2,
                service_flag=4,
                direction=Direction.OUTBOUND,
            )
        ),
        asks="POST /transmissions",
        document={
            "program_id": 1,
            "account_id": 2,
            "phone": "+447700900123",
            "title": "hello",
            "origin": "mytest",
            "try_allowed": 2,
            "service_flag": 4,
            "direction": "outbound",
        },
        answer=1,
        result=1,
    ),
    "transmissions list": Operation(
        call=lambda api: api.transmissions.list(
            TransmissionFilter(
                origin="mg-", after=AT, direction=Direction.INBOUND, is_deleted=False
            )
        ),
        asks="GET /transmissions",
        query="origin=mg-&direction=inbound&after=1795229907&is_deleted=0",
        answer=samples.TRANSMISSIONS,
        result=ANY,
    ),
    "transmissions list of one service": Operation(
        call=lambda api: api.transmissions.list(of=Listing.FAXES),
        asks="GET /faxes",
        answer=samples.TRANSMISSIONS,
        result=ANY,
    ),
    "transmissions get": Operation(
        call=lambda api: api.transmissions.get(1),
        asks="GET /transmissions/1",
        answer=samples.TRANSMISSION,
        result=ANY,
    ),
    "transmissions update": Operation(
        call=lambda api: api.transmissions.update(
            1, TransmissionFields(status="completed")
        ),
        asks="PUT /transmissions/1",
        document={"status": "completed"},
        answer=samples.TRANSMISSION,
        result=ANY,
    ),
    "transmissions delete": Operation(
        call=lambda api: api.transmissions.delete(1),
        asks="DELETE /transmissions/1",
        answer=True,
    ),
    "transmissions send": Operation(
        call=lambda api: api.transmissions.send(1),
        asks="POST /transmissions/1/send",
        document={},
        answer=7,
        result=7,
    ),
    "transmissions retry": Operation(
        call=lambda api: api.transmissions.retry(1),
        asks="POST /transmissions/1/retry",
        document={},
        answer=8,
        result=8,
    ),
    "transmissions schedule": Operation(
        call=lambda api: api.transmissions.schedule(1, IN_AN_HOUR),
        asks="PUT /transmissions/1/schedule",
        document={"delay": 3600, "status": 0},
        answer=5,
        result=5,
    ),
    "transmissions unschedule": Operation(
        call=lambda api: api.transmissions.unschedule(1),
        asks="DELETE /transmissions/1/schedule",
        answer=b"",
    ),
    "transmissions clone": Operation(
        call=lambda api: api.transmissions.clone(18),
        asks="GET /transmissions/18/clone",
        answer=19,
        result=19,
    ),
    "transmissions status": Operation(
        call=lambda api: api.transmissions.status(1),
        asks="GET /transmissions/1/status",
        answer="completed",
        result="completed",
    ),
    "transmissions detail": Operation(
        call=lambda api: api.transmissions.detail(7),
        asks="GET /transmissions/7/detail",
        answer=samples.SPOOLS,
        result=ANY,
    ),
    "transmissions result": Operation(
        call=lambda api: api.transmissions.result(7),
        asks="GET /transmissions/7/result",
        answer=samples.FAX_RESULTS,
        result=ANY,
    ),
}
SPOOLS = {
    "spools status": Operation(
        call=lambda api: api.spools.status(7),
        asks="GET /spools/7/status",
        answer="completed",
        result="completed",
    ),
    "spools result": Operation(
        call=lambda api: api.spools.result(12),
        asks="GET /spools/12/result",
        answer=samples.FAX_RESULTS,
        result=ANY,
    ),
}
CAMPAIGNS = {
    "campaigns create": Operation(
        call=lambda api: api.campaigns.create(
            NewCampaign(program_id=16, group_id=1, cpm=60, try_allowed=1, account_id=1)
        ),
        asks="POST /campaigns",
        document={
            "program_id": 16,
            "group_id": 1,
            "cpm": 60,
            "try_allowed": 1,
            "account_id": 1,
        },
        answer=3,
        result=3,
    ),
    "campaigns list": Operation(
        call=lambda api: api.campaigns.list(CampaignFilter(campaign_id=3)),
        asks="GET /campaigns",
        query="campaign_id=3",
        answer=samples.CAMPAIGNS,
        result=ANY,
    ),
    "campaigns get": Operation(
        call=lambda api: api.campaigns.get(3),
        asks="GET /campaigns/3",
        answer=samples.CAMPAIGN,
        result=ANY,
    ),
    "campaigns update": Operation(
        call=lambda api: api.campaigns.update(3, CampaignFields(cpm=30)),
        asks="PUT /campaigns/3",
        document={"cpm": 30},
        answer=samples.CAMPAIGN,
        result=ANY,
    ),
    "campaigns delete": Operation(
        call=lambda api: api.campaigns.delete(3),
        asks="DELETE /campaigns/3",
        answer=True,
    ),
    "campaigns start": Operation(
        call=lambda api: api.campaigns.start(3),
        asks="PUT /campaigns/3/start",
        document={},
        answer="3",
    ),
    "campaigns stop": Operation(
        call=lambda api: api.campaigns.stop(4),
        asks="PUT /campaigns/4/stop",
        document={},
        answer="4",
    ),
    "campaigns schedule start": Operation(
        call=lambda api: api.campaigns.schedule_start(5, IN_AN_HOUR),
        asks="POST /campaigns/5/start/schedule",
        document={"delay": 3600, "status": 0},
        answer=9,
        result=9,
    ),
    "campaigns schedule stop": Operation(
        call=lambda api: api.campaigns.schedule_stop(5, IN_AN_HOUR),
        asks="POST /campaigns/5/stop/schedule",
        document={"delay": 3600, "status": 0},
        answer="10",
        result=10,
    ),
    "campaigns unschedule": Operation(
        call=lambda api: api.campaigns.unschedule(5),
        asks="DELETE /campaigns/5/schedule",
        answer=b"",
    ),
}
SENDING = PROGRAMS | TRANSMISSIONS | SPOOLS | CAMPAIGNS
