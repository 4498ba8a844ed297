"""Make a fresh configuration folder for Home Assistant."""

import json
from pathlib import Path
import shutil
from typing import Any

from .cast import SPEECH_ENGINE

DASHBOARD_PATH = "message-gateways"
DASHBOARD_FILE = "messages.yaml"

# Without default_config: it wants the internet, and to find devices in the network.
CONFIGURATION = """\
homeassistant:
  name: Demo home
  country: GB
  currency: EUR
api:
automation:
config:
frontend:
history:
logbook:
logger:
  default: warning
recorder:
  commit_interval: 1
system_health:
webhook:
lovelace:
  dashboards:
    {dashboard_path}:
      mode: yaml
      title: Messages
      icon: mdi:message-text
      show_in_sidebar: true
      filename: {dashboard_file}
tts:
  - platform: {speech_engine}
ffmpeg:
  ffmpeg_bin: {ffmpeg}
"""


def make_folder(folder: Path, *, integration: Path, port: int, ffmpeg: str) -> None:
    """Make the folder anew: its configuration, and the integration linked into it."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / ".storage").mkdir(parents=True)
    (folder / "custom_components").mkdir()
    (folder / "custom_components" / integration.name).symlink_to(integration)
    configuration = CONFIGURATION.format(
        dashboard_path=DASHBOARD_PATH,
        dashboard_file=DASHBOARD_FILE,
        speech_engine=SPEECH_ENGINE,
        ffmpeg=json.dumps(ffmpeg),
    )
    (folder / "configuration.yaml").write_text(configuration)
    write_dashboard(folder, {"views": []})
    _seed(
        folder,
        "http",
        3,
        {"stable": _http(port), "pending": None, "yaml_migration_done": True},
    )
    # The step "core_config" would add integrations that want the internet.
    _seed(
        folder, "onboarding", 4, {"done": ["core_config", "analytics", "integration"]}
    )
    # The engine alone is wanted, not the lights and locks that would come with it.
    _seed(folder, "core.config_entries", 1, {"entries": [_switched_off(SPEECH_ENGINE)]})


def write_dashboard(folder: Path, dashboard: dict[str, Any]) -> None:
    """Write the dashboard; JSON is YAML too."""
    text = json.dumps(dashboard, indent=2, ensure_ascii=False)
    (folder / DASHBOARD_FILE).write_text(text, encoding="utf-8")


def _http(port: int) -> dict[str, Any]:
    """Describe a web server for this machine alone, as if it had been confirmed."""
    return {
        "server_host": ["127.0.0.1"],
        "server_port": port,
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": False,
        "ssl_profile": "intermediate_v6",
        "use_x_frame_options": True,
        "created_at": "2026-11-01T00:00:00+00:00",
        "error": None,
        "error_message": None,
    }


def _switched_off(domain: str) -> dict[str, Any]:
    """Describe an integration that is there and that the user has switched off."""
    return {
        "data": {},
        "disabled_by": "user",
        "domain": domain,
        "entry_id": domain,
        "minor_version": 1,
        "options": {},
        "pref_disable_new_entities": False,
        "pref_disable_polling": False,
        "source": "import",
        "title": domain.title(),
        "unique_id": None,
        "version": 1,
    }


def _seed(folder: Path, key: str, version: int, data: dict[str, Any]) -> None:
    """Write a file of Home Assistant's own storage."""
    stored = {"version": version, "minor_version": 1, "key": key, "data": data}
    (folder / ".storage" / key).write_text(json.dumps(stored))
