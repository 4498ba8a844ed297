"""What each sample of a real server's answers is read as."""

from datetime import UTC, datetime, timedelta
from typing import Any

from custom_components.message_gateways.gateways.ictcore.answers.accounts import (
    parse_account,
)
from custom_components.message_gateways.gateways.ictcore.answers.campaigns import (
    parse_campaign,
)
from custom_components.message_gateways.gateways.ictcore.answers.contacts import (
    parse_contact,
    parse_group,
)
from custom_components.message_gateways.gateways.ictcore.answers.messages import (
    parse_document,
    parse_recording,
    parse_template,
    parse_text,
)
from custom_components.message_gateways.gateways.ictcore.answers.programs import (
    parse_program,
)
from custom_components.message_gateways.gateways.ictcore.answers.providers import (
    parse_provider,
)
from custom_components.message_gateways.gateways.ictcore.answers.session import (
    parse_sign_in,
)
from custom_components.message_gateways.gateways.ictcore.answers.statistics import (
    parse_statistics,
)
from custom_components.message_gateways.gateways.ictcore.answers.transmissions import (
    parse_spool,
    parse_transmission,
    parse_transmission_row,
)
from custom_components.message_gateways.gateways.ictcore.answers.users import (
    parse_user,
)
from custom_components.message_gateways.gateways.ictcore.codes import Direction
from custom_components.message_gateways.gateways.ictcore.models.accounts import Account
from custom_components.message_gateways.gateways.ictcore.models.campaigns import (
    Campaign,
)
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    Contact,
    Group,
)
from custom_components.message_gateways.gateways.ictcore.models.messages import (
    Document,
    Recording,
    Template,
    Text,
)
from custom_components.message_gateways.gateways.ictcore.models.programs import Program
from custom_components.message_gateways.gateways.ictcore.models.providers import (
    Provider,
)
from custom_components.message_gateways.gateways.ictcore.models.session import SignIn
from custom_components.message_gateways.gateways.ictcore.models.statistics import (
    Statistics,
)
from custom_components.message_gateways.gateways.ictcore.models.transmissions import (
    Spool,
    Transmission,
    TransmissionRow,
)
from custom_components.message_gateways.gateways.ictcore.models.users import User

from . import samples

AT = datetime.fromtimestamp(1795229907, UTC)
ANN = Contact(
    contact_id=1,
    first_name="Ann",
    last_name="Lee",
    phone="03001234567",
    email="ann@example.com",
    address="1 St",
    custom1="c1",
    description="d",
    user_id=1,
)
ADMIN = Account(
    account_id=1,
    username="admin",
    first_name="System",
    last_name="Administrator",
    phone="111111",
    email="admin@ictcore.org",
    active=True,
    user_id=1,
    settings={"color": "red"},
)

