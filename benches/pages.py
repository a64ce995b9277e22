"""Generated pages: shapes that grow to any size, and hostile inputs of one size."""


# ---- Shapes: the n-th piece of a page. Where a size is asked, pieces are put one after the other until it is reached.


def section(number):
    heading = f"\n## Section {number}\n\n" if number % 40 == 0 else ""
    return heading + headingless(number)


def headingless(number):
    return f"- [Tool {number}](https://tool{number}.example/docs) - Does the thing that number {number} does.\n"


def nested(number):
    return "  " * (number % 4) + f"- [工具 {number}](https://tool{number}.example/docs)：第 {number} 个工具，做第 {number} 件事。\n"


def table(number):
    head = "| Name | What | Price |\n| --- | --- | --- |\n" if number == 0 else ""
    return head + f"| [Tool {number}](https://tool{number}.example/docs) | Does the thing {number} | free |\n"


def html(number):
    picture = f'<a href="https://tool{number}.example"><img src="https://tool{number}.example/logo.png" alt="Tool {number}" width="64"></a>'
    shapes = [
        f'<p align="center">{picture}</p>\n\n',
        f"<details>\n<summary>Tool {number}</summary>\n\nIt does <b>this</b> and <i>that</i>.\n\n</details>\n\n",
        f'- {picture} <a href="https://tool{number}.example/docs">Tool {number}</a> - Press <kbd>Ctrl</kbd>.<br>\n\n',
        f"<table><tr><td>{picture}</td><td>Number {number}<!-- a comment --></td></tr></table>\n\n",
    ]
    return shapes[number % len(shapes)]


def reference(number):
    """An entry by reference; every second definition is one that nothing uses."""
    return f"- [Tool {number}][tool {number}] - Does the thing that number {number} does.\n"


def definitions(number):
    return f"[tool {number}]: https://tool{number}.example/docs\n[unused {number}]: https://unused{number}.example 'Title'\n"


def paragraph(number):
    return f"Tool {number} does the thing and [its page](https://tool{number}.example/docs) says how.\n"


def cjk(number):
    return f"第 {number} 个工具可以做第 {number} 件事，「它」支持 Rust 和 Python；请看它的网站（https://tool{number}.example/），很好用。\n\n"


def white(number):
    return ["    \n", "\t\n", " \t \n", "\n"][number % 4]


def words(number):
    return f"word{number} "


def links(number):
    return f"[Tool {number}](https://tool{number}.example/docs), "


def deep(number):
    return "  " * (number % 50) + f"- [Tool {number}](https://tool{number}.example/docs) - Does the thing.\n"


def quoted(number):
    return "> " * (number % 20 + 1) + f"Said {number}.\n" + ("\n" if number % 20 == 19 else "")


def styled(number):
    return f"- **Tool {number}** is _quick_ and `cheap`, ~~not~~ *very **good*** &amp; \\*free\\*[^{number}] - www.tool{number}.example.\n\n[^{number}]: A note.\n\n"


def defect(number):
    """An entry with something to report: padding, no space at the dash, doubled and glued marks."""
    return f"* [Tool {number} ](http://tool{number}.example/docs)- does the thing  number {number} does,.\n"


def code(number):
    return f"```sh\ncurl https://tool{number}.example | sh # {number}\n```\n\n"


SHAPES = {
    "sections": section,
    "headingless": headingless,
    "nested": nested,
    "table": table,
    "html": html,
    "references": reference,
    "paragraph": paragraph,
    "cjk": cjk,
    "white": white,
    "words, one line": words,
    "links, one line": links,
    "deep": deep,
    "quoted": quoted,
    "styled": styled,
    "defects": defect,
    "code": code,
}


def shape(name, size):
    """A page of `size` bytes or little more; of three lines where `size` is 0."""
    pieces, last, length, number = ["# A list\n\n"], [], 10, 0
    while number == 0 or length < size:
        piece = SHAPES[name](number)
        pieces.append(piece)
        last.append(definitions(number) if name == "references" else "")
        length += len(piece.encode()) + len(last[-1])
        number += 1
    return "".join([*pieces, "\n", *last])


