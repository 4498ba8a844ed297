"""All tables of the server with their columns."""

from collections.abc import Iterator

from tests.simulators.ictcore.tables import Table

STAMPS = ("user_id", "date_created")
PERSON = ("first_name", "last_name", "phone", "email", "address")
CONTACT = (*PERSON, "custom1", "custom2", "custom3", "description")
TEXT = ("name", "data", "type", "description", "length", "class", "encoding")
TEMPLATE = (
    *("name", "type", "description", "subject", "body", "body_alt"),
    *("attachment", "length", "data"),
)
DOCUMENT = (
    *("name", "file_name", "type", "description", "pages", "size_x", "size_y"),
    *("quality", "resolution_x", "resolution_y", "data", "ocr"),
)
RECORDING = (
    *("name", "file_name", "type", "description", "length", "codec", "channel"),
    *("sample", "bitrate", "data", "link"),
)
TRANSMISSION = (
    *("title", "service_flag", "program_id", "origin", "direction", "status"),
    *("response", "try_allowed", "last_run", "is_deleted", "campaign_id"),
    *("account_id", "contact_id"),
)
TASK = (
    *("type", "action", "data", "status", "year", "month", "day", "hour", "minute"),
    *("weekday", "is_recurring", "expiry", "weight"),
)
CAMPAIGN = (
    *("program_id", "group_id", "cpm", "try_allowed", "account_id", "status"),
    *("source", "created_by", "pid"),
)
ACCOUNT = ("type", "username", "passwd", "passwd_pin", *PERSON, "active", "created_by")
USER = (
    *("username", "passwd", *PERSON, "company", "country_id", "language_id"),
    *("timezone_id", "active", "owner_id"),
)
PROVIDER = (
    *("name", "gateway_flag", "service_flag", "node_id", "host", "port", "username"),
    *("password", "dialstring", "prefix", "settings", "register", "weight", "type"),
    "active",
)
SPOOL = ("account_id", "transmission_id", "status", "response")
RESULT = ("application_id", "type", "name", "data", "date_created", "spool_id")


def _table(key: str, *columns: str, **defaults: str | None) -> Table:
    """Make a table whose rows are stamped with user and time."""
    return Table(key, *columns, *STAMPS, **defaults)


class Tables:
    """Hold the tables of a server."""

    def __init__(self) -> None:
        """Make them empty."""
        self.contacts = _table("contact_id", *CONTACT)
        self.groups = _table("group_id", "name", "description", name="")
        text: dict[str, str | None] = {"type": "UTF-8", "encoding": "0", "class": "1"}
        self.texts = _table("text_id", *TEXT, "message_id", **text)
        self.templates = _table("template_id", *TEMPLATE, "message_id", type="1")
        file: dict[str, str | None] = {"file_name": "", "type": ""}
        self.documents = _table("document_id", *DOCUMENT, "message_id", **file)
        self.recordings = _table("recording_id", *RECORDING, "message_id", **file)
        self.programs = _table("program_id", "name", "type", "parent_id", "account_id")
        self.transmissions = _table(
            "transmission_id",
            *TRANSMISSION,
            status="pending",
            response="",
            try_allowed="1",
            is_deleted="0",
        )
        self.spools = _table("spool_id", *SPOOL, status="queued", response="")
        self.results = _table("spool_result_id", *RESULT)
        self.tasks = _table("task_id", *TASK, status="1")
        self.campaigns = _table("campaign_id", *CAMPAIGN, cpm="2", try_allowed="1")
        self.accounts = _table("account_id", *ACCOUNT, type="account", active="1")
        self.users = Table("user_id", *USER, "date_created", active="1")
        self.providers = _table("provider_id", *PROVIDER, active="1")

    def __iter__(self) -> Iterator[Table]:
        """Go through the tables."""
        return iter(vars(self).values())
