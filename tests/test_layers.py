"""Who may load whom: the engine stays pure, the command stays light, arrows point inward."""

import ast
import subprocess
import sys
import sysconfig
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
OURS = {"schemas", "pipeline", "evals", "prompts"}
HEAVY = {"openai", "instructor", "tenacity", "sqlalchemy", "jinja2", "lxml", "click", "rich"}


def run_python(code: str) -> str:
    """What a fresh interpreter prints to standard error when it runs `code` in the project."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.strip()


def test_the_figures_engine_loads_no_model_template_or_terminal() -> None:
    """`import pipeline.figures.check` is all an eval or an API needs, and it stays light."""
    code = (
        "import sys, pipeline.figures.check;"
        f"print(sorted({HEAVY} & sys.modules.keys()), file=sys.stderr)"
    )

    assert run_python(code) == "[]"


def test_a_client_that_stores_nothing_loads_no_database() -> None:
    """SQLAlchemy takes a third of a second, and only whoever opens a store needs it."""
    code = (
        "import sys, pipeline.store.recall;"
        "print({'sqlalchemy', 'sqlite3'} & sys.modules.keys(), file=sys.stderr)"
    )

    assert run_python(code) == "set()"


def test_help_loads_no_pydantic() -> None:
    """`--help` answers before a second thought: commands import their room only when run."""
    code = (
        "import sys\n"
        "from pipeline.cli.main import main\n"
        "sys.argv = ['evenbrief', '--help']\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        "heavy = {'pydantic', 'lxml', 'openai', 'instructor', 'sqlalchemy'} & sys.modules.keys()\n"
        "print(sorted(heavy), file=sys.stderr)\n"
    )

    assert run_python(code) == "[]"


def test_every_arrow_points_inward() -> None:
    """The layers in pyproject.toml hold."""
    command = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run(
        [str(command), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_every_library_the_code_imports_is_declared() -> None:
    """What happens to be installed with something else may be gone tomorrow."""
    declared = {canonicalize_name(Requirement(line).name) for line in dependencies()}
    providers = packages_distributions()

    for name, path in sorted(third_party().items()):
        by = {canonicalize_name(d) for d in providers.get(name, [name])}
        assert by & declared, f"{path} imports {name}, which pyproject.toml does not declare"


def dependencies() -> list[str]:
    """The run-time dependencies of pyproject.toml, with those of its extras but `local`.

    That nobody else imports the latter is a contract of the layers.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    own = (name for part, names in extras.items() if part != "local" for name in names)
    return [*project["dependencies"], *(name for name in own if not name.startswith("evenbrief["))]


def third_party() -> dict[str, Path]:
    """Top-level names our code imports that are neither ours nor Python's, each with one user."""
    users: dict[str, Path] = {}
    for room in sorted(OURS):
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for name in imported(node):
                    users.setdefault(name, path.relative_to(ROOT))
    return {n: p for n, p in users.items() if n not in OURS and n not in sys.stdlib_module_names}


def imported(node: ast.AST) -> list[str]:
    """The top-level names one import statement loads."""
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
        return [node.module.partition(".")[0]]
    return []
