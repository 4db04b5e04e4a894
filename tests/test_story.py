"""The life of a service: its page changes, a name is chosen, an error of the page is corrected.

The real command runs, with real files and a real git repository.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from soapstone.cli import run
from soapstone.commands.exit_codes import ExitCode
from soapstone.inference import operations
from soapstone.run import build_cache
from tests.services import ROOT

PAGE = ROOT / "specs/tc2/SynchronizePanelUser.txt"
MEMBER = "<userCodeDirectPush>boolean</userCodeDirectPush>\n"
ADDED = "SynchronizePanelUser.userCodeDirectPush"


class Project:
    """A working directory with specs/tc2, and what the command says there."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.page = Path("specs/tc2/SynchronizePanelUser.txt")
        self.names = Path("specs/tc2/names.toml")
        self.overrides = Path("specs/tc2/overrides.toml")
        self.page.parent.mkdir(parents=True)

    def __call__(self, *words: str, code: int = ExitCode.OK) -> str:
        assert run(words) == code
        output = self._capsys.readouterr()
        return output.err if code == ExitCode.ERROR else output.out

    def yesterday(self) -> None:
        """The page from before the service got a parameter."""
        text = PAGE.read_text("utf-8")
        assert text.count(MEMBER) == 2
        self.page.write_text(text.replace(MEMBER, ""), "utf-8")

    def today(self) -> None:
        shutil.copy(PAGE, self.page)

    def changes(
        self, *words: str, code: int = ExitCode.OK
    ) -> dict[str, dict[str, object]]:
        """What has changed, by subject."""
        (service,) = json.loads(self("changes", "--format", "json", *words, code=code))[
            "services"
        ]
        return {each["subject"]: each for each in service["changes"]}

    def commit(self, tag: str) -> None:
        for words in (["add", "-A"], ["commit", "-q", "-m", tag], ["tag", tag]):
            self.git(*words)

    def git(self, *words: str) -> None:
        own = [
            "-c",
            "user.name=n",
            "-c",
            "user.email=e@x",
            "-c",
            "commit.gpgsign=false",
        ]
        own += ["-c", "tag.gpgsign=false", "-c", "core.autocrlf=false"]
        subprocess.run(["git", *own, *words], check=True, capture_output=True)


