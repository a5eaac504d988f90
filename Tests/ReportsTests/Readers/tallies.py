"""Counts a report as its own world reads it, and prints the numbers that it shows as JSON.

tallies.py FORMAT FILE

Where a format lists hosts, they are counted, and its own totals must be the same.
"""
import csv
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict

SENTENCE = re.compile(
    r"(?P<hosts>\d+) hosts?: (?P<passing>\d+) pass, (?P<failing>\d+) fail(?:, (?P<waived>\d+) waived)?, (?P<undecided>\d+) undecided; "
    r"logins proven: (?P<loginsProven>\d+) of \d+ hosts?"
)


def sentence(text):
    found = SENTENCE.findall(text)
    assert found, "no closing sentence"
    return with_waived({name: int(value or 0) for name, value in SENTENCE.search(text).groupdict().items()})


def with_waived(numbers):
    """People see a waived host apart from those that fail."""
    return {**numbers, "failing": numbers["failing"] + numbers["waived"]}


def ends_with_sentence(text):
    return sentence(text.rstrip("\n").split("\n\n")[-1].replace("\n  ", " "))


def is_part(numbers, result):
    return all(result.get(name, 0) == number for name, number in numbers.items())


class Count:
    def __init__(self):
        self.numbers, self.items = Counter(), defaultdict(Counter)

    def host(self, standing, outcome, login, cells, waived):
        self.numbers["hosts"] += 1
        self.numbers["waived"] += waived
        self.numbers[standing] += 1
        self.numbers["swept"] += outcome == "swept"
        self.numbers["loginsProven"] += login
        for item, verdict in cells.items():
            self.items[item][verdict] += 1

    def result(self):
        return {**self.numbers, "items": {item: dict(counts) for item, counts in self.items.items()}}


def waived_in_json(run):
    """The totals, whose numbers of what is waived are those of the hosts."""
    waived = run["totals"].pop("waived")
    if "hosts" in run:
        cells = Counter(item for host in run["hosts"] for item in host["waived"])
        assert cells == waived["items"], waived
        alone = [host for host in run["hosts"] if "fail" in host["items"].values()
                 and all(host["waived"].count(item) for item, verdict in host["items"].items() if verdict == "fail")]
        assert len(alone) == waived["hosts"]
    return {**run["totals"], "waived": waived["hosts"]}


def read_json(text):
    return waived_in_json(json.loads(text))


def read_jsonl(text):
    *hosts, run = [json.loads(line) for line in text.splitlines()]
    assert "hosts" not in run and len(hosts) == run["totals"]["hosts"]
    assert run["totals"]["swept"] == sum(host["outcome"] == "swept" for host in hosts)
    return waived_in_json({**run, "hosts": hosts})


def read_csv(text):
    rows = list(csv.DictReader(text.splitlines()))
    count = Count()
    items = list(rows[0])[6:-6]
    for row in rows:
        cells = {item: row[item] for item in items}
        failing = [item for item, verdict in cells.items() if verdict == "fail"]
        is_waived = bool(failing) and failing == row["waived"].split()
        assert bool(row["waived"]) <= bool(row["waivers"])
        count.host(row["standing"], row["outcome"], int(row["login_proven"]), cells, is_waived)
    result = count.result()
    return result


def read_csv_long(text):
    hosts = defaultdict(list)
    for row in csv.DictReader(text.splitlines()):
        hosts[row["host"]].append(row)
    count = Counter()
    for rows in hosts.values():
        fails = [row for row in rows if row["verdict"] == "fail"]
        verdicts = {row["verdict"] for row in rows}
        lost = any(row["check"] == "" for row in rows)
        is_open = lost or verdicts & {"unknown", "blocked"} or verdicts <= {"skipped"}
        count["swept"] += not lost
        count["failing" if fails else "undecided" if is_open else "passing"] += 1
        waived = [bool(row["waived_until"] and row["waived_by"] and row["waived_because"]) for row in fails]
        count["waived"] += bool(waived) and all(waived)
    return {"hosts": len(hosts), **count}


def read_junit(text):
    *suites, gate = ElementTree.fromstring(text)
    count = Count()
    for suite in suites:
        about = {element.get("name"): element.get("value") for element in suite.iter("property")}
        cells = {name[5:]: value for name, value in about.items() if name.startswith("item.")}
        cases = suite.findall("testcase")
        failing = [item for item, verdict in cells.items() if verdict == "fail"]
        is_waived = bool(failing) and failing == about["waived"].split()
        assert is_waived == (about["standing"] == "failing" and suite.get("failures") == "0"), suite.get("name")
        count.host(about["standing"], about["outcome"], int(about["logins proven"]), cells, is_waived)
        for tag, attribute in [("failure", "failures"), ("error", "errors"), ("skipped", "skipped")]:
            assert sum(case.find(tag) is not None for case in cases) == int(suite.get(attribute)), suite.get("name")
        assert len(cases) == int(suite.get("tests"))
    result = count.result()
    assert is_part(sentence(gate.find("system-out").text), result)
    return result


