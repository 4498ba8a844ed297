"""Make what is to be sent ready: filled in, checked, spoken; nothing is sent yet."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from homeassistant.core import HomeAssistant

from ..gateways.base import ChecksFirst, Gateway
from ..gateways.checks import check_address, check_content
from ..gateways.errors import GatewayError, InvalidInputError
from ..gateways.info import GatewayInfo
from ..gateways.model import Attachment, Content, Message
from ..gateways.numbers import Number, normalise
from ..gateways.wav import SILENCE
from .pages import pages
from .rows import Target
from .settings import Settings
from .speech import Speaker, Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What only has to be kept and sent."""

    content: Content
    targets: Sequence[Target]


class Preparing:
    """Prepare the messages of one account."""

    def __init__(
        self,
        hass: HomeAssistant,
        gateway: Gateway,
        info: GatewayInfo,
        settings: Settings,
    ) -> None:
        """Prepare for a gateway, as the user chose."""
        self._hass = hass
        self._gateway = gateway
        self._info = info
        self._settings = settings
        self._speaker = Speaker(hass)

    def content(self, content: Content) -> Content:
        """Fill in what the account has chosen and check; raises InvalidInputError.

        A title becomes the first line where the channel has none.
        """
        channel = self._info.channels.get(content.channel)
        if content.title and channel is not None and "title" not in channel.fields:
            content = replace(
                content, text=f"{content.title}\n{content.text}", title=""
            )
        if (
            content.sender is None
            and self._settings.sender
            and channel is not None
            and channel.sender is not None
        ):
            content = replace(content, sender=self._settings.sender)
        check_content(
            self._info, content, longest_segments=self._settings.longest_segments
        )
        return content

    async def ready(self, content: Content, targets: Sequence[Target]) -> Ready:
        """Do and check all that comes before sending; raises InvalidInputError."""
        content = await self._written(content)
        self._check_addresses(content, targets)
        spoken = await self._with_sound(content, targets)
        return Ready(content=content, targets=await self._checked(content, spoken))

    async def alike(self, content: Content, addresses: Sequence[str]) -> Content:
        """Prepare what goes out alike to all; raises InvalidInputError."""
        targets = [Target(address=each) for each in addresses or ("",)]
        ready = await self.ready(self.content(content), targets)
        return ready.targets[0].content(ready.content)

    async def unspoken(self, content: Content, targets: Sequence[Target]) -> Content:
        """Check as `ready` does, with nothing spoken; raises InvalidInputError."""
        content = await self._written(content)
        self._check_addresses(content, targets)
        if self._is_spoken(content):
            for each in dict.fromkeys(map(self._speech, targets)):
                self._speaker.check(each)
            targets = [replace(target, audio=SILENCE) for target in targets]
        await self._checked(content, targets)
        return content

    async def _written(self, content: Content) -> Content:
        """Make a document of a text where the gateway takes documents only."""
        channel = self._info.channels[content.channel]
        # Beside a document a title alone is its name, and no page.
        title = "" if content.attachments else content.title
        if not channel.renders_text or not (content.text or title).strip():
            return content
        written = await self._hass.async_add_executor_job(
            pages, content.text, content.title
        )
        page = Attachment(
            name="message.pdf", content_type="application/pdf", data=written
        )
        return self.content(replace(content, attachments=(page, *content.attachments)))

    def _check_addresses(self, content: Content, targets: Sequence[Target]) -> None:
        """Check each address; raises InvalidInputError."""
        for target in targets:
            check_address(self._info, content.channel, target.address)

    async def _checked(
        self, content: Content, ready: Sequence[Target]
    ) -> Sequence[Target]:
        """Check what each address is sent; raises InvalidInputError."""
        for own in {target.content(content) for target in ready} - {content}:
            self.content(own)
        await self._check_first(content, ready)
        return ready

    async def numbers(self, written: Iterable[object]) -> list[Number]:
        """Bring numbers into international form; raises InvalidInputError."""
        rule, country = self._info.number_rule, self._settings.country
        return await self._hass.async_add_executor_job(
            lambda: [normalise(number, rule, country) for number in written]
        )

    async def _with_sound(
        self, content: Content, targets: Sequence[Target]
    ) -> Sequence[Target]:
        """Have a text spoken where it is to be heard, as each recipient wants it."""
        if not self._is_spoken(content):
            return targets
        wanted = list(dict.fromkeys(map(self._speech, targets)))
        sounds = dict(
            zip(
                wanted,
                await asyncio.gather(
                    *(self._speaker.speak(content.text, each) for each in wanted)
                ),
                strict=True,
            )
        )
        return [
            replace(target, audio=sounds[self._speech(target)]) for target in targets
        ]

    def _is_spoken(self, content: Content) -> bool:
        """Tell whether Home Assistant is to speak a text."""
        channel = self._info.channels[content.channel]
        itself = channel.own_speech is not None and self._settings.speaks_itself
        return channel.speech and content.audio is None and not itself

    def _speech(self, target: Target) -> Speech:
        """Return how a text is spoken to an address."""
        usual = self._settings.speech
        return target.speech.instead_of(usual) if target.speech else usual

    async def _check_first(self, content: Content, targets: Sequence[Target]) -> None:
        """Let the gateway check what only it can; raises InvalidInputError."""
        if not isinstance(self._gateway, ChecksFirst):
            return
        by_content: defaultdict[Content, list[Message]] = defaultdict(list)
        for target in targets:
            own = target.content(content)
            by_content[own].append(Message(id="", to=target.address, content=own))
        for messages in by_content.values():
            try:
                await self._gateway.check_first(messages)
            except InvalidInputError:
                raise
            except GatewayError:
                # Who can't be asked now is asked again by sending, which waits.
                return
