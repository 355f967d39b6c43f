"""`[languages.TAG] was`: a language gets a more exact tag, with the guids of the old one."""

from dataclasses import replace

import pytest

from deckgen.lock import ChangeKind, Lock, Permissions
from deckgen.lock.toml import dumps, loads
from tests.conftest import NOW, MakeProject, ProjectOnDisk

DAY = 86_400
FILES = {
    "deckgen.toml": '[project]\nnamespace = "test"\ntitle = {en = "Test", TAG = "Teste"}\nlanguages = ["en", "TAG"]\n',
    "cards/a/topic.yaml": "title: {en: Alpha, TAG: Alfa}\norder: 1\n",
    "cards/a/x.yaml": "- {id: one, front: {en: Q, TAG: P}, back: {en: A, TAG: R}}\n- {id: two, front: Q2, back: A2}\n",
}
WAS = '[languages.NEW]\nwas = "OLD"\n'
RENAMES = [("pt", "pt-BR"), ("zh", "zh-Hans")]


def files(tag: str, settings: str = "") -> dict[str, str]:
    written = {path: text.replace("TAG", tag) for path, text in FILES.items()}
    return {**written, "deckgen.toml": written["deckgen.toml"] + settings}


def write(project: ProjectOnDisk, tag: str, settings: str = "") -> None:
    for path, text in files(tag, settings).items():
        project.write(path, text)


def lock_of(project: ProjectOnDisk) -> Lock:
    return loads((project.root / "deckgen.lock").read_text(encoding="utf-8"))


def released(project: MakeProject, tag: str) -> ProjectOnDisk:
    made = project(files(tag))
    assert made.run("release", "1.0.0", env={"SOURCE_DATE_EPOCH": str(NOW - DAY)}).returncode == 0
    return made


def codes(project: ProjectOnDisk) -> list[str]:
    return [one.code for one in project.compile(now=NOW).errors]


@pytest.mark.parametrize(("old", "new"), RENAMES)
def test_a_more_exact_tag_keeps_every_guid_time_and_deck(project: MakeProject, old: str, new: str) -> None:
    made = released(project, old)
    before = lock_of(made)
    write(made, new, f'[languages.{new}]\nwas = "{old}"\n')
    done = made.build(now=NOW)
    assert done.returncode == 0, done.stderr
    assert f"language {old} goes on as {new}" in done.stdout
    after = lock_of(made)
    assert [(row.guid, row.mtime, row.id, row.due) for row in after.notes.values()] == [
        (row.guid, row.mtime, row.id, row.due) for row in before.notes.values()
    ]
    assert sorted(after.decks.values(), key=str) == sorted(before.decks.values(), key=str)
    assert {key.language for key in after.notes} == {"en", new}
    assert (made.root / f"build/{new}/a.apkg").is_file()
    assert not (made.root / f"build/{old}/a.apkg").exists()
    assert made.build("--locked", now=NOW).returncode == 0
    assert loads(dumps(after)) == after


def test_a_new_entry_gets_the_same_guid_as_on_a_branch_that_has_the_old_tag(project: MakeProject) -> None:
    new = {"cards/a/y.yaml": "- {id: three, front: Q3, back: A3}\n"}
    one, other = released(project, "pt"), released(project, "pt")
    write(one, "pt-BR", '[languages.pt-BR]\nwas = "pt"\n')
    for made in (one, other):
        made.write("cards/a/y.yaml", new["cards/a/y.yaml"])
        assert made.build(now=NOW).returncode == 0
    assert {row.guid for row in lock_of(one).notes.values()} == {row.guid for row in lock_of(other).notes.values()}


def test_a_lost_lock_gives_the_same_guids(project: MakeProject) -> None:
    made = released(project, "pt")
    before = {row.guid for row in lock_of(made).notes.values()}
    write(made, "pt-BR", '[languages.pt-BR]\nwas = "pt"\n')
    (made.root / "deckgen.lock").unlink()
    anew = made.compile(now=NOW, permissions=Permissions(new_lock=True))
    assert {row.guid for row in anew.plan.after.notes.values()} == before


