"""A run that follows a small change makes what a run without memory makes, and little anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.memory import Memory
from generator.output import Generated
from generator.pipeline import generate
from generator.seen import FOLDER, digest
from generator.writing import write
from tests.services import ROOT

DEMO = ROOT / "tests/data/services/demo"
PAGES = (
    *("Add.txt", "EchoCustomer.txt", "EchoCustomers.txt", "EchoStatus.txt"),
    *("Overload.txt", "OverloadTwo.txt", "TrySplit.txt", "WithHeaders.txt"),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service, ``specs``, and what was made of it, ``generated``."""
    base = tmp_path_factory.mktemp("base")
    for name in PAGES:
        target = base / "specs/demo" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMO / name, target)
    overrides = base / "specs/demo/overrides.toml"
    overrides.write_text('[records.Add]\nlast = { more = "long" }\n')
    run(base / "specs", base / "generated")
    return base


@pytest.fixture
def specs(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base / "specs", tmp_path / "specs")


@pytest.fixture
def out(base: Path, specs: Path) -> Path:
    """A folder into which the service was generated, and remembered."""
    return shutil.copytree(base / "generated", specs.parent / "generated")


def run(specs: Path, out: Path) -> Generated:
    """Generate as the command does."""
    memory = Memory(out)
    generated = generate(specs, memory=memory)
    plan = write(generated, out, complete=True, seen=memory.seen)
    memory.keep(generated, plan)
    for package in generated.packages:
        for path, text in package.specs.items():
            (specs / path).write_text(text, "utf-8")
    return generated


def texts(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the cache."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and FOLDER not in path.parts
    }


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# --- changes --------------------------------------------------------------------------------------


def nothing(specs: Path) -> None:
    pass


def origins_alone(specs: Path) -> None:
    edit(specs / "demo/Add.txt", "Test\n", "Another heading\nTest\n")


def member_renamed(specs: Path) -> None:
    edit(specs / "demo/Add.txt", "<b>int</b>", "<c>int</c>")


def member_added(specs: Path) -> None:
    edit(specs / "demo/Add.txt", "<b>int</b>", "<b>int</b>\n<c>dateTime</c>")


def type_of_a_member(specs: Path) -> None:
    edit(specs / "demo/Add.txt", "<b>int</b>", "<b>long</b>")


def namespace(specs: Path) -> None:
    edit(specs / "demo/Add.txt", "https://services.example.com/Demo/", "urn:other")


def documentation(specs: Path) -> None:
    edit(specs / "demo/Add.txt", "Add\nTest", "Add\nAdds two numbers.\nTest")


def type_of_many_messages(specs: Path) -> None:
    for page in sorted((specs / "demo").glob("*.txt")):
        text = page.read_text("utf-8")
        page.write_text(text.replace("<Name>string</Name>", "<Name>int</Name>"))


def types_become_two(specs: Path) -> None:
    edit(specs / "demo/EchoCustomer.txt", "<Name>string</Name>", "<Called>int</Called>")


def page_removed(specs: Path) -> None:
    (specs / "demo/EchoCustomers.txt").unlink()


def page_added(specs: Path) -> None:
    text = (DEMO / "Add.txt").read_text("utf-8").replace("Add", "Subtract")
    (specs / "demo/Subtract.txt").write_text(text)


def page_that_comes_first(specs: Path) -> None:
    (specs / "demo/WithHeaders.txt").rename(specs / "demo/AFirst.txt")


def name_of_the_service(specs: Path) -> None:
    for page in (specs / "demo").glob("*.txt"):
        edit(page, "DemoService\n", "OtherService\n")


def name_of_a_class(specs: Path) -> None:
    edit(specs / "demo/names.toml", 'class = "Customer"', 'class = "Client"')


def name_of_a_member(specs: Path) -> None:
    edit(specs / "demo/names.toml", 'b = "b"', 'b = "second"')


def name_of_an_operation(specs: Path) -> None:
    edit(specs / "demo/names.toml", 'Add = "ADD"', 'Add = "SUM"')


def overrides_changed(specs: Path) -> None:
    edit(specs / "demo/overrides.toml", "long", "dateTime")


def overrides_gone(specs: Path) -> None:
    (specs / "demo/overrides.toml").unlink()


