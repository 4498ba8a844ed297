"""Start the simulators and Home Assistant, and tell the story."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
import json
import os
from pathlib import Path
import secrets
import sys

from aiohttp import ClientSession
from imageio_ffmpeg import get_ffmpeg_exe

from .cast import SANDBOX, USERNAME
from .checks import Checks, Step
from .deliveries import HEAD, rows
from .folder import DASHBOARD_PATH, make_folder
from .home import Home
from .logs import check_end, check_log
from .problem import DemoError
from .processes import Program, free_port, running
from .simulators import Gateway, all_simulators
from .stage import Stage
from .story import steps
from .watch import watching
from .words import say, table

ROOT = Path(__file__).resolve().parents[2]
INTEGRATION = ROOT / "custom_components" / "message_gateways"
RUNS = ROOT / ".demo"
WANTED_PORT = 8123
# With starting before and stopping after, less than three minutes.
SECONDS = 140
COMMAND_SECONDS = 120
LOG_STEP = "Home Assistant's log is clean"
END_STEP = "Home Assistant ends in order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What runs and who is signed in; on the loop's clock it is told `until` then."""

    stage: Stage
    hass: Program
    gateways: tuple[Gateway, ...]
    password: str
    until: float

    @property
    def dashboard(self) -> str:
        """Return the address of the dashboard."""
        return f"{self.stage.home.url}/{DASHBOARD_PATH}"


async def run(*, check: bool, then: Sequence[str] | None) -> int:
    """Run the demo; returns the exit code. Raises DemoError if it can't begin."""
    checks = Checks()
    async with AsyncExitStack() as stack:
        until = asyncio.get_running_loop().time() + SECONDS
        try:
            async with asyncio.timeout_at(until):
                scene = await _begin(stack, until)
        except TimeoutError:
            raise DemoError(f"it was not up within {SECONDS} s") from None
        stage = scene.stage
        await checks.go_through(steps(stage), until=scene.until)
        if messages := rows(stage.watch, stage.entities, stage.added.values()):
            say("")
            table(HEAD, messages)
            say("")
        if not check:
            await checks.do(Step(name=LOG_STEP, run=partial(check_log, scene.hass.log)))
            say(checks.summary())
            if then:
                return await _run_command(then, scene) or int(bool(checks.missing))
            say(
                f"\nThe dashboard: {scene.dashboard}\n"
                f"User name {USERNAME}, password {scene.password}\n"
                "It stays up until you press Ctrl-C."
            )
            programs = (scene.hass, *(each.program for each in scene.gateways))
            await _until_one_ends(*programs)
    await checks.do(Step(name=END_STEP, run=partial(check_end, scene.hass)))
    say(checks.summary())
    return int(bool(checks.missing))


async def _begin(stack: AsyncExitStack, until: float) -> Scene:
    """Start everything and sign in; raises DemoError if it does not come up."""
    port = free_port(WANTED_PORT)
    url, password = f"http://127.0.0.1:{port}", secrets.token_hex(6)
    # A second demo has another port, and must not take the first one's folder.
    folder = RUNS / str(port)
    make_folder(
        folder / "config",
        integration=INTEGRATION,
        port=port,
        ffmpeg=await asyncio.to_thread(get_ffmpeg_exe),
    )
    session = await stack.enter_async_context(ClientSession())
    say("Starting simulators of Infobip, Devino, Entera, OGangi and ICTCore …")
    # Before Home Assistant, so that it ends before them and misses none.
    gateways = await stack.enter_async_context(all_simulators(root=ROOT, logs=folder))
    hass = await stack.enter_async_context(_home_assistant(folder))
    for each in gateways:
        await each.program.wait_until_it_answers(session, each.url, seconds=20)
    await hass.wait_until_it_answers(session, f"{url}/manifest.json", seconds=60)
    home = Home(session, url)
    await home.create_owner(USERNAME, password)
    await home.log_in(USERNAME, password)
    say(f"Home Assistant answers at {url}, the simulators answer at")
    for gateway in gateways:
        say(f"  {gateway.url} ({gateway.account.name})")
    stage = Stage(
        home=home,
        watch=await stack.enter_async_context(watching(home)),
        folder=folder / "config",
        accounts=(*(each.account for each in gateways), SANDBOX),
    )
    return Scene(
        stage=stage, hass=hass, gateways=gateways, password=password, until=until
    )


@asynccontextmanager
async def _home_assistant(folder: Path) -> AsyncIterator[Program]:
    """Run Home Assistant."""
    say("Starting Home Assistant …")
    command = [
        *(sys.executable, "-m", "homeassistant"),
        *("--config", str(folder / "config"), "--skip-pip", "--log-no-color"),
    ]
    log = folder / "home-assistant.log"
    async with running("Home Assistant", command, folder=folder, log=log) as program:
        yield program


async def _run_command(command: Sequence[str], scene: Scene) -> int:
    """Run somebody else's command with the dashboard at hand; returns its exit code."""
    home = scene.stage.home
    tokens = {**home.tokens, "hassUrl": home.url, "clientId": f"{home.url}/"}
    process = await asyncio.create_subprocess_exec(
        *command,
        env={
            **os.environ,
            "DEMO_DASHBOARD": scene.dashboard,
            "DEMO_TOKENS": json.dumps(tokens),
        },
    )
    try:
        async with asyncio.timeout(COMMAND_SECONDS):
            return await process.wait()
    except TimeoutError:
        raise DemoError(f"{command[0]} took longer than {COMMAND_SECONDS} s") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _until_one_ends(*programs: Program) -> None:
    """Stay until a program ends by itself; raises DemoError with what it said."""
    waiting = [asyncio.create_task(each.process.wait()) for each in programs]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
    for program in programs:
        program.check_alive()
