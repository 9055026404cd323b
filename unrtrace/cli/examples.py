"""Examples of every command, for its help and the manual page; the tests run each on the bundled documents."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "cite": (
        "unrtrace cite A/RES/51/148",
        "unrtrace cite 'General Assembly resolution 47/4' --direction cited-by",
        "unrtrace cite A/RES/52/189 --direction cites --depth all -f symbols",
    ),
    "path": ("unrtrace path A/RES/52/189 A/RES/47/4",),
    "lineage": ("unrtrace lineage A/RES/52/189",),
    "timeline": ("unrtrace timeline --org IOM --from 2015", "unrtrace timeline A/RES/51/148 -f html > events.html"),
    "missing": ("unrtrace missing --limit 5", "unrtrace missing -f symbols | unrtrace cite - --direction cited-by"),
    "rank": ("unrtrace rank --by pagerank --limit 10",),
    "stats": ("unrtrace stats --by organ,year",),
    "find": ("unrtrace find observer status", "unrtrace find '\"observer status\" migrat*' --organ A --from 1990"),
    "show": ("unrtrace show A/RES/51/148",),
    "text": ("unrtrace text FILE.pdf",),
    "extract": (
        "unrtrace extract FILE.pdf FILE.docx",
        "echo 'Recalling its resolution 50/123' | unrtrace extract --organ A",
    ),
    "index": ("unrtrace index FOLDER", "unrtrace index FOLDER --failures"),
    "corpus": ("unrtrace corpus",),
    "documents": ("unrtrace documents",),
    "doctor": ("unrtrace doctor --check no-symbol",),
    "organisations": ("unrtrace organisations migration",),
    "graph": (
        "unrtrace graph A/RES/51/148 | dot -Tsvg > graph.svg",
        "unrtrace graph -f gexf > graph.gexf",
    ),
    "sql": ("unrtrace sql 'SELECT count(*) FROM edge'",),
    "schema": ("unrtrace schema", "unrtrace schema edge"),
    "completion": ("unrtrace completion bash > ~/.local/share/bash-completion/completions/unrtrace",),
    "man": ("unrtrace man | man -l -",),
}