# ---- Hostile inputs: what makes a careless parser or rule need a time that grows with the square of the text.


def staircase(depth, line):
    return "".join("  " * level + line for level in range(depth))


def hostile():
    """Name and text of each."""
    words = "tool and thing "
    return {
        # Emphasis: runs that open and never close, close and never opened, or fit none of those before.
        "65,000 nested emphases": "*a **a " * 65000 + "b" + " a** a*" * 65000,
        "65,000 openers of emphasis": "_a " * 65000,
        "65,000 closers of emphasis": "a_ " * 65000,
        "50,000 mixed runs": "*a_ " * 50000,
        "50,000 runs of unlike lengths": "a**b" + "c* " * 50000,
        "10,000 runs of growing length": "".join("a" + "*" * (number % 300) for number in range(10000)),
        "50,000 strikes": "~a ~~b " * 50000,
        # Brackets.
        "50,000 brackets": "[" * 50000,
        "50,000 nested brackets": "[" * 50000 + "a" + "]" * 50000,
        "65,000 openers of links": "[a" * 65000,
        "65,000 closers of links": "a]" * 65000,
        "50,000 openers of links with emphasis": "[ a_" * 50000,
        "80,000 `[ (](`": "[ (](" * 80000,
        "80,000 `![[]()`": "![[]()" * 80000,
        "30,000 unclosed destinations `[a](<b`": "[a](<b" * 30000,
        "30,000 unclosed destinations `[a](b`": "[a](b" * 30000,
        "30,000 unclosed titles": "[a](b 'c" * 30000,
        "30,000 nested parentheses": "[a](" + "(" * 30000 + "b" + ")" * 30000 + ")",
        "30,000 unclosed references `[a][b`": "[a][b" * 30000,
        "30,000 nested images": "![" * 30000 + "a" + "](b)" * 30000,
        # Definitions and footnotes.
        "50,000 definitions": "".join(f"[a{number}]: b\n" for number in range(50000)) + "\n[a0] [a1] [a49999]\n",
        "50,000 equal definitions": "[a]: b\n" * 50000 + "\n[a]\n",
        "50,000 uses of one definition": "[a]: b\n\n" + "[a] " * 50000,
        "one definition of 1 MB used 1,000 times": "[a]: /" + "b" * 1000000 + "\n\n" + "[a] " * 1000,
        "20,000 unfinished definitions": "[a]: b 'c\n" * 20000,
        "50,000 labels of no definition": "[a][b] " * 50000,
        "50,000 footnotes of no definition": "[^1]" * 50000,
        "20,000 footnotes": "".join(f"[^{number}] a\n\n[^{number}]: b\n\n" for number in range(20000)),
        # Blocks.
        "50,000 quotes in one another": "> " * 50000 + "a",
        "100,000 quotes with emphasis": ">" * 100000 + "a*" * 100000,
        "20,000 lines after a deep quote": "> " * 500 + "a\n" + "b\n" * 20000,
        "1,000 lists in one another": staircase(1000, "* a\n"),
        "30,000 lists on one line": "- " * 30000 + "x\n" + "\n" * 30000,
        "30,000 lists in a quote": "> " + "- " * 30000 + "x\n" + ">\n" * 30000,
        "5,000 lists and quotes in turn": "- > " * 5000 + "a\n",
        "20,000 lists that change their marker": "- a\n+ b\n" * 20000,
        "50,000 ordered items of no order": "".join(f"{number * 7919 % 1000}. a\n" for number in range(50000)),
        "50,000 empty items": "-\n" * 50000,
        "50,000 tasks": "- [ ] a\n- [x] b\n" * 25000,
        "50,000 headings of one slug": "# a\n\n" * 50000,
        "50,000 headings and anchors": "".join(f"# a {number}\n[b](#a-{number})\n" for number in range(25000)),
        "25,000 anchors that miss": "# a\n\n" + "".join(f"- [b](#c{number})\n" for number in range(25000)),
        "50,000 underlines": "a\n===\n" * 50000,
        "60,000 rules": "***\n---\n___\n" * 20000,
        "240 KB of white space in lines": (" " * 79 + "\n") * 3000,
        "240 KB of white space in one line": " " * 240000,
        "240 KB of empty lines": "\n" * 240000,
        "100,000 tabs": "\t" * 100000 + "a",
        "50,000 tabs behind markers": "-\ta\n>\tb\n" * 25000,
        "50,000 unclosed fences": "```\na\n~~~\n" * 25000,
        "50,000 openers of fences in items": "- ```\n" * 50000,
        "50,000 lines of front matter": "---\n" + "a: b\n" * 50000,
        # Code spans and escapes.
        "backticks of runs 1 to 5,000": "".join("e" + "`" * number for number in range(1, 5001)),
        "100,000 lone backticks of two lengths": "`a``" * 50000,
        "100,000 escapes": "\\*" * 100000,
        "100,000 backslashes": "\\" * 100000,
        "50,000 character references": "&amp;&#65;&#x41;&nope;" * 12500,
        "100,000 ampersands": "&" * 100000,
        "50,000 long character references": "&a" * 50000 + ";",
        # HTML.
        "30,000 unclosed comments": "<!--" * 30000,
        "30,000 unclosed comments in text": "a <!--" * 30000,
        "30,000 unclosed closing tags and comments": "</" + "<!--" * 30000,
        "30,000 unclosed instructions": "a <?" * 30000,
        "30,000 unclosed declarations": "a <!A " * 30000,
        "30,000 unclosed CDATA": "a <![CDATA[" * 30000,
        "30,000 attributes of an unfinished tag": "<div>\n<a " + "b=\"<a\" " * 30000,
        "30,000 candidates with character references": "<div>\n<img srcset=\"" + "a&copy; 2x, " * 30000 + "\">",
        "30,000 bare URLs with character references": "https://a.example/&copy;x " * 30000,
        "30,000 unclosed tags": "a <a href='b" * 30000,
        "30,000 tags that lack their end": "a <b c " * 30000,
        "100,000 less-than signs": "<" * 100000,
        "5,000 nested `<div>`": "<div>\n" * 5000,
        "50,000 nested tags in text": "a" + "<b>" * 50000 + "</b>" * 50000,
        "20,000 details": "<details>\n\na\n\n" * 20000,
        "one tag of 50,000 attributes": "<a " + "b='c' " * 50000 + ">",
        "50,000 pictures in one paragraph": "<img src='a' alt='b'>" * 50000,
        # Tables.
        "a table of one row with 50,000 cells": "| a | b |\n| --- | --- |\n" + "| c " * 50000 + "|\n",
        "a table of 30,000 columns": "| a " * 30000 + "|\n" + "| - " * 30000 + "|\n" + "| b |\n" * 100,
        "30,000 delimiters without a head": "a\n" + "|-" * 30000 + "\n",
        "1,000 rows for 1,000 columns": "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + "|b|\n" * 1000,
        "100,000 bars": "|" * 100000,
        "50,000 bars in escapes and code": "| a |\n| - |\n| " + "\\| `|` " * 25000 + "|\n",
        "20,000 tables": "| a |\n| - |\n| b |\n\n" * 20000,
        # Autolinks.
        "50,000 `http://a` without blanks": "http://a" * 50000,
        "50,000 `http://a.b` with blanks": "http://a.b " * 50000,
        "50,000 `www.`": "www." * 50000,
        "50,000 `www.a.b,`": "www.a.b," * 50000,
        "100,000 at signs": "@" * 100000,
        "50,000 `a@b`": "a@b" * 50000,
        "50,000 `a.b@c.d`": "a.b@c.d " * 50000,
        "an address of 200,000 characters": "a." * 100000 + "@b.c",
        "an address after which 100,000 brackets close": "http://a.b/" + ")" * 100000,
        "an address with 100,000 brackets": "http://a.b/" + "(" * 50000 + ")" * 50000,
        "an address before 20,000 entities": "http://a.b/" + "&amp;" * 20000,
        "50,000 unclosed `<http:`": "<http:" * 50000,
        "one URL of 1 MB": "- [a](https://a.example/" + "b/" * 500000 + ") - C.\n",
        "200,000 percent signs in a URL": "[a](https://a.example/" + "%41" * 200000 + ")",
        # Entries and prose.
        "20,000 equal entries": "- [Tool](https://tool.example/) - Does the thing.\n" * 20000,
        "20,000 entries of one title": "".join(f"- [Tool](https://tool.example/{number}) - Does it.\n" for number in range(20000)),
        "20,000 titles of one URL": "".join(f"- [Tool {number}](https://tool.example/) - Does it.\n" for number in range(20000)),
        "20,000 entries in reversed order": "".join(f"- [Tool {99999 - number}](https://t{number}.example/) - It.\n" for number in range(20000)),
        "one entry of 1 MB": "- [Tool](https://tool.example/) - " + words * 66000 + "\n",
        "one entry with 20,000 links": "- " + "".join(f"[a{number}](https://b{number}.example) " for number in range(20000)) + "\n",
        "one title of 500 KB": "- [" + words * 33000 + "](https://tool.example/) - Does the thing.\n",
        "one heading of 500 KB": "# " + words * 33000 + "\n",
        "a contents of 20,000 lines": "# a\n\n" + "".join(f"- [B {n}](#b-{n})\n" for n in range(10000)) + "".join(f"\n## B {n}\n" for n in range(10000)),
        "50,000 CJK marks": "，。；：！？「」（）" * 5000,
        "50,000 CJK marks of half width": "中,文.字;符:" * 12500,
        "50,000 changes of script": "中a文1" * 12500,
        "100,000 combining marks": "e" + "\u0301" * 100000,
        "50,000 joined emoji": "👩\u200d" * 50000,
        "50,000 quotation marks": "\"a' " * 25000,
        "50,000 dashes": "- [a](b) " + "- " * 50000,
        "100,000 dots": "- [a](https://b.example) - C" + "." * 100000 + "\n",
        "100,000 NUL": "a\0" * 100000,
        "100,000 carriage returns": "a\r" * 100000,
        "50,000 suppressions": "- [a](b) - C. <!-- curate ignore duplicates/url -->\n" * 25000,
        "50,000 switches of suppressions": "<!-- curate disable -->\n\na\n\n<!-- curate enable -->\n\n" * 12500,
    }


