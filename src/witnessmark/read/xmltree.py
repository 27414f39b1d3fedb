"""XML from strangers: no entities, no external parts, no network, bounded depth and size."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from witnessmark.errors import ReadError, Unsafe

LARGEST = 64_000_000  # bytes of one part that is held as a tree

_HINT = "obtain it again, or open it in its own program, save a copy and add that"


def parse(data: bytes) -> etree._Element:
    """The root of a document.

    Args:
        data: the XML.

    Raises:
        ReadError: where it is not well-formed.
        Unsafe: where it defines entities or is too large.
    """
    if len(data) > LARGEST:
        raise Unsafe(f"a part of this document has more than {LARGEST} bytes", "split a copy and add the parts")
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, LookupError) as err:
        raise ReadError("a part of this document is damaged", _HINT) from err
    _refuse_entities(root)
    return root


def elements(data: bytes, tag: str) -> Iterator[etree._Element]:
    """The elements of one local name, each dropped after use, so that a large part is never held as a whole.

    Args:
        data: the XML.
        tag: local name.

    Raises:
        ReadError: where it is not well-formed; what came before was given.
        Unsafe: where it defines entities.
    """
    try:
        events = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            tag=f"{{*}}{tag}",
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        first = True
        for _, element in events:
            if first:
                _refuse_entities(element)
                first = False
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except (etree.LxmlError, ValueError, LookupError) as err:
        raise ReadError("a part of this document is damaged", _HINT) from err


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element.

    Args:
        element: any node of a tree.
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, wanted: str) -> str:
    """The attribute of this local name in whatever namespace; empty where there is none.

    Args:
        element: the element.
        wanted: its local name.
    """
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == wanted:
            return str(value)
    return ""


def _refuse_entities(element: etree._Element) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise Unsafe("its XML defines entities, as documents of this kind never do", _HINT)
