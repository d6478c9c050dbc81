"""Settings of a model: three places, one winner, one sentence where a value cannot be meant."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.model_settings import KEY, SETTINGS, check_names, flag, variable
from pipeline.model_use import ModelUse, find_key, find_use
from schemas.errors import SettingsError
from schemas.model import ModelSettings

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "model_settings.toml").read_text(encoding="utf-8")
)
MODELS = (Path(__file__).resolve().parent.parent / "docs" / "models.md").read_text("utf-8")


def use_of(case: dict[str, Any]) -> ModelUse | None:
    """What a row's three places give."""
    flags, environment, table = (case.get(name, {}) for name in ("flags", "environment", "table"))
    return find_use(flags, environment, table, "desk.toml")


@pytest.mark.parametrize("case", CASES["wrong"], ids=lambda case: str(case["why"]))
def test_a_value_that_cannot_be_meant_is_told_with_its_place(case: dict[str, Any]) -> None:
    """Where it stands, what it is, what to write."""
    with pytest.raises(SettingsError) as caught:
        use_of(case)

    assert str(caught.value).startswith(case["says"])


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: str(case["why"]))
def test_flags_win_over_the_environment_and_that_over_the_file(case: dict[str, Any]) -> None:
    """An empty value counts as none."""
    use = use_of(case)

    assert use is not None
    assert str(getattr(use, case["name"])) == case["gives"]


@pytest.mark.parametrize("case", CASES["key"], ids=lambda case: str(case["why"]))
def test_a_key_goes_to_the_server_it_was_given_for(case: dict[str, Any]) -> None:
    """And is read from the environment alone."""
    environment = case["environment"] | {"EVENBRIEF_BASE_URL": case["base_url"]}
    use = find_use({"model": "m"}, environment, {}, "")

    assert use is not None
    assert find_key(environment, case["base_url"]) == case["variable"]
    assert use.key.get_secret_value() == case["key"]
    assert "sk-" not in repr(use) + str(use.model_dump())


def test_without_a_model_s_name_there_is_none() -> None:
    """Other settings do not make one up."""
    assert find_use({}, {"EVENBRIEF_BUDGET": "1"}, {"mode": "json"}, "f") is None


@pytest.mark.parametrize("name", ["key", "api_key", "API_KEY", "token", "secret"])
def test_a_key_in_the_file_is_refused_and_not_repeated(name: str) -> None:
    """The file is shared."""
    with pytest.raises(SettingsError) as caught:
        check_names({name: "sk-canary"}, "desk.toml")

    assert str(caught.value) == (
        f"desk.toml: model.{name}: a key does not belong in a file that others read; take it out "
        f"and set {KEY} in the environment"
    )


def test_a_setting_that_nobody_knows_is_refused() -> None:
    """A misspelt one would silently do nothing."""
    with pytest.raises(SettingsError, match=r"model\.baseurl is no setting; \[model\] may have"):
        check_names({"baseurl": ""}, "desk.toml")


def test_the_list_of_settings_is_that_of_the_values() -> None:
    """One is for people, the other for the pipeline; neither has what the other lacks."""
    assert set(SETTINGS) == ModelUse.model_fields.keys() - {"key"}
    assert set(SETTINGS) > ModelSettings.model_fields.keys() - {"key"}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_stands_in_the_table_of_docs_models(name: str) -> None:
    """With its variable, what to write, and what is built in."""
    row = next(line for line in MODELS.splitlines() if line.startswith(f"| `{name}` |"))
    default = ModelUse(model="").model_dump(mode="json")[name]
    said = row.split("|")[-2].strip()

    assert variable(name) in row
    assert said == (f"`{default}`" if default not in {None, ""} else "–")


def test_the_table_of_docs_models_has_no_other_settings() -> None:
    """What was taken away is taken away there, too."""
    rows = [line.split("`")[1] for line in MODELS.splitlines() if line.startswith("| `")]

    assert [name for name in rows if name in SETTINGS] == list(SETTINGS)
    assert flag("base_url") in MODELS
