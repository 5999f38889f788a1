"""The catalogue of the open data as DCAT-AP-SE 3.0.1 (https://docs.dataportal.se/dcat/), which dataportal.se collects.

It takes RDF/XML with absolute addresses, and an address rather than a blank node for catalogue, data set, distribution,
publisher and contact (https://docs.dataportal.se/dcat/docs/harvesting/).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
CATALOG = "data/catalog.rdf"
PAGE = "om/oppna-data.html"

_EU = "http://publications.europa.eu/resource/authority"
_SWEDEN = "http://sws.geonames.org/2661886"
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True)
class Publisher:
    """Who publishes the data; `email` is where faults are told, "" where nobody has said."""

    name: str
    website: str = ""
    email: str = ""
    municipality: bool = False


@dataclass(frozen=True)
class Distribution:
    """The same data in one format: the files below the site, the media type, and the standard it keeps to."""

    name: str
    paths: tuple[str, ...]
    media_type: str
    title: str
    standard: str = ""


@dataclass(frozen=True)
class Dataset:
    """One table; `modified` is the newest date that the data themselves tell."""

    name: str
    title: str
    description: str
    distributions: tuple[Distribution, ...]
    modified: date | None = None


def catalog(datasets: Iterable[Dataset], base: str, publisher: Publisher) -> str:
    """Return the catalogue of a site at the absolute address `base`, which ends with a slash."""
    datasets = list(datasets)
    root = ET.Element("rdf:RDF", {f"xmlns:{prefix}": address for prefix, address in _SPACES.items()})
    about, agent, contact = (f"{base}{CATALOG}#{name}" for name in ("katalog", "utgivare", "kontakt"))

    whole = _thing(root, "dcat:Catalog", about)
    _text(whole, "dcterms:title", "Fältbokens öppna data")
    _text(
        whole, "dcterms:description", "Stöd för barn, unga och deras närstående, och de övriga tabellerna i Fältboken."
    )
    _links(whole, [("dcterms:publisher", agent), ("dcterms:license", CC0), ("foaf:homepage", base)])
    _links(whole, [("dcterms:language", f"{_EU}/language/SWE"), ("dcat:themeTaxonomy", f"{_EU}/data-theme")])
    _day(whole, max((item.modified for item in datasets if item.modified), default=None))
    _links(whole, [("dcat:dataset", _address(base, item)) for item in datasets])

    _publisher(root, agent, contact, publisher)
    for item in datasets:
        found = _thing(root, "dcat:Dataset", _address(base, item))
        _text(found, "dcterms:title", item.title)
        _text(found, "dcterms:description", item.description)
        _links(found, [("dcterms:publisher", agent), ("dcat:landingPage", base + PAGE)])
        if publisher.email:
            _links(found, [("dcat:contactPoint", contact)])
        _day(found, item.modified)
        _links(found, [("dcat:theme", f"{_EU}/data-theme/SOCI"), ("dcterms:language", f"{_EU}/language/SWE")])
        _links(found, [("dcterms:accessRights", f"{_EU}/access-right/PUBLIC"), ("dcterms:spatial", _SWEDEN)])
        _links(found, [("dcterms:accrualPeriodicity", f"{_EU}/frequency/IRREG")])
        for form in item.distributions:
            address = f"{_address(base, item)}-{form.name}"
            _links(found, [("dcat:distribution", address)])
            _distribution(root, address, form, base, item.modified)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _publisher(root: ET.Element, agent: str, contact: str, publisher: Publisher) -> None:
    found = _thing(root, "foaf:Agent", agent)
    _text(found, "foaf:name", publisher.name, language="")
    if publisher.municipality:
        _links(found, [("dcterms:type", "http://purl.org/adms/publishertype/LocalAuthority")])
    if publisher.website:
        _links(found, [("foaf:homepage", publisher.website)])
    if publisher.email:
        desk = _thing(root, "vcard:Organization", contact)
        _text(desk, "vcard:fn", publisher.name, language="")
        _links(desk, [("vcard:hasEmail", f"mailto:{publisher.email}")])


def _distribution(root: ET.Element, address: str, form: Distribution, base: str, modified: date | None) -> None:
    found = _thing(root, "dcat:Distribution", address)
    _text(found, "dcterms:title", form.title)
    # Files of one kind, such as one a municipality, are one distribution with the download address repeated.
    access = form.paths[0] if len(form.paths) == 1 else PAGE
    _links(found, [("dcat:accessURL", base + access), *(("dcat:downloadURL", base + path) for path in form.paths)])
    _text(found, "dcterms:format", form.media_type, language="")
    _links(found, [("dcterms:license", CC0)])
    if form.standard:
        _links(found, [("dcterms:conformsTo", form.standard)])
    _day(found, modified)


def _address(base: str, item: Dataset) -> str:
    return f"{base}{CATALOG}#{item.name}"


def _thing(root: ET.Element, kind: str, address: str) -> ET.Element:
    return ET.SubElement(root, kind, {"rdf:about": address})


def _text(thing: ET.Element, name: str, text: str, language: str = "sv") -> None:
    ET.SubElement(thing, name, {"xml:lang": language} if language else {}).text = text


def _links(thing: ET.Element, links: Iterable[tuple[str, str]]) -> None:
    for name, address in links:
        ET.SubElement(thing, name, {"rdf:resource": address})


def _day(thing: ET.Element, day: date | None) -> None:
    if day:
        ET.SubElement(thing, "dcterms:modified", {"rdf:datatype": _SPACES["xsd"] + "date"}).text = day.isoformat()
