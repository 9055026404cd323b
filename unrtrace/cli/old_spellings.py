"""Old spellings of options, which keep working but are not in the help, the completion and the manual page."""

_TITLES, _TEXT = {"--lang": "--titles-in"}, {"--lang": "--language"}
OLD_SPELLINGS: dict[str, dict[str, str]] = {
    "cite": _TITLES,
    "path": _TITLES | {"--all": "--all-paths"},
    "lineage": _TITLES,
    "timeline": _TITLES | {"--all": "--match-all", "--topic": "--words"},
    "graph": _TITLES,
    "rank": _TITLES,
    "extract": _TEXT | {"--body": "--organ"},
    "show": _TEXT,
    "organisations": _TITLES,
    "orgs": _TITLES,
    "find": _TEXT | {"--top": "--limit"},
    "missing": _TITLES | {"--top": "--limit", "--all": "--limit=all"},
    "doctor": {"--top": "--limit", "--all": "--limit=all"},
}


def modernize(arguments: list[str], spellings: dict[str, str], with_value: frozenset[str]) -> list[str]:
    """Return arguments with old spellings replaced; `with_value` are the options whose value is the next argument.

    >>> modernize(["--top", "5", "--", "--top"], {"--top": "--limit"}, frozenset({"--limit"}))
    ['--limit', '5', '--', '--top']
    >>> modernize(["--words", "--all", "--all"], {"--all": "--match-all"}, frozenset({"--words"}))
    ['--words', '--all', '--match-all']
    """
    result: list[str] = []
    is_value = False
    for place, argument in enumerate(arguments):
        if argument == "--" and not is_value:
            return result + arguments[place:]
        name, equals, value = argument.partition("=")
        if not is_value and name in spellings:
            name = spellings[name]
            argument = name + equals + value
        is_value = not is_value and _takes_next(argument, with_value)
        result.append(argument)
    return result


def _takes_next(argument: str, with_value: frozenset[str]) -> bool:
    """Return whether the value of an option is the next argument: `--limit 5`, `-f text`, `-vf text`, not `-ftext`."""
    if argument.startswith("--"):
        return argument in with_value
    if not argument.startswith("-"):
        return False
    first = next((place for place, letter in enumerate(argument) if f"-{letter}" in with_value), None)
    return first is not None and first == len(argument) - 1
