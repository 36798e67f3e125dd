"""A report as one HTML page, complete in itself: no script, no link, nothing that is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from decision_aid.model.problems import shown
from decision_aid.model.report import (
    Bars,
    Block,
    Boxes,
    Bullets,
    CardBlock,
    HelpLine,
    HelpLines,
    Labeled,
    Link,
    Links,
    Marks,
    Panel,
    Paragraph,
    Reason,
    Report,
    Share,
    Table,
    icon_array,
    marks,
    with_headings,
)

_STYLE = (
    ":root{color-scheme:light dark;background:Canvas;color:CanvasText}"
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;"
    "overflow-wrap:anywhere}"
    "h1{font-size:1.4rem}h2{font-size:1.2rem;margin:1.6rem 0 .4rem}p{margin:.4rem 0}"
    "ul,ol{padding-left:1.6rem}"
    "table{border-collapse:collapse}th,td{border:1px solid;padding:.3rem;text-align:left;vertical-align:top}"
    ".panel{border:2px solid;border-radius:.6rem;padding:.6rem 1rem;font-size:1.15rem}"
    ".marks th,.marks td{border:0;padding:.1rem .6rem .1rem 0;overflow-wrap:normal}"
    ".boxes{list-style:none;padding-left:.4rem}"
    ".aloud{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
    "@media(max-width:36rem){body{font-size:1rem;margin:1rem auto}th,td{padding:.2rem}"
    ".marks{font-size:.8rem}.marks th,.marks td{padding-right:.3rem}}"
    "@media print{@page{margin:15mm}body{font-size:9.5pt;line-height:1.35;max-width:none;margin:0;padding:0}"
    "h1{font-size:13pt}h2{font-size:11pt;margin:.6rem 0 .1rem;break-after:avoid}.panel{font-size:11pt}"
    "p,li,tr{break-inside:avoid}a{color:inherit;text-decoration:none}"
    ".boxes{padding:0;margin:.4rem 0}.boxes li{display:inline-block;margin-right:1.4em}}"
)
"""For the screen, dark and light, a phone, and paper."""

_TO_REACH = re.compile(
    r"(?:(?P<call>[Cc]all) or )?(?P<sms>[Tt]ext (?:[A-Z]+ to )?(?P<to>[\d-]*\d))"
    r"|(?P<tel>\b(?:\d{1,4}(?:[- ]\d{2,4}){1,3}|\d{3})\b)"
    r"|(?P<page>\b(?:[A-Za-z0-9-]+\.)+(?:org|com|net|gov|edu|ca|uk|au|ie|nz)(?:/[\w/-]*)?)"
)
"""What a contact names: a number to text or to call, and a page."""


def html(report: Report) -> str:
    """The page as HTML 5."""
    title = _escaped(report.title)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    body = "\n".join(_body(report))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>{head}<style>{_STYLE}</style></head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(report: Report) -> Iterator[str]:
    yield from (f"<p><strong>{_escaped(stamp)}</strong></p>" for stamp in report.stamps)
    yield f"<h1>{_escaped(report.title)}</h1>"
    for heading, section in with_headings(report):
        if heading:
            yield f"<h2>{_escaped(heading)}</h2>"
        yield from (_block(block) for block in section.blocks)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text, strong):
            return f"<p><strong>{_escaped(text)}</strong></p>" if strong else f"<p>{_escaped(text)}</p>"
        case Bullets(entries):
            return _list(map(_escaped, entries))
        case Boxes(entries):
            return _list((f"&#9744; {_escaped(entry)}" for entry in entries), "boxes")
        case Reason(lead, text, details):
            reason = f"<p><strong>{_escaped(lead)}:</strong> {_escaped(text)}</p>"
            return f"{reason}\n{_list(map(_escaped, details))}"
        case HelpLine(name, contact):
            return f"<p><strong>{_escaped(name)}</strong><br>{_with_links(contact)}</p>"
        case HelpLines(entries):
            return "\n".join(map(_block, entries))
        case Table():
            return f"<table>\n{''.join(_rows(block))}</table>"
        case Bars(bars):
            return f"<table>\n{''.join(_bar(*bar) for bar in bars)}</table>"
        case Share(text, count):
            # A picture of a hundred signs is noise to a screen reader, and the text says the same.
            signs = "\n".join(icon_array(count))
            return f'<p>{_escaped(text)}</p>\n<pre aria-hidden="true">{signs}</pre>'
        case _:
            return _card_block(block)


def _card_block(block: CardBlock) -> str:
    match block:
        case Panel(text):
            return f'<p class="panel"><strong>{_escaped(text)}</strong></p>'
        case Marks():
            return f'<table class="marks">\n{"".join(_marked_rows(block))}</table>'
        case Labeled(label, text):
            return f"<p><strong>{_escaped(label)}.</strong> {_escaped(text)}</p>"
        case Links(entries):
            return f"<ol>{''.join(map(_link, entries))}</ol>"


def _rows(table: Table) -> Iterator[str]:
    columns = "".join(f'<th scope="col">{_escaped(name)}</th>' for name in table.columns)
    yield f"<tr><td></td>{columns}</tr>\n"
    for row in table.rows:
        cells = "".join(f"<td>{'<br>'.join(map(_escaped, cell))}</td>" for cell in row.cells)
        name = f'<th scope="row">{_escaped(row.name)}</th>' if row.name else "<td></td>"
        yield f"<tr>{name}{cells}</tr>\n"


def _marked_rows(block: Marks) -> Iterator[str]:
    """Marks for the eye; what is read aloud in their place is the sentence of the row."""
    columns = "".join(f'<th scope="col">{_escaped(name)}</th>' for name in block.columns)
    yield f"<tr><td></td>{columns}<td></td></tr>\n"
    for row in block.rows:
        cells = "".join(f'<td aria-hidden="true">{marks(sum)}</td>' for sum in row.sums)
        aloud = f'<span class="aloud">{_escaped(row.aloud)}</span>'
        name, note = _escaped(row.name), _escaped(row.note)
        yield f'<tr><th scope="row">{name}{aloud}</th>{cells}<td>{note}</td></tr>\n'
    if block.legend:
        yield f'<tr><td colspan="{len(block.columns) + 2}">{_escaped(block.legend)}</td></tr>\n'


def _with_links(contact: str) -> str:
    """How to reach somebody, with links that dial, text or open a page."""

    def linked(found: re.Match[str]) -> str:
        number = re.sub(r"\D", "", found["to"] or found["tel"] or "")
        if found["sms"]:
            call = f'<a href="tel:{number}">{found["call"]}</a> or ' if found["call"] else ""
            return f'{call}<a href="sms:{number}">{found["sms"]}</a>'
        address = f"tel:{number}" if number else f"https://{found['page']}"
        return f'<a href="{address}">{found[0]}</a>'

    return _TO_REACH.sub(linked, _escaped(contact))


def _link(entry: Link) -> str:
    name, address = _escaped(entry.name), escape(entry.address)
    return f'<li value="{entry.number}"><a href="{address}">{name}</a></li>'


def _bar(name: str, text: str, length: int, note: str) -> str:
    picture = f'<td aria-hidden="true">{marks(length)}</td>'
    cells = f"<td>{_escaped(text)}</td>{picture}<td>{_escaped(note)}</td>"
    return f'<tr><th scope="row">{_escaped(name)}</th>{cells}</tr>\n'


def _list(entries: Iterator[str], kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f"<ul{named}>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>"


def _escaped(text: str) -> str:
    return escape(shown(" ".join(text.split())))
