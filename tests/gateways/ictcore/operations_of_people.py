"""The operations on contacts, groups, accounts, users, providers and statistics."""

from custom_components.message_gateways.gateways.ictcore.codes import (
    AccountType,
    ProgramType,
    ProviderType,
)
from custom_components.message_gateways.gateways.ictcore.models.accounts import (
    AccountFields,
    AccountFilter,
)
from custom_components.message_gateways.gateways.ictcore.models.contacts import (
    ContactFields,
    ContactFilter,
    GroupFields,
    GroupFilter,
    NewGroup,
)
from custom_components.message_gateways.gateways.ictcore.models.providers import (
    NewProvider,
    ProviderFields,
)
from custom_components.message_gateways.gateways.ictcore.models.users import (
    NewUser,
    UserFields,
)

from . import samples
from .operations import ANY, Operation

CONTACTS = {
    "contacts create": Operation(
        call=lambda api: api.contacts.create(
            ContactFields(first_name="Ann", phone="03001234567", custom1="ü")
        ),
        asks="POST /contacts",
        document={"first_name": "Ann", "phone": "03001234567", "custom1": "ü"},
        answer=1,
        result=1,
    ),
    "contacts list": Operation(
        call=lambda api: api.contacts.list(
            ContactFilter(email="ann@example.com", phone="+4567", group_id=1)
        ),
        asks="GET /contacts",
        query="phone=%2B4567&email=ann%40example.com&group_id=1",
        answer=samples.CONTACTS,
        result=ANY,
    ),
    "contacts get": Operation(
        call=lambda api: api.contacts.get(1),
        asks="GET /contacts/1",
        answer=samples.CONTACT,
        result=ANY,
    ),
    "contacts update": Operation(
        call=lambda api: api.contacts.update(
            1, ContactFields(last_name="Li", address="")
        ),
        asks="PUT /contacts/1",
        document={"last_name": "Li", "address": ""},
        answer=samples.CONTACT,
        result=ANY,
    ),
    "contacts delete": Operation(
        call=lambda api: api.contacts.delete(1),
        asks="DELETE /contacts/1",
        answer=True,
    ),
    "contacts link": Operation(
        call=lambda api: api.contacts.link(1, 2),
        asks="PUT /contacts/1/link/2",
        document={},
        answer=samples.CONTACT,
    ),
    "contacts unlink": Operation(
        call=lambda api: api.contacts.unlink(1, 2),
        asks="DELETE /contacts/1/link/2",
        answer=2,
    ),
}
GROUPS = {
    "groups create": Operation(
        call=lambda api: api.groups.create(NewGroup(name="g1", description="first")),
        asks="POST /groups",
        document={"name": "g1", "description": "first"},
        answer=1,
        result=1,
    ),
    "groups list": Operation(
        call=lambda api: api.groups.list(GroupFilter(name="g1")),
        asks="GET /groups",
        query="name=g1",
        answer=samples.GROUPS,
        result=ANY,
    ),
    "groups get": Operation(
        call=lambda api: api.groups.get(1),
        asks="GET /groups/1",
        answer=samples.GROUP,
        result=ANY,
    ),
    "groups update": Operation(
        call=lambda api: api.groups.update(1, GroupFields(name="x")),
        asks="PUT /groups/1",
        document={"name": "x", "group_id": 1},
        answer=samples.GROUP,
        result=ANY,
    ),
    "groups delete": Operation(
        call=lambda api: api.groups.delete(1),
        asks="DELETE /groups/1",
        answer=True,
    ),
    "groups contacts": Operation(
        call=lambda api: api.groups.contacts(1),
        asks="GET /groups/1/contacts",
        answer=samples.CONTACTS,
        result=ANY,
    ),
    "csv import": Operation(
        call=lambda api: api.csv.import_contacts(1, "+447700900123\n"),
        asks="POST /groups/1/csv",
        upload=b"+447700900123\n",
        upload_type="text/csv",
        answer="1",
    ),
    "csv export": Operation(
        call=lambda api: api.csv.export_contacts(1),
        asks="GET /groups/1/csv",
        answer=samples.CSV,
        result=samples.CSV.decode(),
    ),
    "csv sample": Operation(
        call=lambda api: api.csv.sample(),
        asks="GET /groups/sample/csv",
        answer=samples.CSV,
        result=samples.CSV.decode(),
    ),
}
ACCOUNTS = {
    "accounts create": Operation(
        call=lambda api: api.accounts.create(
            AccountFields(
                username="hall",
                passwd="s3cret",
                passwd_pin="1234",
                active=True,
                type=AccountType.EXTENSION,
            )
        ),
        asks="POST /accounts",
        document={
            "username": "hall",
            "passwd": "s3cret",
            "passwd_pin": "1234",
            "active": 1,
            "type": "extension",
        },
        answer=2,
        result=2,
    ),
    "accounts list": Operation(
        call=lambda api: api.accounts.list(AccountFilter(type=AccountType.DID)),
        asks="GET /accounts",
        query="type=did",
        answer=samples.ACCOUNTS,
        result=ANY,
    ),
    "accounts get": Operation(
        call=lambda api: api.accounts.get(1),
        asks="GET /accounts/1",
        answer=samples.ACCOUNT,
        result=ANY,
    ),
    "accounts update": Operation(
        call=lambda api: api.accounts.update(1, AccountFields(active=False)),
        asks="PUT /accounts/1",
        document={"active": 0},
        answer=samples.ACCOUNT,
        result=ANY,
    ),
    "accounts delete": Operation(
        call=lambda api: api.accounts.delete(1),
        asks="DELETE /accounts/1",
        answer=True,
    ),
    "accounts subscribe": Operation(
        call=lambda api: api.accounts.subscribe(3, ProgramType.FAX_TO_EMAIL),
        asks="PUT /accounts/3/programs/faxtoemail",
        document={},
        answer=21,
        result=21,
    ),
    "accounts unsubscribe": Operation(
        call=lambda api: api.accounts.unsubscribe(3, 21),
        asks="DELETE /accounts/3/programs/21",
        answer=True,
    ),
    "accounts unsubscribe all": Operation(
        call=lambda api: api.accounts.unsubscribe_all(3),
        asks="DELETE /accounts/3/programs",
        answer=True,
    ),
    "accounts give to user": Operation(
        call=lambda api: api.accounts.give_to_user(3, 2),
        asks="PUT /accounts/3/users/2",
        document={},
        answer=True,
    ),
    "accounts take from user": Operation(
        call=lambda api: api.accounts.take_from_user(3),
        asks="DELETE /accounts/3/users",
        answer=True,
    ),
    "accounts setting": Operation(
        call=lambda api: api.accounts.setting(1, "color"),
        asks="GET /accounts/1",
        answer=samples.ACCOUNT,
        result="red",
    ),
    "accounts set setting": Operation(
        call=lambda api: api.accounts.set_setting(3, "color", "red"),
        asks="PUT /accounts/3/settings/color",
        document={"value": "red"},
        answer=True,
    ),
    "accounts delete setting": Operation(
        call=lambda api: api.accounts.delete_setting(3, "color"),
        asks="DELETE /accounts/3/settings/color",
        answer=True,
    ),
}
USERS = {
    "users create": Operation(
        call=lambda api: api.users.create(
            NewUser(username="jane", password="s3cret", country_id=1)
        ),
        asks="POST /users",
        document={"username": "jane", "password": "s3cret", "country_id": 1},
        answer=4,
        result=4,
    ),
    "users list": Operation(
        call=lambda api: api.users.list(),
        asks="GET /users",
        answer=samples.USERS,
        result=ANY,
    ),
    "users get": Operation(
        call=lambda api: api.users.get(4),
        asks="GET /users/4",
        answer=samples.USER,
        result=ANY,
    ),
    "users update": Operation(
        call=lambda api: api.users.update(4, UserFields(company="Harbour Cafe")),
        asks="PUT /users/4",
        document={"company": "Harbour Cafe"},
        answer=samples.USER,
        result=ANY,
    ),
    "users delete": Operation(
        call=lambda api: api.users.delete(4),
        asks="DELETE /users/4",
        answer=True,
    ),
    "users set password": Operation(
        call=lambda api: api.users.set_password(4, "n3w"),
        asks="PUT /users/4/password",
        document={"password": "n3w"},
        answer=samples.USER,
        result=ANY,
    ),
    "users add role": Operation(
        call=lambda api: api.users.add_role(4, 1),
        asks="PUT /users/4/roles/1",
        document={},
        answer=True,
    ),
    "users remove role": Operation(
        call=lambda api: api.users.remove_role(4, 1),
        asks="DELETE /users/4/roles/1",
        answer=True,
    ),
    "users add permission": Operation(
        call=lambda api: api.users.add_permission(4, 5),
        asks="PUT /users/4/permissions/5",
        document={},
        answer=True,
    ),
    "users remove permission": Operation(
        call=lambda api: api.users.remove_permission(4, 5),
        asks="DELETE /users/4/permissions/5",
        answer=True,
    ),
}
PROVIDERS = {
    "providers create": Operation(
        call=lambda api: api.providers.create(
            NewProvider(
                type=ProviderType.SMPP,
                name="SMS centre",
                host="192.0.2.7",
                port=2775,
                username="smpp",
                password="cl3arText",
                register=False,
                weight=10,
                active=True,
            )
        ),
        asks="POST /providers",
        document={
            "type": "smpp",
            "name": "SMS centre",
            "node_id": 1,
            "host": "192.0.2.7",
            "port": 2775,
            "username": "smpp",
            "password": "cl3arText",
            "register": 0,
            "weight": 10,
            "active": 1,
        },
        answer=2,
        result=2,
    ),
    "providers list": Operation(
        call=lambda api: api.providers.list(),
        asks="GET /providers",
        answer=samples.PROVIDERS,
        result=ANY,
    ),
    "providers get": Operation(
        call=lambda api: api.providers.get(2),
        asks="GET /providers/2",
        answer=samples.PROVIDER,
        result=ANY,
    ),
    "providers update": Operation(
        call=lambda api: api.providers.update(2, ProviderFields(active=False)),
        asks="PUT /providers/2",
        document={"active": 0},
        answer=samples.PROVIDER,
        result=ANY,
    ),
    "providers delete": Operation(
        call=lambda api: api.providers.delete(2),
        asks="DELETE /providers/2",
        answer=True,
    ),
}
STATISTICS = {
    "statistics": Operation(
        call=lambda api: api.statistics.get(),
        asks="GET /statistics",
        answer=samples.STATISTICS,
        result=ANY,
    ),
}
PEOPLE = CONTACTS | GROUPS | ACCOUNTS | USERS | PROVIDERS | STATISTICS
