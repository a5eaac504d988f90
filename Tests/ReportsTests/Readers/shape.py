"""Reads a report as its own world reads it, and prints its shape and its texts as JSON.

shape.py FORMAT FILE...

The shape is all but the words: elements, keys, rows, labels. The texts are what a reader is shown.
"""
import csv
import html.parser
import io
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree


def shape_of_json(value, texts):
    if isinstance(value, dict):
        # Facts are named by the host.
        return {("*" if key not in KEYS else key): shape_of_json(member, texts) for key, member in value.items()}
    if isinstance(value, list):
        return [shape_of_json(element, texts) for element in value]
    if isinstance(value, str):
        texts.append(value)
    return type(value).__name__


KEYS = set(
    "schema id started seconds catalogue version sha256 agent items exit status reason totals hosts swept passing failing "
    "undecided loginsProven name address port groups role state outcome facts cause check summary remedy checks item "
    "verdict severity vantage signature evidence probe excerpt blockedBy waiver causes config service ports firewall tls "
    "auth user password mail-location permissions logs pass warn fail unknown blocked skipped".split()
)


def read_json(text, texts):
    return shape_of_json(json.loads(text), texts)


def read_jsonl(text, texts):
    return [shape_of_json(json.loads(line), texts) for line in text.split("\n")[:-1]]


FORMULA = "=+-@\t\r＝＋－＠﹦﹢﹣﹫"


def split_formulas(field):
    """The field without what keeps a spreadsheet from computing, and whether a formula begins in it all the same."""
    text, begins, computes = "", True, False
    for place, sign in enumerate(field):
        if begins and sign == "'" and field[place + 1 : place + 2] and field[place + 1] in FORMULA:
            begins = False
            continue
        computes |= begins and sign in FORMULA
        begins = sign == ";" or begins and (sign in ' "' or unicodedata.combining(sign) > 0)
        text += sign
    return text, computes


def read_csv(text, texts):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for row in rows:
        for field in row:
            shown, computes = split_formulas(field)
            assert not computes, f"a formula: {field!r}"
            texts.append(shown)
    return [len(row) for row in rows]


def read_junit(text, texts):
    def shape(element):
        texts.extend(element.attrib.values())
        texts.extend((element.text or "").split("\n"))
        return [element.tag, sorted(element.attrib), [shape(child) for child in element]]

    return shape(ElementTree.fromstring(text))


class Page(html.parser.HTMLParser):
    def __init__(self, texts):
        super().__init__(convert_charrefs=True)
        self.texts, self.shape, self.script = texts, [], False

    def handle_starttag(self, tag, attributes):
        self.shape.append([tag, sorted(name for name, _ in attributes)])
        self.script = tag == "script"
        if ("type", "application/json") in attributes:
            self.script = "data"

    def handle_endtag(self, tag):
        self.shape.append(["/" + tag])
        self.script = False

    def handle_comment(self, data):
        self.shape.append(["comment", data])

    def handle_data(self, data):
        if self.script == "data":
            document = json.loads(data)
            self.texts.extend(line for text in document["texts"] for line in text.split("\n"))
            document["texts"] = len(document["texts"])
            self.shape.append(document)
        elif not self.script:
            self.texts.extend(line.strip() for line in data.split("\n"))


def read_html(text, texts):
    page = Page(texts)
    page.feed(text)
    page.close()
    return page.shape


def read_markdown(text, texts):
    from markdown_it import MarkdownIt

    shape = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type != "inline":
            shape.append([token.type, token.tag])
        if token.type == "fence":
            texts.extend(token.content.split("\n"))
        kinds = {child.type for child in token.children or []}
        allowed = {"text", "text_special", "code_inline", "strong_open", "strong_close", "softbreak"}
        assert kinds <= allowed, f"{kinds - allowed} in {token.content!r}"
        texts.append("".join(child.content for child in token.children or []))
    return shape


def read_prometheus(text, texts):
    shape = []
    for line in text.split("\n")[:-1]:
        if line.startswith("#"):
            shape.append(line)
            continue
        label = r'[a-z_]+="(?:[^"\\]|\\["\\n])*"'
        match = re.fullmatch(r"([a-z_]+)(?:\{(%s(?:,%s)*)\})? (\S+)" % (label, label), line)
        assert match, line
        labels = re.findall(r'([a-z_]+)="((?:[^"\\]|\\.)*)"', match[2] or "")
        texts.extend(re.sub(r"\\(.)", r"\1", value) for _, value in labels)
        shape.append([match[1], [name for name, _ in labels]])
    return shape


def read_nagios(text, texts):
    first, *lines = text.split("\n")[:-1]
    sentence, numbers = first.split("|")
    assert all("|" not in line for line in lines)
    texts.extend([sentence] + [line.replace("¦", "|") for line in lines])
    return [re.sub(r"\d+", "0", numbers), len(lines)]


def read_lines(text, texts):
    texts.append(text)
    return None


READERS = {
    "json": read_json, "jsonl": read_jsonl, "csv": read_csv, "csv-long": read_csv, "junit": read_junit, "html": read_html,
    "markdown": read_markdown, "prometheus": read_prometheus, "nagios": read_nagios, "table": read_lines,
    "summary": read_lines,
}

def read(path):
    with open(path, "rb") as file:
        content = file.read().decode("utf-8", errors="strict")
    texts = []
    shape = READERS[sys.argv[1]](content, texts)
    return {"shape": json.dumps(shape), "texts": texts}


if __name__ == "__main__":
    csv.field_size_limit(10_000_000)
    json.dump([read(path) for path in sys.argv[2:]], sys.stdout)
