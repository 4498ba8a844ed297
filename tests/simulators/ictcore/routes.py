"""Paths and methods of the API, and what they lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
import re
from typing import Any

from tests.simulators.ictcore import (
    accounts,
    campaigns,
    contacts,
    csv_files,
    groups,
    media,
    messages,
    programs,
    providers,
    reports,
    schedules,
    sending,
    subscriptions,
    transmission_lists as lists,
    transmissions,
    users,
)
from tests.simulators.ictcore.calls import Call, Operation
from tests.simulators.ictcore.resources import Resource
from tests.simulators.ictcore.statistics import statistics

PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way into the API; `broken` names what it can't save in release 2.1.0."""

    method: str
    pattern: re.Pattern[str]
    operation: Operation
    broken: str | None = None


def always_true(_call: Call) -> bool:
    """Say true and do nothing."""
    return True


def _routes(
    base: str,
    *ways: tuple[str, str, Callable[[Call], Any]],
    broken: str | None = None,
) -> list[Route]:
    """Make routes under a path from methods, the path's rest and operations.

    Of `broken` ones release 2.1.0 has no POST to the base and no PUT that works.
    """
    return [
        Route(
            method=method,
            pattern=re.compile(PART.sub(r"(?P<\1>[^/]+)", base + rest)),
            operation=operation,
            broken=broken if method in {"POST", "PUT"} else None,
        )
        for methods, rest, operation in ways
        for method in methods.split()
    ]


def _usual(resource: Resource, base: str) -> list[Route]:
    """Make the five routes that most kinds of rows have."""
    one = f"/{{{resource.key}}}"
    return _routes(
        base,
        ("POST", "", resource.create),
        ("GET", "", resource.list_all),
        ("GET", one, resource.get),
        ("PUT", one, resource.update),
        ("DELETE", one, resource.delete),
    )


def _message(resource: Resource, name: str) -> list[Route]:
    """Make the routes of what messages are made of; all but documents are broken."""
    base, one = f"(?:/messages)?/{name}", f"/{{{resource.key}}}"
    show = {
        "documents": messages.get_document,
        "templates": messages.get_template,
    }.get(name, resource.get)
    update = messages.update_template if name == "templates" else resource.update
    return _routes(
        base,
        ("POST", "", partial(messages.create, resource)),
        ("GET", "", resource.list_all),
        ("GET", one, show),
        ("PUT", one, update),
        ("DELETE", one, resource.delete),
        broken=None if name == "documents" else name,
    )


