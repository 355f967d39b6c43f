"""The project of school.txt, released once and then worked on, and what its preview must show."""

from pathlib import Path

from tests.conftest import NOW, ProjectOnDisk, sections

TITLES = (
    "Bending of light at a boundary",
    "Refraction",
    "Where do parallel rays meet behind a convex lens?",
    "Light covers [...] in one second.",
    "Light covers 299,792 km in one [...].",
    "How do curved mirrors differ?",
    "How is the distance of a wall computed from an echo?",
    "How far does sound travel in 3 s?",
    "Which part of the ear is hidden?",
    "Which part of the ear is hidden?",
    "What is the Doppler effect?",
    "Which café proverb calls silence golden?",
    "What sets the pitch of a string?",
)
"""The cards of the English edition in study order, by how their rows in the list begin."""
_PITCH = """- id: pitch
  section: hearing
  front: {en: What sets the pitch of a string?, zh-Hans: 弦的音高由什么决定？}
  back: {en: "Length, tension and mass.", zh-Hans: 长度、张力和质量。}
  source: [{ref: acoustics}]
"""


def school(root: Path) -> ProjectOnDisk:
    """The project in `root`: release 1.0.0, then one corrected and one new entry, built but not released."""
    root.mkdir(parents=True)
    project = ProjectOnDisk(root)
    for path, contents in sections(Path(__file__).with_name("school.txt").read_text(encoding="utf-8")).items():
        project.write(path, contents)
    _succeed(project, "release", "1.0.0", now=NOW)
    edit(project, "sound/waves", "A pitch that changes with motion.", "A frequency that changes with motion.")
    project.write("cards/sound/youngest.yaml", _PITCH)
    _succeed(project, "build", now=NOW + 86_400)
    return project


def edit(project: ProjectOnDisk, name: str, before: str, after: str) -> None:
    """Change one passage of cards/<name>.yaml, which must be there once."""
    path = project.root / "cards" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, before
    project.write(f"cards/{name}.yaml", text.replace(before, after))


def _succeed(project: ProjectOnDisk, *arguments: str, now: int) -> None:
    done = project.run(*arguments, env={"SOURCE_DATE_EPOCH": str(now)})
    assert done.returncode == 0, done.stderr
