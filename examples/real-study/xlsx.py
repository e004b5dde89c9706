"""Reading the first sheet of an Excel workbook with the standard library."""

import re
import zipfile
from xml.etree import ElementTree

from manifest import LayoutError

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows(path, columns):
    """The rows of the first sheet as dictionaries, by the names in its first row.

    Empty rows are skipped. Throws when a name of `columns` is missing.
    """
    try:
        with zipfile.ZipFile(path) as workbook:
            names = workbook.namelist()
            shared = []
            if "xl/sharedStrings.xml" in names:
                root = ElementTree.fromstring(workbook.read("xl/sharedStrings.xml"))
                shared = [text(item) for item in root.findall(NAMESPACE + "si")]
            sheet = ElementTree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
        lines = [{letters(cell): value(cell, shared) for cell in line.iter(NAMESPACE + "c")}
                 for line in sheet.iter(NAMESPACE + "row")]
    except (zipfile.BadZipFile, KeyError, IndexError, TypeError, ValueError,
            ElementTree.ParseError) as error:
        raise LayoutError(f"{path} is not an Excel workbook that can be read: {error}") from error
    lines = [line for line in lines if any(line.values())]
    header = {column: name.strip() for column, name in (lines[0] if lines else {}).items()}
    missing = [name for name in columns if name not in header.values()]
    if missing:
        raise LayoutError(f"{path} has no column {', '.join(map(repr, missing))}; found "
                          f"{', '.join(map(repr, header.values())) or 'nothing'}")
    return [{name: line.get(column, "").strip() for column, name in header.items()}
            for line in lines[1:]]


def letters(cell):
    """The column of a cell: "AB" of "AB12"."""
    return re.match("[A-Z]+", cell.attrib["r"])[0]


def value(cell, shared):
    kind = cell.get("t")
    if kind == "inlineStr":
        return text(cell)
    content = cell.findtext(NAMESPACE + "v") or ""
    return shared[int(content)] if kind == "s" and content else content


def text(element):
    """The text of an element, whatever runs it is made of."""
    return "".join(part.text or "" for part in element.iter(NAMESPACE + "t"))
