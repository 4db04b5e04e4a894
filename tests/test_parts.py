"""A run that follows a small change makes what a run without memory makes, and little anew."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.memory import Memory
from generator.output import Generated
from generator.pipeline import generate
from generator.second_process import LARGE, _can_share
from generator.seen import FOLDER, digest, place
from generator.writing import write
from tests.benchmarks.generating import repeated
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
    out = shutil.copytree(base / "generated", specs.parent / "generated")
    for file in (out / FOLDER).glob("demo.*"):
        # As if it had been generated here: what has been copied counts for nothing.
        first, *lines = file.read_text("utf-8").split("\n")
        first = json.dumps({**json.loads(first), "place": place(out)})
        file.write_text("\n".join([first, *lines]), "utf-8")
    return out


def run(specs: Path, out: Path) -> Generated:
    """Generate as the command does."""
    memory = Memory(out)
    generated = generate(specs, memory=memory)
    plan = write(generated, out, complete=True, seen=memory.seen)
    memory.keep(generated, plan)
    for package in generated.packages:
        for path, new in package.specs.items():
            (specs / path).write_text(new.text, "utf-8")
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


def memo_of(out: Path, part: str) -> tuple[Path, dict[str, str]]:
    """A memo: its file, and its texts by key; "" stands for what it says of itself."""
    file = out / FOLDER / f"demo.{part}"
    first, *lines = file.read_text("utf-8").split("\n")
    return file, {"": first, **dict(line.split(" ", 1) for line in lines)}


def rewrite(out: Path, part: str, change: Callable[[str], str]) -> None:
    """Let a memo have other texts of the same keys."""
    file, kept = memo_of(out, part)
    first = kept.pop("")
    found = {key: change(text) for key, text in kept.items()}
    assert found != kept
    lines = [first, *(f"{key} {text}" for key, text in found.items())]
    file.write_text("\n".join(lines), "utf-8")


def tried(text: str) -> str:
    return text.replace('"TrySplit"', '"Tried"')


def test_a_page_that_is_remembered_is_not_read(specs: Path, out: Path) -> None:
    rewrite(out, "pages", tried)
    member_renamed(specs)
    assert "TRIED" in run(specs, out).packages[0].files["__init__.py"]


def module_tried(out: Path) -> Path:
    """A module that somebody has changed, and said so wherever its digest stands."""
    module = out / "demo/operations/try_split.py"
    old = digest(module.read_bytes())
    edit(module, "TrySplit", "Tried")
    new = digest(module.read_bytes())
    rewrite(out, "modules", lambda text: text.replace(old, new))
    edit(out / "demo/manifest.json", old, new)
    return module


def test_a_module_that_is_remembered_is_not_printed(specs: Path, out: Path) -> None:
    """Its file stands, and so it is not what a slice would make of it that counts."""
    module = module_tried(out)
    member_renamed(specs)
    run(specs, out)
    assert "Tried" in module.read_text("utf-8")


@pytest.mark.parametrize("part", ["pages", "modules"])
def test_a_cache_that_came_with_a_repository_counts_nothing(
    part: str, specs: Path, out: Path
) -> None:
    """It may have been made to vouch for the files beside it."""
    if part == "pages":
        rewrite(out, "pages", tried)
    else:
        module_tried(out)
    arrived = out.rename(out.with_name("sent"))
    shutil.copytree(arrived, out)
    member_renamed(specs)
    fresh, made = generate(specs), generate(specs, memory=Memory(out))
    assert {**made.packages[0].files} == {**fresh.packages[0].files}


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
    return "[" * 100_000


def with_more(line: str) -> str:
    return line.replace("]]", ",1]]")


def other_digests(line: str) -> str:
    return line.translate(str.maketrans("0123456789", "1234567890"))


def empty(line: str) -> str:
    return ""


ANY_TEXT = (cut, too_deep, other_digests, empty)
FACTS = (*ANY_TEXT, of_another_shape, of_another_type, with_more)


@pytest.mark.parametrize(
    ("part", "change"),
    [("pages", each) for each in FACTS] + [("modules", each) for each in ANY_TEXT],
)
def test_what_cannot_be_read_is_made_anew(
    part: str, change: Callable[[str], str], specs: Path, out: Path
) -> None:
    rewrite(out, part, change)
    member_renamed(specs)
    assert_as_fresh(specs, out)


@pytest.mark.parametrize("content", [b"", b"\xff", b"x\ny z\n", b"[]", b"{}", None])
@pytest.mark.parametrize("part", ["pages", "modules"])
def test_a_memo_that_is_none_is_not_missed(
    content: bytes | None, part: str, specs: Path, out: Path
) -> None:
    file, _ = memo_of(out, part)
    if content is None:
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(content)
    member_renamed(specs)
    assert_as_fresh(specs, out)


def test_what_another_generator_has_made_is_made_anew(specs: Path, out: Path) -> None:
    rewrite(out, "pages", tried)
    file, kept = memo_of(out, "pages")
    generator = json.loads(kept[""])["generator"]
    edit(file, generator, other_digests(generator))
    member_renamed(specs)
    assert_as_fresh(specs, out)


def test_only_what_a_run_has_used_is_kept(specs: Path, out: Path) -> None:
    before = [len(memo_of(out, part)[1]) for part in ("pages", "modules")]
    page_removed(specs)
    run(specs, out)
    after = [len(memo_of(out, part)[1]) for part in ("pages", "modules")]
    assert after[0] == before[0] - 1
    assert after[1] < before[1]


def test_a_service_with_an_error_keeps_its_memo(specs: Path, out: Path) -> None:
    before = memo_of(out, "pages")
    (specs / "demo/Add.txt").write_text("")
    assert run(specs, out).packages[0].error is not None
    assert memo_of(out, "pages") == before


@pytest.mark.skipif(not _can_share(), reason="no fork, or one processor")
def test_a_large_service_is_the_same_by_one_process_and_by_two(tmp_path: Path) -> None:
    service = tmp_path / "specs/demo"
    service.mkdir(parents=True)
    for name, text in repeated(LARGE + 1):
        (service / f"{name}.txt").write_text(text)
    (service / "names.toml").write_text("# Ours.\n")
    one = shutil.copytree(tmp_path / "specs", tmp_path / "one/specs")
    processors = os.sched_getaffinity(0)
    for turn in range(2):
        run(tmp_path / "specs", tmp_path / "generated")
        os.sched_setaffinity(0, {min(processors)})
        try:
            run(one, tmp_path / "one/generated")
        finally:
            os.sched_setaffinity(0, processors)
        assert texts(tmp_path / "generated") == texts(tmp_path / "one/generated")
        assert texts(tmp_path / "specs") == texts(one)
        for specs in (tmp_path / "specs", one):
            edit(
                specs / "demo/Add.txt",
                "<b>int</b>",
                f"<b>int</b>\n<c{turn}>int</c{turn}>",
            )
            edit(
                specs / "demo/names.toml",
                f'class = "AddV{turn + 1}"',
                f'class = "Plus{turn}"',
            )