def read_html(text):
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)[1])
    verdicts, texts = [verdict["name"] for verdict in data["verdicts"]], data["texts"]
    count = Count()
    for cells, about, *_ in data["hosts"]:
        row = {item: verdicts[int(cell)] for item, cell in zip(data["items"], cells)}
        is_waived = "waived" in row.values() and "fail" not in row.values()
        row = {item: "fail" if verdict == "waived" else verdict for item, verdict in row.items()}
        count.host(texts[about[6]], texts[about[4]], about[8], row, is_waived)
    result = count.result()
    assert is_part(sentence(text[text.index("<footer>"):]), result)
    tallies = {name: int(value) for name, value in re.findall(r'data-standing="(\w+)"[^>]*><b>(\d+)</b>', text)}
    waived = re.search(r"</b> fail, (\d+) waived</button>", text)
    assert is_part(with_waived({**tallies, "waived": int(waived[1]) if waived else 0}), result)
    return result


def read_prometheus(text):
    def samples(name):
        for labels, value in re.findall(r"^%s\{(.*)\} (\S+)$" % name, text, re.M):
            yield dict(re.findall(r'(\w+)="([^"]*)"', labels)), int(value)

    result = {labels["standing"]: value for labels, value in samples("dovesweep_hosts")}
    items = defaultdict(dict)
    for labels, value in samples("dovesweep_item_hosts"):
        items[labels["item"]][labels["verdict"]] = value
    hosts = Counter(labels["standing"] for labels, _ in samples("dovesweep_host_info"))
    assert {**dict.fromkeys(result, 0), **hosts} == result
    shown = Counter((labels["item"], labels["verdict"]) for labels, _ in samples("dovesweep_host_item"))
    assert all(items[item][verdict] == number for (item, verdict), number in shown.items())
    logins = int(re.search(r"^dovesweep_logins_proven (\d+)\n\Z", text, re.M)[1])
    assert sum(value for _, value in samples("dovesweep_host_login_proven")) == logins
    swept = int(re.search(r"^dovesweep_hosts_swept (\d+)$", text, re.M)[1])
    waived = Counter(labels["item"] for labels, _ in samples("dovesweep_host_item") if labels["waived"] == "true")
    assert {item: number for labels, number in samples("dovesweep_item_hosts_waived") if number
            for item in [labels["item"]]} == waived
    result["waived"] = int(re.search(r"^dovesweep_hosts_waived (\d+)$", text, re.M)[1])
    return {**result, "hosts": sum(hosts.values()), "loginsProven": logins, "swept": swept, "items": items}


def read_nagios(text):
    numbers = dict(re.findall(r"(\w+)=(\d+);;;0;\d+", text.split("\n")[0].split("|")[1]))
    names = {"logins_proven": "loginsProven"}
    result = {names.get(name, name): int(value) for name, value in numbers.items()}
    closing = ends_with_sentence(text)
    assert is_part(result, {**result, **closing})
    return {**closing, **result}


def read_grid(text, number):
    """Numbers under the matrix: one line for each verdict that somebody has to look at."""
    result, items = ends_with_sentence(text), defaultdict(dict)
    # Heads may be short; behind the checklist stands a column of an operator's own, where there is one.
    names = "config service ports firewall tls auth user password mail-location permissions logs backup".split()
    for word in ["FAIL", "waived", "unknown", "blocked", "warn", "pass", "skipped"]:
        row = re.search(number(word), text, re.M)
        if row:
            cells = re.findall(r"\d+|·", row[1])
            for name, cell in zip(names, cells):
                verdict = "fail" if word == "waived" else word.lower()
                items[name][verdict] = items[name].get(verdict, 0) + (int(cell) if cell != "·" else 0)
    return {**result, "items": items}


READERS = {
    "json": read_json, "jsonl": read_jsonl, "csv": read_csv, "csv-long": read_csv_long, "junit": read_junit,
    "html": read_html, "prometheus": read_prometheus, "nagios": read_nagios,
    "table": lambda text: read_grid(text, lambda word: r"^hosts \S %s +(.*)$" % word),
    "summary": lambda text: read_grid(text, lambda word: r"^hosts \S %s +(.*)$" % word),
    "markdown": lambda text: read_grid(text, lambda word: r"^\| hosts \S+ %s \|(.*)$" % word),
}

if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8", newline="\n") as file:
        json.dump(READERS[sys.argv[1]](file.read()), sys.stdout)
