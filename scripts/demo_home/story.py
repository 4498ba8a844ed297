"""What happens in the demo: accounts are added, messages go out, replies come in."""

from functools import partial

from .checks import Step
from .dashboard import check_dashboard, entities_in, make_dashboard
from .devino_scene import see_fallback, see_money, see_month
from .entera_scene import see_bill, see_call, see_fax, see_sms
from .everybody import be_refused, notify_all, see_ends, see_reply
from .first_message import COURSE, FirstMessage
from .folder import write_dashboard
from .ictcore_scene import (
    receive_mail,
    see_answered,
    see_campaign,
    see_cleaned,
    see_faxed,
    see_mailed,
    see_texted,
)
from .ogangi_scene import see_followed, see_not_followed
from .opening import add_accounts, add_recipients, choose_options
from .sandbox_scene import ask_for_a_key, cancel, run_dry
from .stage import Stage


def steps(stage: Stage) -> list[Step]:
    """Return everything that the demo shows, in order."""
    first = FirstMessage(stage=stage)
    return [
        Step(
            name="The accounts are added",
            run=partial(add_accounts, stage),
            needed=True,
        ),
        Step(name="Their options are chosen", run=partial(choose_options, stage)),
        Step(
            name="The recipients are added",
            run=partial(add_recipients, stage),
            needed=True,
        ),
        Step(name="An action sends an SMS and waits for it", run=first.send),
        Step(name=f"It went {' → '.join(COURSE)}", run=first.see_course),
        Step(name="The balance fell by its price", run=first.see_balance),
        Step(
            name="notify.send_message reaches every gateway",
            run=partial(notify_all, stage),
        ),
        *(
            Step(
                name=f"{account.name}: what is refused raises, with the reason",
                run=partial(be_refused, stage, account, recipient),
            )
            for account, recipient in stage.cast()
            if recipient.because
        ),
        Step(
            name="OGangi: with a carrier, a message is followed until delivered",
            run=partial(see_followed, stage),
        ),
        Step(
            name="OGangi: without one it ends as accepted, and says so",
            run=partial(see_not_followed, stage),
        ),
        Step(
            name="Devino: an SMS arrives where Viber failed",
            run=partial(see_fallback, stage),
        ),
        Step(name="Entera: an SMS is delivered", run=partial(see_sms, stage)),
        Step(
            name="Entera: a fax is delivered, its title the first line",
            run=partial(see_fax, stage),
        ),
        Step(
            name="Entera: a call is answered, and the key pressed is known",
            run=partial(see_call, stage),
        ),
        Step(name="ICTCore: an SMS is delivered", run=partial(see_texted, stage)),
        Step(name="ICTCore: a fax is delivered", run=partial(see_faxed, stage)),
        Step(name="ICTCore: a call is answered", run=partial(see_answered, stage)),
        Step(name="ICTCore: an email is handed on", run=partial(see_mailed, stage)),
        Step(
            name="Sandbox: a call is answered with a key, which the action returns",
            run=partial(ask_for_a_key, stage),
        ),
        Step(
            name="Sandbox: a dry run says what a text would take",
            run=partial(run_dry, stage),
        ),
        Step(name="Sandbox: a scheduled SMS is cancelled", run=partial(cancel, stage)),
        *(
            Step(
                name=f"{account.name}: {recipient.name}'s reply is an event and in "
                "the sensor",
                run=partial(see_reply, stage, account, recipient),
            )
            for account, recipient in stage.cast()
            if recipient.reply
        ),
        Step(
            name="ICTCore: an email comes in, and says that it is one",
            run=partial(receive_mail, stage),
        ),
        Step(name="Each message ended as it should", run=partial(see_ends, stage)),
        Step(
            name="Devino: the balance fell by what all messages cost",
            run=partial(see_money, stage),
        ),
        Step(
            name="Devino: its figures of this month are right",
            run=partial(see_month, stage),
        ),
        Step(
            name="Entera: pages and cost are counted",
            run=partial(see_bill, stage),
        ),
        Step(
            name="ICTCore: a campaign goes to a street",
            run=partial(see_campaign, stage),
        ),
        Step(
            name="ICTCore: nothing is left on the server but what came in",
            run=partial(see_cleaned, stage),
        ),
        Step(name="The dashboard shows it all", run=partial(show, stage)),
    ]


async def show(stage: Stage) -> str:
    """Write the dashboard and see that Home Assistant serves it."""
    dashboard = make_dashboard(stage.entities, stage.added, stage.cast())
    write_dashboard(stage.folder, dashboard)
    await check_dashboard(stage.watch, dashboard)
    return f"{len(entities_in(dashboard))} entities"
