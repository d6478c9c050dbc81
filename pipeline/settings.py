"""`evenbrief.toml` in, settings out; a report and settings in, the report as the house wants it.

[severity]
EB_UNCLEAR = "error"          # error, warn, note or none

[[dismiss]]
text = "about 40"             # the figure or words as printed in the checked text
rule = "EB_ALTERED"
name = "A. Editor"
reason = "confirmed by the company on the phone"

[model]                       # the settings of docs/models.md, but never the key
model = "some-model"
"""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from pipeline.model_settings import check_names
from schemas.base import Value
from schemas.errors import SettingsError
from schemas.rule import RULES, Family
from schemas.verdict import ClaimFinding, FigureCheck, FigureReport, Severity

FILE = "evenbrief.toml"

Judged = TypeVar("Judged", FigureCheck, ClaimFinding)

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _known(rule: str) -> str:
    """A rule that a desk can weigh: one of figures or claims; ValueError says what is wrong."""
    if rule not in RULES:
        meant = "".join(
            f"{near}, or " for near in get_close_matches(rule.upper(), RULES, n=1, cutoff=0.8)
        )
        raise ValueError(f"names no rule; write {meant}one that docs/rules.md lists")
    if RULES[rule].family is Family.SOURCE:
        raise ValueError("is a note on the article and never fails; leave it out")
    return rule


RuleId = Annotated[str, AfterValidator(_known)]


class Dismissal(Value):
    """One finding an editor has looked at and let pass, with who did and why."""

    text: Said
    rule: RuleId
    name: Said
    reason: Said

    def meets(self, text: str, rule: str) -> bool:
        """Is this the finding that was dismissed? White space inside the words does not count."""
        return self.rule == rule and self.text.split() == text.split()


class Settings(Value):
    """What a desk has decided; without a file nothing is changed."""

    severity: dict[RuleId, Severity] = Field(default_factory=dict)
    dismiss: tuple[Dismissal, ...] = ()
    model: dict[str, Any] = Field(default_factory=dict)
    """`[model]` as it stands, its names checked; `pipeline.model_use` makes sense of it."""


def find_settings(path: str | None) -> Path | None:
    """The settings file: the one named, or `evenbrief.toml` where we stand, or none."""
    if path is not None:
        return Path(path)
    return Path(FILE) if Path(FILE).is_file() else None


def load_settings(path: str | None) -> Settings:
    """The settings of a file; without a path, of `evenbrief.toml` in the working directory.

    Raises SettingsError, one sentence, where the file is missing or says what it cannot.
    """
    file = find_settings(path)
    if file is None:
        return Settings()
    try:
        settings = Settings.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"{file}: cannot be opened ({reason}); check the path") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: is not UTF-8; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: is not TOML ({error}); mend that place") from error
    except ValidationError as error:
        raise SettingsError(f"{file}: {_complaint(error)}") from error
    check_names(settings.model, str(file))
    return settings


def apply_settings(report: FigureReport, settings: Settings) -> FigureReport:
    """The report with the desk's severities; what was dismissed stays visible as a note."""
    if not settings.severity and not settings.dismiss:
        return report
    return report.model_copy(
        update={
            "checks": tuple(_applied(c, c.figure.text, settings) for c in report.checks),
            "claims": tuple(_applied(c, c.text, settings) for c in report.claims),
        }
    )


def _applied(finding: Judged, text: str, settings: Settings) -> Judged:
    severity = settings.severity.get(finding.rule, finding.severity)
    for dismissal in settings.dismiss:
        if dismissal.meets(text, finding.rule):
            said = f"{dismissal.name}: {dismissal.reason}"
            return finding.model_copy(update={"severity": Severity.NOTE, "dismissed": said})
    return finding.model_copy(update={"severity": severity})


def _complaint(error: ValidationError) -> str:
    """The first thing wrong with the file: where, what was found, what to do."""
    first = error.errors(include_url=False)[0]
    place = [p for p in first["loc"] if p != "[key]"]
    entry = ".".join(str(p + 1) if isinstance(p, int) else p for p in place)
    if first["type"] == "missing":
        return f"[[dismiss]] {entry.removeprefix('dismiss.')} is missing; give it"
    if first["type"] == "extra_forbidden":
        return f"{entry!r} is no setting; there are [severity], [[dismiss]] and [model]"
    if place[0] == "severity" and first["type"] == "enum":
        return f"{entry} is {first['input']!r}; write error, warn, note or none"
    if first["type"] == "value_error":
        what = entry if place[0] == "severity" else f"{entry} is {first['input']!r}, which"
        return f"{what} {first['ctx']['error']}"
    return f"{entry} is {first['input']!r}; see the settings in the README"
