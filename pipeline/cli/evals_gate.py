"""`evenbrief evals gate`: a git revision against the working tree in, a verdict out."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from pipeline.cli.evals_scope import ENGINES, Scope, read_scope, scope_options
from pipeline.cli.model_options import model_flags, model_options
from pipeline.cli.output import put, say
from schemas.exits import Exit

if TYPE_CHECKING:
    from evals.gate_run import Job
    from schemas.gate import GateReport

Command = TypeVar("Command", bound=Callable[..., object])

FORMATS = ("text", "markdown", "json")
WAIVERS = "gate-waivers.toml"


_META = "evenbrief.evals.gate"


class Ruled(NamedTuple):
    """What a verdict goes by."""

    rules: Path | None
    waivers: Path | None
    allow_inconclusive: bool


class Options(NamedTuple):
    """What the command line said."""

    golden: Path
    against: str
    engine: str
    out: Path | None
    scope: Scope
    ruled: Ruled


def ruled_options(command: Command) -> Command:
    """A command with `--rules`, `--waivers` and `--allow-inconclusive`, for `_read_ruled`."""
    options = (
        click.option("--rules", type=click.Path(path_type=Path), metavar="FILE",
                     callback=_keep, expose_value=False, help="Instead of evals/gate.toml."),
        click.option("--waivers", type=click.Path(path_type=Path), metavar="FILE",
                     callback=_keep, expose_value=False,
                     help="What is let pass for a while; "
                     f"without it {WAIVERS} in the repository, if there."),
        click.option("--allow-inconclusive", is_flag=True, callback=_keep, expose_value=False,
                     help="End with 0 where no verdict is possible."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    context.meta.setdefault(_META, {})[parameter.name] = value


def _read_ruled() -> Ruled:
    said = click.get_current_context().meta[_META]
    return Ruled(said["rules"], said["waivers"], said["allow_inconclusive"])


@click.command
@click.argument("golden", type=click.Path(path_type=Path), default=Path("golden"))
@click.option("--against", required=True, metavar="REV", help="The git revision to compare with.")
@click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True)
@scope_options
@ruled_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep both sides' runs there; the base's are used again. Without it, beside the store.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@model_options
def command(golden: Path, against: str, engine: str, out: Path | None, form: str) -> Exit:
    """Prompt, schema and code at a revision against the working tree, on the GOLDEN folder.

    One new figure that the labels do not bear out in a released brief blocks: 1. With a model it
    blocks where it recurs. 3: no verdict could have been reached. 4: cases were missing.
    Replay cannot judge a changed prompt: stored answers are answers to the old words.
    """
    from evals.gate import EXITS
    from evals.gate_run import run_gate
    from schemas.gate import Outcome

    options = Options(golden, against, engine, out, read_scope(), _read_ruled())
    job = _job(options)
    if not job.goldens:
        say(f"evenbrief: {golden}: no golden article of split {options.scope.split!r}")
        return Exit.NOTHING
    if engine == "model":
        _say_cost(job, options.scope.config)
    report = run_gate(job, lambda words: say(f"evenbrief: gate: {words}"))
    _put(report, form)
    if options.ruled.allow_inconclusive and report.outcome is Outcome.INCONCLUSIVE:
        return Exit.FINE
    return EXITS[report.outcome]


def _job(options: Options) -> "Job":
    """All that was asked, read and checked, before anything is run."""
    import os
    from datetime import UTC, datetime

    from evals.gate_places import try_out
    from evals.gate_rules import USUAL, read_rules
    from evals.gate_run import Job
    from evals.gate_sides import Asked, Purse
    from evals.read import select_goldens
    from evals.waivers import read_waivers
    from evals.worktree import find_repository
    from pipeline.store.place import store_path

    repository = find_repository(Path.cwd())
    usual = repository / WAIVERS
    waivers = options.ruled.waivers or (usual if usual.is_file() else None)
    today = datetime.now(UTC).date()
    arguments = _arguments(options)
    out = options.out or store_path(os.environ).parent / "gate"
    try_out(out)
    return Job(
        repository=repository,
        revision=options.against,
        goldens=select_goldens(options.golden, options.scope.split),
        asked=Asked(options.golden, arguments, out, Purse(_budget(options))),
        rules=read_rules(options.ruled.rules or USUAL),
        waivers=read_waivers(waivers, today) if waivers else (),
        split=options.scope.split,
        replayed="replay" in arguments,
    )


def _arguments(options: Options) -> tuple[str, ...]:
    """What both sides' `evals run` is told; a model's answers are kept unless one says not to.

    Both get the settings of where we stand, or none: never each those of its own folder.
    """
    import os

    from pipeline.model_settings import flag
    from pipeline.settings import find_settings

    config = find_settings(options.scope.config) or Path(os.devnull)
    told = ["--engine", options.engine, "--length", str(options.scope.length)]
    told += ["--config", str(config.absolute())]
    if options.engine == "model":
        cache = _setting("cache", options.scope.config) or "readwrite"
        flags = {**model_flags(), "cache": cache, "budget": ""}
        told += [word for name, value in flags.items() if value for word in (flag(name), value)]
    return tuple(told)


def _setting(name: str, config: str | None) -> str:
    """A model's setting as flag, environment or file have it, in this order; empty for none."""
    import os

    from pipeline.model_settings import variable
    from pipeline.settings import load_settings

    said = model_flags().get(name) or os.environ.get(variable(name), "").strip()
    return said or str(load_settings(config).model.get(name, ""))


def _budget(options: Options) -> Decimal | None:
    """What all runs of the gate together may cost; `None` for no limit."""
    from schemas.errors import SettingsError

    said = _setting("budget", options.scope.config)
    if options.engine != "model" or not said:
        return None
    try:
        return Decimal(said)
    except InvalidOperation as error:
        raise SettingsError(f"budget: {said!r} is no amount in US dollars; write 5") from error


def _say_cost(job: "Job", config: str | None) -> None:
    """What both sides will take, before anything is asked; and what a replay cannot do."""
    import os

    from evals.gate import REPLAY
    from evals.read import story_texts
    from pipeline.cli.evals_running import EXTRACT
    from pipeline.cli.extras import require_model
    from pipeline.model.estimate import estimate
    from pipeline.model_use import find_use
    from pipeline.settings import find_settings, load_settings
    from schemas.errors import SettingsError

    require_model()
    table = load_settings(config).model
    use = find_use(model_flags(), os.environ, table, str(find_settings(config)))
    if use is None:
        raise SettingsError(
            "--engine model: no model is named; give --model NAME, or set EVENBRIEF_MODEL"
        )
    if job.replayed:
        say(f"evenbrief: gate: {REPLAY}")
        return
    spent = estimate(story_texts(job.goldens), 1, use, (EXTRACT, use.prompt))
    say(
        f"evenbrief: gate: {use.model}, on each side: {spent}; what looks new is asked "
        f"{job.rules.again.times} times more; stored answers cost nothing"
    )


def _put(report: "GateReport", form: str) -> None:
    from evals.gate_show import render_gate
    from pipeline.show.plain import plain, to_json

    if form == "json":
        put(to_json(plain(report.model_dump(by_alias=True))) + "\n")
    else:
        put(render_gate(report, markdown=form == "markdown"))
