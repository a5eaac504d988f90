"""The rows of the files ROOM.tsv: which mutants there are."""

import glob
import os
import subprocess
import zlib

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(FOLDER))

# The test targets of a room whose name they do not have.
TESTS = {"dovesweep": ["CommandTests"], "Agent": ["SweepTests"]}

# In a column these stand for the end of a line and a tab.
SIGNS = {"⏎": "\n", "⇥": "\t"}


class Wrong(Exception):
    """The reason why nothing can be measured; the text is for the terminal."""


class Mutant:
    def __init__(self, room, file, number, columns):
        self.room = room
        self.row = f"{os.path.relpath(file, ROOT)}:{number}"
        if not 5 <= len(columns) <= 6 or not all(columns[:5]):
            raise Wrong(f"{self.row}: {len(columns)} columns; write ID, FILE, FROM, TO, MISTAKE [, TESTS] with tabs between")
        self.id, self.file, passage, new, self.mistake = columns[:5]
        # Text around FROM, by which alone it is found; and FROM is marked in it.
        self.before, self.old, self.after = marked(plain(passage))
        self.new = plain(new)
        self.tests = columns[5].split() if len(columns) > 5 else TESTS.get(room, [room + "Tests"])
        self.is_shell = self.file.endswith(".sh")
        # What the built program compares: an id that stays the same when rows come and go.
        self.number = zlib.crc32(self.id.encode())
        self.start = self.find()

    def find(self):
        """Where FROM begins in its file."""
        try:
            with open(os.path.join(ROOT, self.file), encoding="utf-8") as opened:
                text = opened.read()
        except OSError as error:
            raise Wrong(f"{self.row}: {self.file}: {error.strerror}; correct the path, from the root of the project")
        passage = self.before + self.old + self.after
        count = text.count(passage)
        if count != 1:
            raise Wrong(
                f"{self.row}: mutant {self.id}: FROM stands {count} times in {self.file}, not once: {passage}\n"
                + ("Add the text around it, and mark FROM as «FROM»." if count
                   else "Make the same mistake where the code decides this now."))
        start = text.index(passage) + len(self.before)
        self.line = text.count("\n", 0, start) + 1
        self.lines = range(self.line, self.line + self.old.count("\n") + 1)
        return start

    @property
    def end(self):
        return self.start + len(self.old)

    @property
    def stem(self):
        """Of the file's name: a file of tests mostly has the same."""
        return os.path.splitext(os.path.basename(self.file))[0]

    @property
    def place(self):
        return f"{self.file}:{self.line}"


def plain(column):
    for sign, meaning in SIGNS.items():
        column = column.replace(sign, meaning)
    return column


def marked(passage):
    """The text before «FROM», FROM, and the text after it; without marks all of it is FROM."""
    before, mark, rest = passage.partition("«")
    old, _, after = rest.partition("»")
    return (before, old, after) if mark else ("", passage, "")


def read():
    """All mutants, in the order of rooms and rows."""
    mutants = []
    for file in sorted(glob.glob(os.path.join(FOLDER, "*.tsv"))):
        room = os.path.splitext(os.path.basename(file))[0]
        with open(file, encoding="utf-8") as opened:
            for number, line in enumerate(opened.read().splitlines(), 1):
                if line and not line.startswith("#"):
                    mutants.append(Mutant(room, file, number, line.split("\t")))
    seen = {}
    for mutant in mutants:
        other = seen.setdefault(mutant.number, mutant)
        if other is not mutant:
            raise Wrong(f"{mutant.row}: the id {mutant.id} is like that of {other.row}; take another")
    return mutants


def choose(mutants, words):
    """The mutants of the named rooms, and those of the named ids; all where nothing is named."""
    for word in words:
        if not any(word in (mutant.room, mutant.id) for mutant in mutants):
            known = " ".join(dict.fromkeys(mutant.room for mutant in mutants))
            raise Wrong(f"{word} is neither a room nor a mutant. Rooms: {known}")
    return [mutant for mutant in mutants if not words or mutant.room in words or mutant.id in words]


def tracked():
    """The files of the project, with changes that are not yet committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [name for name in names if os.path.lexists(os.path.join(ROOT, name))]