READ: dict[str, tuple[Any, bytes, Any]] = {
    "sign in": (
        parse_sign_in,
        samples.SIGN_IN,
        SignIn(
            token="eyJ0eXAi",
            user_id=1,
            first_name="System",
            last_name="Administrator",
            phone="111111",
            email="admin@ictcore.org",
            active=True,
            lifetime=timedelta(seconds=31104000),
        ),
    ),
    "contact": (parse_contact, samples.CONTACT, ANN),
    "no contact": (parse_contact, samples.NO_CONTACT, None),
    "group": (
        parse_group,
        samples.GROUP,
        Group(group_id=1, name="g1", description="first", user_id=1),
    ),
    "text": (
        parse_text,
        samples.TEXT,
        Text(
            text_id=1,
            name="t1",
            data="Hello",
            type="plain",
            description="x",
            encoding="0",
            user_id=1,
        ),
    ),
    "template": (
        parse_template,
        samples.TEMPLATE,
        Template(
            template_id=1,
            name="m1",
            type="1",
            description="d",
            subject="Dinner",
            body="<p>ready</p>",
            body_alt="ready",
            files=("/path/attachment_0_1.txt",),
            user_id=1,
        ),
    ),
    "document": (
        parse_document,
        samples.DOCUMENT,
        Document(
            document_id=1,
            name="doc1",
            file_name="/tmp/document_0_1.tif",  # noqa: S108 - a path on the server
            type="pdf",
            description="d",
            pages=2,
            size_x=842,
            size_y=595,
            quality="standard",
            resolution_x=204,
            resolution_y=98,
            user_id=1,
        ),
    ),
    "recording": (
        parse_recording,
        samples.RECORDING,
        Recording(
            recording_id=1,
            name="r1",
            file_name="/tmp/recording_0_1.wav",  # noqa: S108 - a path on the server
            type="wav",
            description="d",
            length=3,
            codec="pcm",
            channel=1,
            sample=8000,
            bitrate=128,
            user_id=1,
        ),
    ),
    "program": (
        parse_program,
        samples.PROGRAM,
        Program(program_id=1, name="smsprog", text_id=1, user_id=1),
    ),
    "account": (parse_account, samples.ACCOUNT, ADMIN),
    "transmission": (
        parse_transmission,
        samples.TRANSMISSION,
        Transmission(
            transmission_id=1,
            title="hello",
            service_flag=4,
            program_id=1,
            origin="mytest",
            direction=Direction.OUTBOUND,
            try_allowed=1,
            is_deleted=False,
            user_id=1,
            account=ADMIN,
            contact=ANN,
        ),
    ),
    "user": (
        parse_user,
        samples.USER,
        User(
            user_id=4,
            first_name="Jane",
            last_name="Doe",
            email="jane@example.com",
            company="Harbour Cafe",
            country_id=1,
            active=True,
            owner_id=1,
        ),
    ),
    "provider": (
        parse_provider,
        samples.PROVIDER,
        Provider(
            provider_id=2,
            name="SMS centre",
            service_flag=4,
            node_id=1,
            host="192.0.2.7",
            port=2775,
            username="smpp",
            register=False,
            weight=10,
            type="smpp",
            active=True,
        ),
    ),
    "campaign": (
        parse_campaign,
        samples.CAMPAIGN,
        Campaign(
            campaign_id=3,
            program_id=16,
            group_id=1,
            cpm=60,
            try_allowed=1,
            account_id=1,
            status="new",
            user_id=1,
        ),
    ),
    "statistics": (
        parse_statistics,
        samples.STATISTICS,
        Statistics(
            user_total=5,
            account_total=10,
            campaign_total=4,
            campaign_active=0,
            group_total=4,
            contact_total=15,
            transmission_total=30,
            transmission_inbound=0,
            transmission_outbound=30,
            transmission_active=12,
        ),
    ),
    "statistics of 2.1.0": (
        parse_statistics,
        samples.STATISTICS_OF_2_1_0,
        Statistics(
            user_total=5,
            account_total=10,
            did_total=1,
            contact_total=15,
            transmission_inbound=0,
            transmission_outbound=30,
        ),
    ),
}
LISTS: dict[str, tuple[Any, bytes, Any]] = {
    "groups": (
        parse_group,
        samples.GROUPS,
        Group(group_id=1, name="g1", contact_total=0),
    ),
    "texts": (
        parse_text,
        samples.TEXTS,
        Text(text_id=1, name="t1", data=None, type="plain", description="x"),
    ),
    "documents": (
        parse_document,
        samples.DOCUMENTS,
        Document(
            document_id=1,
            name="doc1",
            file_name="/tmp/d.tif",  # noqa: S108 - a path on the server
            type="pdf",
            pages=2,
            description="d",
        ),
    ),
    "programs": (
        parse_program,
        samples.PROGRAMS,
        Program(program_id=1, name="smsprog", type="sendsms"),
    ),
    "accounts": (
        parse_account,
        samples.ACCOUNTS,
        Account(
            account_id=1,
            type="account",
            username="admin",
            first_name="System",
            last_name="Administrator",
            phone="111111",
            email="admin@ictcore.org",
            user_id=1,
        ),
    ),
    "transmissions": (
        parse_transmission_row,
        samples.TRANSMISSIONS,
        TransmissionRow(
            transmission_id=1,
            account_id=1,
            account_phone="111111",
            account_email="admin@ictcore.org",
            user_id=1,
            username="admin",
            contact_id=1,
            contact_phone="03001234567",
            status="pending",
            direction="outbound",
            last_run=AT,
            account=Account(
                account_id=1,
                type="account",
                username="admin",
                first_name="System",
                phone="111111",
                email="admin@ictcore.org",
                user_id=1,
            ),
            contact=Contact(
                contact_id=1, first_name="Ann", last_name="Lee", phone="03001234567"
            ),
        ),
    ),
    "spools": (
        parse_spool,
        samples.SPOOLS,
        Spool(spool_id=7, account_id=1, transmission_id=7, status="completed"),
    ),
    "users": (
        parse_user,
        samples.USERS,
        User(
            user_id=4,
            username="jane",
            first_name="Jane",
            last_name="Doe",
            email="jane@example.com",
        ),
    ),
    "providers": (
        parse_provider,
        samples.PROVIDERS,
        Provider(
            provider_id=2,
            name="SMS centre",
            host="192.0.2.7",
            service_flag=4,
            node_id=1,
            type="smpp",
        ),
    ),
    "campaigns": (
        parse_campaign,
        samples.CAMPAIGNS,
        Campaign(
            campaign_id=3,
            program_id=16,
            group_id=1,
            cpm=60,
            try_allowed=1,
            account_id=1,
            status="running",
            user_id=1,
            contact_total=20,
            contact_done=7,
            program_type="sendsms",
            created_at=AT,
        ),
    ),
}
