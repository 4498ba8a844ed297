"""Message Gateways: accounts with messaging providers as part of Home Assistant."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
import logging
from pathlib import Path
from typing import Any

from homeassistant.const import CONF_TIME_ZONE, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    config_validation as cv,
    device_registry as dr,
    instance_id,
)
from homeassistant.helpers.typing import ConfigType

from .assist_sentences import DATA_SENTENCES, async_setup_sentences
from .call_forms import speech_of
from .const import (
    CONF_GATEWAY,
    CONF_INSTALLATION,
    DEFAULT_LONGEST_SEGMENTS,
    DEFAULT_RETENTION_DAYS,
    DEFAULT_RETENTION_ROWS,
    DOMAIN,
    OPTION_COUNTRY,
    OPTION_LONGEST_SEGMENTS,
    OPTION_PUSH_REPORTS,
    OPTION_RETENTION_DAYS,
    OPTION_RETENTION_ROWS,
    OPTION_SENDER,
)
from .data import MessageGatewaysConfigEntry
from .engine.account import Account
from .engine.cleaning import clean_up_at_last
from .engine.settings import Settings
from .engine.speech import Speech
from .engine.store_file import delete
from .entity import account_device
from .entry_changes import EntryChanges
from .gateways.base import AsksForPushes, CleansUp
from .gateways.push_info import PushKind
from .gateways.registry import REGISTRY
from .issues import AccountIssues, delete_issues
from .limit_forms import limits_of
from .push_addresses import push_address, push_ids
from .push_cloud import async_watch_cloud
from .services import async_setup_services
from .sessions import async_account_session, trial_session
from .webhook import async_open_doors, async_remove_doors

_LOGGER = logging.getLogger(__name__)

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)
PLATFORMS = [Platform.EVENT, Platform.NOTIFY, Platform.SENSOR]


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Set up the actions, the sentences of Assist, and the addresses for pushes."""
    async_setup_services(hass)
    async_setup_sentences(hass)
    for entry in hass.config_entries.async_entries(DOMAIN):
        async_open_doors(hass, entry)
    return True


async def async_setup_entry(
    hass: HomeAssistant, entry: MessageGatewaysConfigEntry
) -> bool:
    """Set up an account; it can send before its gateway or its disk is there."""
    # Before anything listens for changes of the entry: this may be one.
    async_open_doors(hass, entry)
    account = _make_account(hass, entry, await instance_id.async_get(hass))
    try:
        await account.open()
        await _async_begin(hass, entry, account)
    except BaseException:
        # Its threads and its file would stay open until Home Assistant ends.
        await account.close()
        raise
    return True


async def _async_begin(
    hass: HomeAssistant, entry: MessageGatewaysConfigEntry, account: Account
) -> None:
    """Put an open account to work."""
    entry.runtime_data = account
    async_watch_cloud(hass, entry, push_ids(entry).values())
    dr.async_get(hass).async_get_or_create(
        config_entry_id=entry.entry_id, **account_device(entry)
    )
    entry.async_on_unload(AccountIssues(hass, entry, account).watch())
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    entry.async_on_unload(
        entry.add_update_listener(EntryChanges(entry).async_entry_changed)
    )
    entry.async_on_unload(hass.data[DATA_SENTENCES].async_account_loaded())
    await account.start()


async def async_unload_entry(
    hass: HomeAssistant, entry: MessageGatewaysConfigEntry
) -> bool:
    """Unload an account, once its requests in flight are answered."""
    entry.runtime_data.announcer.pause()
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        entry.runtime_data.announcer.begin()
        return False
    await entry.runtime_data.close()
    return True


async def async_remove_entry(
    hass: HomeAssistant, entry: MessageGatewaysConfigEntry
) -> None:
    """Delete what an account has left, on its gateway too if that can be reached."""
    delete_issues(hass, entry.entry_id)
    await async_remove_doors(hass, entry)
    info = REGISTRY[entry.data[CONF_GATEWAY]]
    if info.can(CleansUp):
        config = _config(hass, entry, await instance_id.async_get(hass))
        with trial_session(hass, info, config) as session:
            await clean_up_at_last(info.make(config, session), _store_path(hass, entry))
    path = _store_path(hass, entry)
    try:
        await hass.async_add_executor_job(delete, path)
    except OSError as err:
        _LOGGER.warning(
            "The database of %s stays at %s, delete it by hand: %s",
            entry.title,
            path,
            err.strerror,
        )


def _store_path(hass: HomeAssistant, entry: MessageGatewaysConfigEntry) -> Path:
    """Return where the database of an account is."""
    return Path(hass.config.path(".storage", f"{DOMAIN}.{entry.entry_id}.db"))


def _config(
    hass: HomeAssistant, entry: MessageGatewaysConfigEntry, installation: str
) -> Mapping[str, Any]:
    """Return what a gateway is made of."""
    return {
        CONF_TIME_ZONE: hass.config.time_zone,
        CONF_INSTALLATION: installation,
        **entry.data,
        **entry.options,
    }


def _make_account(
    hass: HomeAssistant, entry: MessageGatewaysConfigEntry, installation: str
) -> Account:
    """Make an account of what the user entered."""
    info = REGISTRY[entry.data[CONF_GATEWAY]]
    options = entry.options
    config = _config(hass, entry, installation)
    gateway = info.make(config, async_account_session(hass, entry, info, config))
    if isinstance(gateway, AsksForPushes) and options.get(OPTION_PUSH_REPORTS, True):
        gateway.ask_for_pushes(partial(push_address, hass, entry, PushKind.REPORTS))
    return Account(
        hass,
        entry,
        info=info,
        gateway=gateway,
        settings=Settings(
            country=options.get(OPTION_COUNTRY) or hass.config.country,
            sender=options.get(OPTION_SENDER) or None,
            longest_segments=int(
                options.get(OPTION_LONGEST_SEGMENTS, DEFAULT_LONGEST_SEGMENTS)
            ),
            retention=timedelta(
                days=options.get(OPTION_RETENTION_DAYS, DEFAULT_RETENTION_DAYS)
            ),
            retention_rows=int(
                options.get(OPTION_RETENTION_ROWS, DEFAULT_RETENTION_ROWS)
            ),
            speech=speech_of(options) or Speech(),
            speaks_itself=any(
                bool(channel.own_speech and options.get(channel.own_speech))
                for channel in info.channels.values()
            ),
            limits=limits_of(options),
        ),
        path=_store_path(hass, entry),
    )