CHANGES: list[Callable[[Path], None]] = [
    nothing,
    origins_alone,
    member_renamed,
    member_added,
    type_of_a_member,
    namespace,
    documentation,
    type_of_many_messages,
    types_become_two,
    page_removed,
    page_added,
    page_that_comes_first,
    name_of_the_service,
    name_of_a_class,
    name_of_a_member,
    name_of_an_operation,
    overrides_changed,
    overrides_gone,
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_follows_a_change_is_what_would_be_made(
    change: Callable[[Path], None], specs: Path, out: Path
) -> None:
    change(specs)
    assert_as_fresh(specs, out)


def test_and_so_is_what_follows_the_way_back(specs: Path, out: Path) -> None:
    before, kept = texts(out), shutil.copytree(specs, specs.parent / "kept")
    types_become_two(specs)
    run(specs, out)
    assert texts(out) != before
    shutil.rmtree(specs)
    kept.rename(specs)
    run(specs, out)
    assert texts(out) == before


def assert_as_fresh(specs: Path, out: Path) -> None:
    """A run makes, and leaves on the disk, what one without memory makes."""
    fresh = generate(specs)
    assert fresh.packages[0].error is None
    assert run(specs, out) == fresh
    written = texts(out / "demo")
    del written["manifest.json"]
    files = fresh.packages[0].files
    assert written == {path: text.encode() for path, text in files.items()}


# --- what is trusted ------------------------------------------------------------------------------


def lines(out: Path, part: str) -> tuple[Path, list[str]]:
    file = out / FOLDER / f"demo.{part}"
    return file, file.read_text("utf-8").split("\n")


def test_a_page_that_is_remembered_is_not_read(specs: Path, out: Path) -> None:
    file, kept = lines(out, "pages")
    found = [line.replace('"TrySplit"', '"Tried"') for line in kept]
    assert found != kept
    file.write_text("\n".join(found), "utf-8")
    member_renamed(specs)
    assert "TRIED" in run(specs, out).packages[0].files["__init__.py"]


def test_a_module_that_is_remembered_is_not_printed(specs: Path, out: Path) -> None:
    """Its file stands, and so it is not what a slice would make of it that counts."""
    module = out / "demo/operations/try_split.py"
    old = digest(module.read_bytes())
    edit(module, "TrySplit", "Tried")
    new = digest(module.read_bytes())
    file, kept = lines(out, "modules")
    file.write_text("\n".join(kept).replace(old, new), "utf-8")
    edit(out / "demo/manifest.json", old, new)
    member_renamed(specs)
    run(specs, out)
    assert "Tried" in module.read_text("utf-8")


def test_a_file_that_is_not_as_it_was_made_is_made_anew(specs: Path, out: Path) -> None:
    module = out / "demo/operations/try_split.py"
    edit(module, "TrySplit", "Tried")
    member_renamed(specs)
    assert (
        "Tried"
        not in generate(specs, memory=Memory(out))
        .packages[0]
        .files["operations/try_split.py"]
    )


def cut(line: str) -> str:
    return line[: len(line) * 2 // 3]


def of_another_shape(line: str) -> str:
    return line.replace('"TYPE_NAMES"', "[]").replace("[", "{", 1)


def of_another_type(line: str) -> str:
    return line.replace(",0,", ',"0",').replace("false", "0")


def too_deep(line: str) -> str:
    return f"{line.partition(' ')[0]} {'[' * 100_000}"


def with_more(line: str) -> str:
    return line.replace("]]", ",1]]")


def other_digests(line: str) -> str:
    return line.translate(str.maketrans("0123456789", "1234567890"))


def empty(line: str) -> str:
    return line.partition(" ")[0]


@pytest.mark.parametrize(
    "change",
    [cut, of_another_shape, of_another_type, too_deep, with_more, other_digests, empty],
)
@pytest.mark.parametrize("part", ["pages", "modules"])
def test_what_cannot_be_read_is_made_anew(
    change: Callable[[str], str], part: str, specs: Path, out: Path
) -> None:
    file, (first, *kept) = lines(out, part)
    file.write_text("\n".join([first, *map(change, kept)]), "utf-8")
    member_renamed(specs)
    assert_as_fresh(specs, out)


@pytest.mark.parametrize("content", [b"", b"\xff", b"x\ny z\n", None])
@pytest.mark.parametrize("part", ["pages", "modules"])
def test_a_memo_that_is_none_is_not_missed(
    content: bytes | None, part: str, specs: Path, out: Path
) -> None:
    file, _ = lines(out, part)
    if content is None:
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(content)
    member_renamed(specs)
    assert_as_fresh(specs, out)


def test_what_another_generator_has_made_is_made_anew(specs: Path, out: Path) -> None:
    file, (first, *kept) = lines(out, "pages")
    found = [line.replace('"TrySplit"', '"Tried"') for line in kept]
    file.write_text("\n".join([other_digests(first), *found]), "utf-8")
    member_renamed(specs)
    assert_as_fresh(specs, out)


def test_only_what_a_run_has_used_is_kept(specs: Path, out: Path) -> None:
    before = len(lines(out, "pages")[1]), len(lines(out, "modules")[1])
    page_removed(specs)
    run(specs, out)
    after = len(lines(out, "pages")[1]), len(lines(out, "modules")[1])
    assert after[0] == before[0] - 1
    assert after[1] < before[1]


def test_a_service_with_an_error_keeps_its_memo(specs: Path, out: Path) -> None:
    before = lines(out, "pages")
    (specs / "demo/Add.txt").write_text("")
    assert run(specs, out).packages[0].error is not None
    assert lines(out, "pages") == before
