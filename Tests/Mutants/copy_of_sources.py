"""The copy of the project that all mutants are built into."""

import os
import re
import shutil
import stat
import subprocess

from rows import ROOT, Wrong, tracked

FOLDER = os.path.join(ROOT, ".build", "mutants")
TREE = os.path.join(FOLDER, "tree")
# Holds the number of the mutant that is switched on. A file also reaches children with an environment of their own.
SWITCH = os.path.join(FOLDER, "on")

BUILD = ["swift", "build", "--build-tests"]

HELPER = """internal import FoundationEssentials

private let switchedOn: Int = {
    let digits = FileManager.default.contents(atPath: "%s") ?? .init()
    return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
}()

func mutated(_ number: Int) -> Bool { number == switchedOn }
"""

AGENT = """
internal import Fleet

private let mutants: [Int: (file: String, old: String, new: String)] = [
%s
]

func mutatedFiles(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
    guard let mutant = mutants.first(where: { mutated($0.key) })?.value else { return files }
    var changed = files
    let text = String(decoding: files[mutant.file] ?? [], as: UTF8.self)
    let parts = text.split(separator: mutant.old, omittingEmptySubsequences: false)
    precondition(parts.count == 2)
    changed[mutant.file] = Array(parts.joined(separator: mutant.new).utf8)
    return changed
}
"""


def make(mutants):
    """Writes the copy with all mutants in it, and builds it."""
    os.makedirs(TREE, exist_ok=True)
    switch(None)
    wanted = {name: content(name, mutants) for name in tracked()}
    wanted.update(helpers(mutants))
    remove_others(wanted)
    for name, text in wanted.items():
        write(name, text)
    build(mutants)


def switch(mutant):
    with open(SWITCH, "w", encoding="utf-8") as opened:
        opened.write(str(mutant.number if mutant else 0))


def content(name, mutants):
    """What a file has in the copy; None where it is the file itself."""
    if name == "Package.swift":
        # A mistake may leave a value unused, which only warns.
        return read(name).replace(".treatAllWarnings(as: .error),", "")
    if name == "Sources/Sweep/Agent/AgentFiles.swift":
        return renamed(read(name))
    here = [mutant for mutant in mutants if mutant.file == name and not mutant.is_shell]
    return rewritten(read(name), here) if here else None


def read(name):
    with open(os.path.join(ROOT, name), encoding="utf-8") as opened:
        return opened.read()


def renamed(text):
    head = "static let all: [String: [UInt8]] = ["
    if head not in text:
        raise Wrong("AgentFiles.swift does not declare its files as expected; mend copy_of_sources.py")
    return text.replace(head, "static let all = mutatedFiles(unmutated)\n    static let unmutated: [String: [UInt8]] = [")


def rewritten(text, mutants):
    """The text with each FROM as `(mutated(NUMBER) ? (TO) : (FROM))`. One may stand in another."""
    inner_first = sorted(mutants, key=lambda mutant: mutant.end - mutant.start)
    spans = {}
    for mutant in inner_first:
        spans.setdefault((mutant.start, mutant.end), []).append(mutant)
    for (start, end), (other_start, other_end) in ((a, b) for a in spans for b in spans):
        if start < other_start < end < other_end:
            first, second = spans[start, end][0], spans[other_start, other_end][0]
            raise Wrong(f"{first.row} and {second.row} overlap in {first.file}; make one FROM part of the other")

    def render(start, end, inside):
        result, place = "", start
        outermost = [span for span in inside if not any(
            other != span and other[0] <= span[0] and span[1] <= other[1] for other in inside)]
        for span in sorted(outermost):
            within = [other for other in inside if other != span and span[0] <= other[0] and other[1] <= span[1]]
            expression = "(" + render(*span, within) + ")"
            for mutant in spans[span]:
                expression = f"(mutated({mutant.number}) ? ({mutant.new}) : {expression})"
            result += text[place:span[0]] + expression
            place = span[1]
        return result + text[place:end]

    return render(0, len(text), list(spans))


def helpers(mutants):
    rooms = sorted({mutant.file.split("/")[1] for mutant in mutants})
    files = {f"Sources/{room}/Mutated.swift": HELPER % SWITCH for room in rooms}
    folder = "Sources/Sweep/Agent/"
    shell = [
        f'    {mutant.number}: ("{mutant.file.removeprefix(folder)}", {literal(mutant, mutant.old)}, {literal(mutant, mutant.new)}),'
        for mutant in mutants if mutant.is_shell]
    files["Sources/Sweep/Mutated.swift"] = HELPER % SWITCH + AGENT % ("\n".join(shell) or "    :")
    return files


def literal(mutant, text):
    return '###"""\n' + mutant.before + text + mutant.after + '\n"""###'


def remove_others(wanted):
    for folder, folders, files in os.walk(TREE):
        if folder == TREE:
            folders[:] = [name for name in folders if name != ".build"]
        for file in files:
            name = os.path.relpath(os.path.join(folder, file), TREE)
            if name not in wanted and name != "Package.resolved":
                os.remove(os.path.join(TREE, name))


def write(name, text):
    """Leaves a file as it is that has this content, so that no more is built anew than must be."""
    source, target = os.path.join(ROOT, name), os.path.join(TREE, name)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if text is None and os.path.islink(source):
        if os.path.lexists(target):
            os.remove(target)
        os.symlink(os.readlink(source), target)
        return
    if text is None:
        with open(source, "rb") as opened:
            data = opened.read()
    else:
        data = text.encode()
    if os.path.exists(target):
        with open(target, "rb") as opened:
            is_same = opened.read() == data
    else:
        is_same = False
    if not is_same:
        with open(target, "wb") as opened:
            opened.write(data)
    if os.path.exists(source):
        os.chmod(target, stat.S_IMODE(os.stat(source).st_mode))


def build(mutants):
    print(f"Building {len(mutants)} mutants in {os.path.relpath(TREE, os.getcwd())} …", flush=True)
    log = os.path.join(FOLDER, "build.log")
    with open(log, "w", encoding="utf-8") as opened:
        status = subprocess.run(BUILD, cwd=TREE, stdout=opened, stderr=subprocess.STDOUT).returncode
    if status == 0:
        return
    with open(log, encoding="utf-8", errors="replace") as opened:
        output = opened.read()
    errors = dict.fromkeys(re.findall(r"^(\S+?):(\d+):\d+: error: (.*)$", output, re.MULTILINE))
    said = []
    for path, number, message in errors:
        name = os.path.relpath(path, TREE)
        here = [mutant for mutant in mutants if mutant.file == name and int(number) in mutant.lines]
        for mutant in here:
            said.append(f"{mutant.row}: mutant {mutant.id} does not compile: {message}")
        if not here:
            said.append(f"{name}:{number}: {message}")
    raise Wrong("\n".join(said or [output[-2000:]]) + f"\nThe whole output is in {log}")
