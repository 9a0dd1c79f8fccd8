"""Exports to other RDF vocabularies, by the CONSTRUCT queries in the ontology's folder `export`."""

from __future__ import annotations

from graphkit.resources import ontology_dir
from graphkit.store import View


def grasp(view: View, part: str) -> bytes:
    """Claims in GAF and GRaSP (http://groundedannotationframework.org), as Turtle."""
    return _constructed(view, "grasp")


def web_annotation(view: View, part: str) -> bytes:
    """Evidence as W3C Web Annotations (https://www.w3.org/TR/annotation-vocab/), as Turtle."""
    return _constructed(view, "oa")


def _constructed(view: View, name: str) -> bytes:
    text = (ontology_dir() / "export" / f"{name}.rq").read_text(encoding="utf-8")
    return view.query(text, timeout=None).serialize("turtle")
