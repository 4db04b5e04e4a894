"""Masks the secrets in the body of a message: in XML, in a form, in JSON, in what is broken."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from .masking import Mask, is_secret, masked, masked_form

_ELEMENT: Final = re.compile(r"<([^\s<>/]{1,200})([^<>]*)>([^<>]+)")
_PAIR: Final = re.compile(
    r""""(\w{1,200})"(\s{0,20}:\s{0,20})("?)((?:(?<=")(?:[^"\\]|\\.)*+|-?\d[\d.eE+-]*+))"""
)
"""A pair of JSON whose value is a text or a number."""
_LIST: Final = re.compile(r'"(\w{1,200})"(\s{0,20}:\s{0,20})(\[[^\[\]{}]*+\])')
"""A pair of JSON whose value is a list of such."""
_SETTING: Final = re.compile(r"(?<![\w-])([A-Za-z_][\w-]{0,200}+)(=)([^\s&;,'\"<>]++)")
"""A pair of a form or a connection string, anywhere in a text."""
_PARSER: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": True,
}


def parsed(body: bytes, *, indented: bool = True) -> Any:
    """Return the root element of a body that is XML; None for another.

    ``indented=False`` leaves out the white space between elements.
    """
    parser: Any = etree.XMLParser(**_PARSER, remove_blank_text=not indented)
    try:
        return etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def mask_tree(root: Any, mask: Mask = masked) -> None:
    """Mask what a secret element or attribute holds, at any depth."""
    for element in root.iter(etree.Element):
        for name, text in element.attrib.items():
            local = etree.QName(name)
            if is_secret(local.localname) and not local.namespace:
                element.set(name, mask(text))
        if is_secret(etree.QName(element).localname):
            for leaf in element.iter(etree.Element):
                leaf.text = mask(leaf.text) if leaf.text else None


def masked_text(text: str, content_type: str, mask: Mask = masked) -> str:
    """Return a text that is no XML, or not well-formed: a broken message has secrets, too."""
    if "form-urlencoded" in content_type:
        return masked_form(text, mask)
    return masked_pairs(_ELEMENT.sub(lambda found: _element(found, mask), text), mask)


def masked_pairs(text: str, mask: Mask = masked) -> str:
    """Return a text with the secrets masked that are pairs in it: of JSON, ``Password=x``."""
    text = _PAIR.sub(lambda found: _pair(found, mask), text)
    for pattern in (_LIST, _SETTING):
        text = pattern.sub(lambda found: _whole(found, mask), text)
    return text


def masked_body(body: bytes, content_type: str, mask: Mask) -> bytes:
    """Return a body, XML in the encoding that it had."""
    root = parsed(body)
    if root is None:
        text = masked_text(body.decode("latin-1"), content_type, mask)
        return text.encode("latin-1", "replace")
    before = etree.tostring(root)
    mask_tree(root, mask)
    if etree.tostring(root) == before:
        return body  # byte for byte as it was
    tree = root.getroottree()
    written: bytes = etree.tostring(
        tree, encoding=tree.docinfo.encoding or "utf-8", xml_declaration=True
    )
    return written


def _element(found: re.Match[str], mask: Mask) -> str:
    name = found[1].rpartition(":")[2]
    return f"<{found[1]}{found[2]}>{mask(found[3]) if is_secret(name) else found[3]}"


def _pair(found: re.Match[str], mask: Mask) -> str:
    name, between, quote, value = found.groups()
    return f'"{name}"{between}{quote}{mask(value) if is_secret(name) else value}'


def _whole(found: re.Match[str], mask: Mask) -> str:
    name, _, value = found.groups()
    return found[0][: -len(value)] + mask(value) if is_secret(name) else found[0]