def test_was_may_be_taken_out_once_the_lock_knows(project: MakeProject) -> None:
    made = released(project, "pt")
    write(made, "pt-BR", '[languages.pt-BR]\nwas = "pt"\n')
    assert made.build(now=NOW).returncode == 0
    lock = lock_of(made)
    write(made, "pt-BR")
    compilation = made.compile(now=NOW)
    assert not compilation.errors
    assert compilation.plan.after == lock


def test_a_chain_of_tags(project: MakeProject) -> None:
    made = released(project, "zh")
    guids = {row.guid for row in lock_of(made).notes.values()}
    for tag, was in (("zh-Hans", '"zh"'), ("zh-Hans-CN", '["zh-Hans", "zh"]')):
        write(made, tag, f"[languages.{tag}]\nwas = {was}\n")
        assert made.build(now=NOW).returncode == 0
    assert {row.guid for row in lock_of(made).notes.values()} == guids
    assert lock_of(made).former_languages == {"zh-Hans-CN": ("zh-Hans", "zh")}


def test_rows_that_a_merge_left_under_the_old_tag_follow(project: MakeProject) -> None:
    """One branch renamed the language, the other one added an entry and corrected one under the old tag."""
    one, other = released(project, "pt"), released(project, "pt")
    write(one, "pt-BR", '[languages.pt-BR]\nwas = "pt"\n')
    assert one.build(now=NOW).returncode == 0
    other.write("cards/a/x.yaml", FILES["cards/a/x.yaml"].replace("TAG", "pt").replace("A2", "A2 corrected"))
    other.write("cards/a/y.yaml", "- {id: three, front: Q3, back: A3}\n")
    assert other.build(now=NOW + 9).returncode == 0
    merged = {
        **lock_of(other).notes,
        **{key: row for key, row in lock_of(one).notes.items() if key.language == "pt-BR"},
    }
    one.write("deckgen.lock", dumps(replace(lock_of(other), notes=merged)))
    one.write("cards/a/x.yaml", FILES["cards/a/x.yaml"].replace("TAG", "pt-BR").replace("A2", "A2 corrected"))
    one.write("cards/a/y.yaml", "- {id: three, front: Q3, back: A3}\n")
    compilation = one.compile(now=NOW + 20)
    assert not compilation.errors
    assert [change for change in compilation.plan.changes if change.kind is not ChangeKind.RERENDERED] == []
    assert {str(row.guid): row.mtime for row in compilation.plan.after.notes.values()} == {
        str(row.guid): row.mtime for row in lock_of(other).notes.values()
    }


def test_without_was_every_note_of_the_language_has_vanished(project: MakeProject) -> None:
    made = released(project, "pt")
    write(made, "pt-BR")
    assert codes(made) == ["I001", "I001"]


def test_a_text_under_the_old_tag_is_named_once(project: MakeProject) -> None:
    made = released(project, "pt")
    write(made, "pt-BR", '[languages.pt-BR]\nwas = "pt"\n')
    made.write("cards/a/x.yaml", "- {id: one, front: {en: Q, pt: P}, back: {en: A, pt: R, pt-BR: R}}\n")
    found = made.compile(now=NOW).errors
    assert [(one.code, one.hint) for one in found] == [("E008", "write `pt-BR`")] * 2
    assert "is called `pt-BR` now" in found[0].message


def test_a_language_that_a_project_never_named_gets_its_tag_also_as_the_second_one(project: MakeProject) -> None:
    made = project(
        {"cards/a/topic.yaml": "title: Alpha\norder: 1\n", "cards/a/x.yaml": "- {id: one, front: Q, back: A}\n"}
    )
    assert made.run("release", "1.0.0", env={"SOURCE_DATE_EPOCH": str(NOW - DAY)}).returncode == 0
    (guid,) = {row.guid for row in lock_of(made).notes.values()}
    made.write(
        "deckgen.toml",
        '[project]\nnamespace = "test"\ntitle = {de = "Probe", en = "Test"}\nlanguages = ["de", "en"]\n'
        '[languages.en]\nwas = "und"\n',
    )
    assert made.build(now=NOW).returncode == 0
    assert {key.language for key, row in lock_of(made).notes.items() if row.guid == guid} == {"en"}