CONTACTS = [
    *_routes(
        "/contacts",
        ("GET", "", contacts.list_contacts),
        ("PUT", "/{contact_id}", contacts.update_contact),
        ("DELETE", "/{contact_id}", contacts.delete_contact),
        ("PUT", "/{contact_id}/link/{group_id}", contacts.link),
        ("DELETE", "/{contact_id}/link/{group_id}", contacts.unlink),
    ),
    *_usual(contacts.CONTACTS, "/contacts"),
    *_routes(
        "/groups",
        ("POST", "", groups.create_group),
        ("GET", "", groups.list_groups),
        ("PUT", "/{group_id}", groups.update_group),
        ("DELETE", "/{group_id}", groups.delete_group),
        ("GET", "/{group_id}/contacts", contacts.list_of_group),
        ("GET", "/sample/csv", csv_files.sample_csv),
        ("POST", "/{group_id}/csv", csv_files.import_csv),
        ("GET", "/{group_id}/csv", csv_files.export_csv),
    ),
    *_usual(groups.GROUPS, "/groups"),
]
MESSAGES = [
    *_message(messages.TEXTS, "texts"),
    *_message(messages.TEMPLATES, "templates"),
    *_message(messages.DOCUMENTS, "documents"),
    *_message(messages.RECORDINGS, "recordings"),
    *_routes(
        "(?:/messages)?",
        ("PUT POST", "/templates/{template_id}/media", media.put_template),
        ("GET", "/templates/{template_id}/media", media.get_template_media),
        ("PUT", "/documents/{document_id}/media", media.put_document),
        ("POST", "/documents/{document_id}/media", media.post_document),
        ("GET", "/documents/{document_id}/media", media.get_document_media),
        ("PUT POST", "/recordings/{recording_id}/media", media.put_recording),
        ("GET", "/recordings/{recording_id}/media", media.get_recording_media),
    ),
]
PROGRAMS = [
    *_routes(
        "/programs",
        ("GET", "", programs.list_programs),
        ("GET", "/{program_id}", programs.get_program),
        ("POST", "/{type}", programs.create_program),
        ("PUT", "/{program_id}", programs.update_program),
        ("DELETE", "/{program_id}", programs.PROGRAMS.delete),
        broken="programs",
    ),
    *_routes(
        "/programs/{program_id}/transmissions",
        ("POST", "", transmissions.create_with_program),
        ("GET", "", lists.list_of_program),
        broken="transmissions",
    ),
]
TRANSMISSIONS = [
    *_routes(
        "/transmissions",
        ("POST", "", transmissions.create_transmission),
        broken="transmissions",
    ),
    *_routes(
        "/transmissions",
        ("GET", "", lists.list_transmissions),
        ("GET", "/{transmission_id}", transmissions.get_transmission),
        ("PUT", "/{transmission_id}", transmissions.update_transmission),
        ("DELETE", "/{transmission_id}", transmissions.delete_transmission),
        ("POST", "/{transmission_id}/(?:send|retry)", sending.send),
        ("GET", "/{transmission_id}/clone", transmissions.clone),
        ("PUT", "/{transmission_id}/schedule", schedules.schedule_transmission),
        ("DELETE", "/{transmission_id}/schedule", schedules.unschedule_transmission),
        ("GET", "/{transmission_id}/status", reports.status),
        ("GET", "/{transmission_id}/(?:detail|logs|spools)", reports.detail),
        ("GET", "/{transmission_id}/results?", reports.result),
    ),
    *_routes(
        "",
        ("GET", "/faxes", lists.list_faxes),
        ("GET", "/smses", lists.list_smses),
        ("GET", "/emails", lists.list_emails),
        ("GET", "/calls", lists.list_calls),
        ("GET", "/spools/{spool_id}/status", reports.spool_status),
        ("GET", "/spools/{spool_id}/results?", reports.spool_result),
    ),
]
CAMPAIGNS = [
    *_routes(
        "/campaigns",
        ("POST", "", campaigns.create_campaign),
        ("GET", "", campaigns.list_campaigns),
        ("PUT GET", "/{campaign_id}/start", campaigns.start),
        ("PUT GET", "/{campaign_id}/stop", campaigns.stop),
        (
            "POST PUT",
            "/{campaign_id}/(?P<action>start|stop)/schedule",
            schedules.schedule_campaign,
        ),
        ("DELETE", "/{campaign_id}/schedule", schedules.unschedule_campaign),
    ),
    *_usual(campaigns.CAMPAIGNS, "/campaigns"),
]
ACCOUNTS = [
    *_routes(
        "",
        ("POST", "/accounts", accounts.create_account),
        ("GET", "/accounts", accounts.list_accounts),
        ("POST", "/extensions", accounts.create_extension),
        ("GET", "/extensions", accounts.list_extensions),
        ("POST", "/dids", accounts.create_did),
        ("GET", "/dids", accounts.list_dids),
    ),
    *_routes(
        "/(?:accounts|extensions|dids)/{account_id}",
        ("GET", "", accounts.get_account),
        ("PUT", "", accounts.update_account),
        ("DELETE", "", accounts.ACCOUNTS.delete),
        ("GET", "/settings/{name}", accounts.get_setting),
        ("PUT", "/settings/{name}", accounts.put_setting),
        ("DELETE", "/settings/{name}", accounts.delete_setting),
        ("PUT", "/programs/{program_id}", subscriptions.subscribe),
        ("DELETE", "/programs/{program_id}", subscriptions.unsubscribe),
        ("DELETE", "/programs", subscriptions.unsubscribe),
        ("PUT", "/users/{user_id}", accounts.set_owner),
        ("DELETE", "/users", accounts.clear_owner),
        ("GET", "/provisioning", accounts.provisioning),
    ),
]
USERS = [
    *_routes("/users", ("POST", "", users.create_user), broken="users"),
    *_routes(
        "/users",
        ("GET", "", users.USERS.list_all),
        ("GET", "/{user_id}", users.get_user),
        ("PUT", "/{user_id}", users.update_user),
        ("DELETE", "/{user_id}", users.delete_user),
        ("PUT", "/{user_id}/password", users.set_password),
        ("GET", "/{user_id}/roles", users.list_roles),
        ("PUT", "/{user_id}/roles/{role_id}", users.add_role),
        ("DELETE", "/{user_id}/roles/{role_id}", users.remove_role),
        ("GET", "/{user_id}/permissions", users.list_permissions),
        (
            "PUT DELETE",
            "/{user_id}/permissions/{permission_id}",
            users.change_permission,
        ),
        ("GET", "/{user_id}/accounts", users.list_accounts),
    ),
    *_routes(
        "",
        ("GET", "/roles", users.all_roles),
        ("GET", "/permissions", users.all_permissions),
        ("GET", "/statistics", statistics),
        ("POST", "/authenticate/cancel", always_true),
    ),
]
PROVIDERS = [
    *_routes(
        "/providers",
        ("POST", "", providers.create_provider),
        ("PUT", "/{provider_id}", providers.update_provider),
    ),
    *_usual(providers.PROVIDERS, "/providers"),
]
ROUTES = [
    *CONTACTS,
    *MESSAGES,
    *PROGRAMS,
    *TRANSMISSIONS,
    *CAMPAIGNS,
    *ACCOUNTS,
    *USERS,
    *PROVIDERS,
]