@pytest.fixture
def project(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Project:
    monkeypatch.chdir(tmp_path)
    return Project(capsys)


def test_a_parameter_that_a_service_gets(project: Project) -> None:
    project.yesterday()
    first = project("generate")
    assert "names added: specs/tc2/names.toml" in first
    assert "breaking" not in first
    assert project("changes", "--fail-on", "breaking") == "No service has changed.\n"

    project.today()
    assert project.changes() == {
        ADDED: {
            "kind": "member added",
            "subject": ADDED,
            "before": "",
            "after": "boolean, must be given",
            # Additive for receivers, and old messages are still read; but code that makes a
            # request by the constructor has to give the value.
            "breaks": {"Python callers": "the constructor demands it"},
            "causes": ["pages"],
        }
    }
    output = project("changes", "--fail-on", "breaking", code=ExitCode.BREAKING)
    assert output.splitlines() == [
        "",
        "tc2: 1 change, 1 breaking",
        "  Changed since: pages.",
        f"  breaks Python callers  member added: {ADDED}  boolean, must be given"
        "  at specs/tc2/SynchronizePanelUser.txt:32",
        "    Python callers: the constructor demands it",
        "",
        "next: soapstone generate",
    ]
    assert output.removesuffix("\nnext: soapstone generate\n") in project("generate")
    assert project("changes") == "No service has changed.\n"
    assert project("check") == "generated/ is up to date: 1 service\n"


UPGRADE = "No page, override or recording has changed: this comes from an upgrade of Soapstone."


def generated_by_an_older_soapstone(project: Project) -> None:
    """Generate by another rule, and with another digest of the generator's files."""
    with pytest.MonkeyPatch.context() as older:
        older.setattr(operations, "SCHEME", "http")
        older.setattr(build_cache, "_generator", lambda: b"older")
        project("generate", "-q")


def test_an_upgrade_is_no_riddle(project: Project) -> None:
    project.today()
    generated_by_an_older_soapstone(project)
    changes = project.changes()
    assert {each["kind"] for each in changes.values()} == {"address changed"}
    assert {*map(str, (each["causes"] for each in changes.values()))} == {"['rules']"}
    assert f"\n  {UPGRADE}\n" in project("changes")
    (service,) = json.loads(project("generate", "--json"))["services"]
    assert {*map(str, (each["causes"] for each in service["changes"]))} == {"['rules']"}
    assert project("changes") == "No service has changed.\n"


def test_an_upgrade_is_said_by_generate(project: Project) -> None:
    project.today()
    generated_by_an_older_soapstone(project)
    assert f"\n  {UPGRADE}\n" in project("generate")


@pytest.mark.parametrize("committed", [False, True])
def test_an_upgrade_together_with_new_inputs(project: Project, committed: bool) -> None:
    project.yesterday()
    generated_by_an_older_soapstone(project)
    if committed:  # In a clone there is no cache, and git knows.
        project.git("init", "-q")
        project.commit("v1")
        shutil.rmtree("generated/.cache")
    project.today()
    assert "\n  Changed since: pages.\n" in project("changes")
    project.overrides.write_text('[service]\nhost = "h.example"\n')
    assert "\n  Changed since: pages, overrides.toml.\n" in project("generate")


def test_an_upgrade_in_a_clone_and_between_revisions(project: Project) -> None:
    project.today()
    generated_by_an_older_soapstone(project)
    project.git("init", "-q")
    project.commit("v1")
    shutil.rmtree("generated/.cache")
    assert f"\n  {UPGRADE}\n" in project("changes")
    project("generate", "-q")
    assert f"\n  {UPGRADE}\n" in project("changes", "--against", "v1")
    project.page.write_text(project.page.read_text() + "\n")
    assert "\n  Changed since: pages.\n" in project("changes", "--against", "v1")
    without_pages = project("changes", "--against", "v1", "--specs", "no such folder")
    assert "rules have changed is not known.\n" in without_pages


def test_without_cache_and_git_it_is_not_known(project: Project) -> None:
    project.today()
    generated_by_an_older_soapstone(project)
    shutil.rmtree("generated/.cache")
    assert "rules have changed is not known.\n" in project("changes")


def test_a_page_beside_one_that_has_not_changed(project: Project) -> None:
    project.today()
    other = PAGE.read_text("utf-8").replace("SynchronizePanelUser", "PollPanel")
    Path("specs/tc2/PollPanel.txt").write_text(other)
    generated_by_an_older_soapstone(project)
    project.yesterday()
    causes = {subject: each["causes"] for subject, each in project.changes().items()}
    assert causes["PollPanel, SOAP 1.1"] == ["other pages", "rules"]
    assert causes["SynchronizePanelUser, SOAP 1.1"] == ["pages"]
    assert causes[ADDED] == ["pages"]


def test_a_class_that_a_person_renames(project: Project) -> None:
    project.today()
    project("generate", "-q")
    names = project.names.read_text()
    project.names.write_text(names.replace('"SyncStatus"', '"Progress"'))
    assert project.changes()["SyncStatus"]["causes"] == ["names.toml"]
    assert "\n  Changed since: names.toml.\n" in project("generate")


def test_the_same_parameter_where_the_constructor_does_not_demand_it(
    project: Project,
) -> None:
    project.yesterday()
    project("generate", "-q")
    project.today()
    project.overrides.write_text(f'[members."{ADDED}"]\ntype = "boolean?"\n')
    assert project.changes("--fail-on", "breaking")[ADDED]["breaks"] == {}


def test_what_programs_are_told_when_it_is_generated(project: Project) -> None:
    project.yesterday()
    (service,) = json.loads(project("generate", "--json"))["services"]
    assert service["changes"] == []
    project.today()
    (service,) = json.loads(project("generate", "--json"))["services"]
    assert [each["subject"] for each in service["changes"]] == [ADDED]


def test_what_git_remembers(project: Project) -> None:
    project.git("init", "-q")
    project.yesterday()
    project("generate", "-q")
    project.commit("v1")
    project.today()
    project("generate", "-q")
    fail = ("--against", "v1", "--fail-on", "breaking")
    assert project.changes(*fail, code=ExitCode.BREAKING).keys() == {ADDED}
    project.commit("v2")
    assert project.changes("--against", "v2", "tc2") == {}
    assert "no revision 'v3'" in project(
        "changes", "--against", "v3", code=ExitCode.ERROR
    )
    assert (
        "found     no such service among the generated\n  expected  one of: tc2\n"
        in project("changes", "--against", "v1", "tc3", code=ExitCode.ERROR)
    )
    markdown = project("changes", "--against", "v1", "--format", "markdown")
    assert markdown.startswith(
        "### tc2: 1 change, 1 breaking\n\nChanged since: pages.\n\n| breaks |"
    )


def test_names_that_a_person_chooses_stay(project: Project) -> None:
    project.yesterday()
    project("generate", "-q")
    text = project.names.read_text()
    chosen = text.replace('class = "SyncStatus"', 'class = "Progress"  # ours').replace(
        '"session_id"', '"session"'
    )
    project.names.write_text(chosen)
    assert {subject: each["after"] for subject, each in project.changes().items()} == {
        "SyncStatus": "Progress",
        "SynchronizePanelUser.SessionID": "session",
    }
    project("check", "-q", code=ExitCode.WOULD_CHANGE)
    project("generate", "-q")
    assert project.names.read_text() == chosen
    code = Path("generated/tc2/operations/synchronize_panel_user.py").read_text()
    assert "    session: str | None = None" in code
    result = Path("generated/tc2/types/synchronize_panel_user_result.py").read_text()
    assert "list[Progress] | None" in result

    project.today()
    before = sorted(Path().rglob("*"))
    assert "+userCodeDirectPush" in project("check", "-v", code=ExitCode.WOULD_CHANGE)
    assert sorted(Path().rglob("*")) == before
    assert project.names.read_text() == chosen
    project("generate", "-q")
    kept = [
        line
        for line in project.names.read_text().splitlines(True)
        if "Push" not in line
    ]
    assert "".join(kept) == chosen


def test_names_that_are_lost_are_out_of_date_and_come_back(project: Project) -> None:
    project.today()
    project("generate", "-q")
    text = project.names.read_text()
    project.names.unlink()
    output = project("check", "-v", code=ExitCode.WOULD_CHANGE)
    assert output.startswith("--- /dev/null\n+++ specs/tc2/names.toml\n")
    assert not project.names.exists()
    assert "names added: specs/tc2/names.toml" in project("generate")
    assert project.names.read_text() == text


def test_a_name_that_cannot_stand_stops_its_service(project: Project) -> None:
    project.today()
    project("generate", "-q")
    text = project.names.read_text()
    project.names.write_text(text.replace('"session_id"', '"class"'))
    for command in ("generate", "check", "changes"):
        output = project(command, code=ExitCode.ERROR)
        assert "tc2: specs/tc2/names.toml:" in output
        assert "found     'class', a keyword of Python" in output


def test_a_fault_of_the_page_is_corrected(project: Project) -> None:
    """Inherited members are not on the page; in real replies they come first."""
    project.today()
    project("generate", "-q")
    shutil.copy(ROOT / "specs/tc2/overrides.toml", project.overrides)
    result = "SynchronizePanelUserResult"
    assert {
        subject: (each["kind"], each["breaks"])
        for subject, each in project.changes().items()
    } == {
        f"{result}.ResultCode": ("member added", {}),
        f"{result}.ResultData": ("member added", {}),
    }
    project("generate", "-q")
    code = Path("generated/tc2/types/synchronize_panel_user_result.py").read_text()
    fields = [
        line.strip() for line in code.splitlines() if line.startswith("    result")
    ]
    assert fields == ["result_code: int", "result_data: str | None = None"]
    assert code.index("result_data") < code.index("synchronization_status")

    page = project.page.read_text()
    shown = "<ResultCode>int</ResultCode>\n<ResultData>string</ResultData>\n"
    opened = f"<{result}>\n"
    project.page.write_text(page.replace(opened, opened + shown))
    output = project("generate", "-v")
    assert output.count("(superfluous-override)") == 2
    assert (
        "tc2/overrides.toml:5  note  *Result.ResultCode (superfluous-override)"
        in output
    )


REPLY = """\
<SynchronizePanelUserResponse xmlns="https://services.alarmnet.com/TC2/">
<SynchronizePanelUserResult>
<ResultCode>0</ResultCode>
<ResultData>Done</ResultData>
<SynchronizationStatus><SyncStatus><DeviceID>7</DeviceID><TotalSteps>2</TotalSteps>
<CurrentStep>1</CurrentStep><ResultCode>0</ResultCode></SyncStatus></SynchronizationStatus>
</SynchronizePanelUserResult>
</SynchronizePanelUserResponse>
"""


def test_a_real_reply_shows_what_the_page_hides(project: Project) -> None:
    project.today()
    project("generate", "-q")
    reply = Path("specs/tc2/recorded/reply.xml")
    reply.parent.mkdir()
    reply.write_text(REPLY)
    result = "SynchronizePanelUserResult"
    changes = project.changes()
    assert {subject: each["kind"] for subject, each in changes.items()} == {
        f"{result}.ResultCode": "member added",
        f"{result}.ResultData": "member added",
    }
    output = project("generate", "-v")
    assert (
        f"tc2/recorded/reply.xml:3  guess  {result}.ResultCode (recorded-member)"
        in output
    )
    code = Path("generated/tc2/types/synchronize_panel_user_result.py").read_text()
    fields = [
        line.strip() for line in code.splitlines() if line.startswith("    result")
    ]
    assert fields == ["result_code: int", "result_data: str | None = None"]

    assert project("redact", str(reply)) == f"redacted: {reply}\n"
    assert "Done" not in reply.read_text()
    assert project("check") == "generated/ is up to date: 1 service\n"
    assert project("redact", str(reply)) == ""

    # A contradiction: the page states long.
    reply.write_text(REPLY.replace("<DeviceID>7<", "<DeviceID>A7<"))
    output = project("generate", "-v")
    assert (
        "tc2/recorded/reply.xml:5  conflict  SyncStatus.DeviceID (recorded-misfit)"
        in output
    )
    assert "A7" not in output
    assert project("changes") == "No service has changed.\n"

    reply.write_text(REPLY[:200])
    assert "tc2/recorded/reply.xml:" in project("generate", code=ExitCode.ERROR)
    assert project("redact", str(reply), code=ExitCode.ERROR)


def test_an_override_of_nothing_names_the_nearest(project: Project) -> None:
    project.today()
    project.overrides.write_text('[members."SyncStatus.DeviceId"]\ntype = "int"\n')
    output = project("generate", code=ExitCode.ERROR)
    assert "error: tc2: specs/tc2/overrides.toml:1" in output
    assert "  found     no member 'SyncStatus.DeviceId'" in output
    assert "Nearest: SyncStatus.DeviceID" in output
    assert not Path("generated/tc2").exists()
    assert not project.names.exists()


def test_what_cannot_be_written_gives_no_names(project: Project) -> None:
    project.yesterday()
    project("generate", "-q")
    Path("generated/tc2/__init__.py").write_text("edited")
    project.today()
    before = project.names.read_text()
    assert "edited by hand" in project("generate", code=ExitCode.ERROR)
    assert project.names.read_text() == before


def test_services_that_come_and_go(project: Project) -> None:
    project.today()
    project("generate", "-q")
    project.page.parent.rename("specs/tc3")
    output = project("changes", "--fail-on", "breaking", code=ExitCode.BREAKING)
    assert "  breaks senders, Python callers  service removed: svcTC2API" in output
    assert "  harmless  service added: svcTC2API" in output
    assert "service removed" in project("generate")


def test_a_broken_page_is_an_error_and_other_services_are_told_of(
    project: Project,
) -> None:
    project.yesterday()
    shutil.copytree("specs/tc2", "specs/bad")
    project("generate", "-q")
    project.today()
    Path("specs/bad/SynchronizePanelUser.txt").write_text("")
    assert run(["changes"]) == ExitCode.ERROR
    assert run(["changes", "bad"]) == ExitCode.ERROR


def test_the_contract_has_no_line_number_and_no_path(project: Project) -> None:
    project.today()
    project("generate", "-q")
    text = Path("generated/tc2/.soapstone/contract.json").read_text()
    assert "specs" not in text
    assert ".txt" not in text
    assert '"line"' not in text
