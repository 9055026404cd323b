"""All that an index holds, to compare two of them."""

from pathlib import Path
from typing import Any

from unrtrace.corpus import Corpus

QUERIES = (
    "SELECT n.text, w.symbol, w.organ, w.title, w.adopted, w.issued, w.dated, w.letter, w.session, w.year"
    " FROM work w JOIN identifier n ON n.id = w.id",
    "SELECT f.path, f.size, f.hash, f.settings, f.error, f.warnings, n.text, v.language, v.identified_by,"
    " v.is_primary, v.title,"
    " v.characters, v.masthead FROM file f LEFT JOIN document_file v ON v.id = f.id LEFT"
    " JOIN identifier n ON n.id = v.work",
    "SELECT n.text, f.path, w.text, a.why FROM alias a JOIN identifier n ON n.id = a.name"
    " JOIN identifier w ON w.id = a.work"
    " JOIN file f ON f.id = a.version",
    "SELECT n.text, f.path, t.text, e.count FROM edge e JOIN identifier n ON n.id = e.cited"
    " JOIN file f ON f.id = e.version"
    " JOIN vocabulary t ON t.id = e.relation",
    "SELECT n.text, p.text, n.step FROM identifier n JOIN identifier p ON p.id = n.parent WHERE EXISTS"
    " (SELECT 1 FROM edge WHERE cited = n.id)",
    "SELECT e.name, e.adopted_symbol_id > 0, f.path, e.number FROM event_participant e JOIN file f ON f.id = e.version",
    "SELECT n.text, a.report_count, a.date, a.last, t.text, a.actors, a.organ, f.path, a.line, (SELECT"
    " group_concat(o.path"
    " || json_extract(s.value, '$[1]')) FROM json_each(a.sources) s JOIN file o"
    " ON o.id = json_extract(s.value, '$[0]')), (SELECT group_concat(s.key || o.path || json_extract(s.value, '$[1]'))"
    " FROM json_each(a.descriptions) s JOIN file o ON o.id = json_extract(s.value, '$[0]')) FROM adoption_summary a"
    " JOIN identifier n ON n.id = a.symbol_id JOIN vocabulary t ON t.id = a.precision JOIN file f ON f.id = a.version",
)


def contents(corpus: Corpus) -> list[Any]:
    """Return all that an index holds of its files, without its own numbers."""
    found: list[Any] = [sorted(map(repr, map(tuple, corpus.rows(query)))) for query in QUERIES]
    found.append([corpus.citations_in(work.id) for work in corpus.works()])
    found.append([(row, row.description) for row in corpus.events()])
    return found


def contents_made_anew(folder: Path, index: Path) -> list[Any]:
    """Return the same for an index that is made anew."""
    index.unlink(missing_ok=True)
    return contents(Corpus(folder, index=index))