def hostile_pairs():
    """Name and two editions of each: what makes a careless comparison of editions slow."""

    def entries(numbers, what):
        return "# Tools\n\n" + "".join(f"- [Tool {n}](https://tool{n}.example/) - {what} {n}.\n" for n in numbers)

    def sections(numbers, what):
        return "# Tools\n" + "".join(f"\n## {what} {n}\n\n- [Tool {n}](https://tool{n}.example/) - {what}.\n" for n in numbers)

    count = range(10000)
    source = entries(count, "Does thing")
    return {
        "10,000 entries, translated": (source, entries(count, "做")),
        "10,000 entries, translated in reversed order": (source, entries(reversed(count), "做")),
        "10,000 entries, other ones in the translation": (source, entries(range(10000, 20000), "做")),
        "10,000 entries, every second translated": (source, entries(range(0, 10000, 2), "做")),
        "10,000 entries, none translated": (source, "# Tools\n"),
        "10,000 equal entries, translated": (entries([1] * 10000, "Does thing"), entries([1] * 9000, "做")),
        "5,000 sections, translated in reversed order": (sections(range(5000), "Part"), sections(reversed(range(5000)), "章")),
        "50,000 headings of one slug, twice": ("# a\n\n" * 50000, "# a\n\n" * 49999),
    }
