"""One line for each mistake on the command line: what is wrong, what was probably meant, and where the help is."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import typer

from unrtrace.cli.options import alternatives, did_you_mean, known_mistake

_NOT_A_CHOICE = re.compile(r"'(?P<typed>.*)' is not (?:one of )?.*", re.DOTALL)


def no_command(typed: str, commands: Sequence[str]) -> str:
    """Return the message for a word that is no command: a symbol or a file needs a command before it."""
    wrong = f"no command {typed!r}"
    if (meant := known_mistake("commands", typed)) and meant.split()[0] in commands:
        return wrong + alternatives([f"unrtrace {meant}"])
    if Path(typed).is_file():
        return wrong + alternatives([f"unrtrace {name} {typed}" for name in ("cite", "show", "extract")])
    if _is_symbol(typed):
        return wrong + alternatives([f"unrtrace cite {typed}"])
    return wrong + did_you_mean(
        typed, [name for name in commands if name not in ("complete", "orgs")], start="unrtrace "
    )


def _is_symbol(text: str) -> bool:
    from unrtrace.symbols import Symbol

    return any(character.isdigit() for character in text) and bool(Symbol.candidates(text))


def line(error: Any) -> str:
    """Return the line for a wrong use of the command line, an error of typer."""
    context = error.ctx
    message = " ".join(_message(error, context).split()).rstrip(".")
    return f"{message} (see {context.command_path if context else 'unrtrace'} --help)"


def _message(error: Any, context: Any) -> str:
    name = type(error).__name__
    if name == "NoSuchOption":
        return _no_option(error.option_name, context.command)
    if name == "MissingParameter" and error.param is not None:
        return _missing(error.param, context)
    if isinstance(error, typer.BadParameter):
        return f"{_name(error.param)}: {_value_message(error)}" if error.param is not None else str(error.message)
    text: str = error.format_message()
    return text[:1].lower() + text[1:]


def _no_option(typed: str, command: Any) -> str:
    """Return the message for an option that a command does not have."""
    shown = [one for one in command.params if one.param_type_name == "option" and not one.hidden]
    options = {name: one for one in shown for name in (*one.opts, *one.secondary_opts)}
    wrong = f"no option {typed!r}"
    if instead := known_mistake("instead", typed):
        return f"{wrong}: {instead}"
    meant = known_mistake("options", typed)
    name, _, value = (meant or "").partition(" ")
    if meant and name in options and _offers(options[name], value):
        return wrong + alternatives([meant])
    return wrong + did_you_mean(typed, [name for name in options if name.startswith("--")])


def _offers(option: Any, value: str) -> bool:
    """Return whether an option takes a value; one whose help lists none takes any."""
    listed = choices_of(option)
    return not value or not listed or value in listed


def choices_of(option: Any) -> Collection[str]:
    """Return the values that an option lists, by its type or its help, as `cited|pagerank` or `N|all`."""
    if choices := getattr(option.type, "choices", None):
        return [str(getattr(choice, "value", choice)) for choice in choices]
    listed = (option.metavar or "").split("|")
    return listed if len(listed) > 1 else []


def _missing(param: Any, context: Any) -> str:
    """Return the message for an argument that was not given, with an example of the command."""
    from unrtrace.cli.examples import EXAMPLES

    examples = EXAMPLES.get(context.command.name or "")
    example = f", as in: {examples[0]}" if examples else ""
    return f"{context.command.name} needs {_name(param)}{example}"


def _name(param: Any) -> str:
    """Return the longest name of an option, or the name of an argument."""
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper()).removesuffix("...")
    return str(max(param.opts, key=len))


def _value_message(error: Any) -> str:
    """Return what is wrong with a value, with the one that was probably meant."""
    message = str(error.message)
    choices = [str(getattr(choice, "value", choice)) for choice in getattr(error.param.type, "choices", None) or ()]
    match = _NOT_A_CHOICE.fullmatch(message)
    if not choices or not match:
        return message
    typed = match["typed"]
    return f"{typed!r} is not one of {', '.join(choices)}{did_you_mean(typed, choices)}"
