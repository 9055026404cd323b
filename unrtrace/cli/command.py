"""Commands and the group that holds them: help in sections, old spellings, -C before the command, what was meant."""

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from unrtrace.cli.common_options import CORPUS, OUTPUT
from unrtrace.cli.examples import EXAMPLES
from unrtrace.cli.old_spellings import OLD_SPELLINGS, modernize

# Annotations of typer's own classes are left out below: it does not export those of contexts and formatters.


class Command(TyperCommand):
    """A command that takes the old spellings of its options and shows its options in sections, with examples."""

    def parse_args(self, ctx, args):  # type: ignore[no-untyped-def]
        """Parse the arguments of the command line after replacing old spellings."""
        with_value = frozenset(
            name for option in self.params if not getattr(option, "is_flag", True) for name in option.opts
        )
        args = modernize(args, OLD_SPELLINGS.get(self.name or "", {}), with_value)
        self._check_dashes(ctx, args)
        return super().parse_args(ctx, args)

    def _check_dashes(self, ctx: Any, args: list[str]) -> None:
        """Fail for `-depth`, which would be read as `-d epth`."""
        long_options = {name for option in self.params for name in option.opts if name.startswith("--")}
        for word in args:
            if word == "--":
                return
            if len(word) > 2 and word[1] != "-" and "-" + word.partition("=")[0] in long_options:
                ctx.fail(f"no option {word}; did you mean -{word}?")

    def invoke(self, ctx):  # type: ignore[no-untyped-def]
        """Run the command; an error in what it was given names its help."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.ctx = error.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx):  # type: ignore[no-untyped-def]
        """Return what the line of usage names, without typer's braces around what is required."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx, formatter):  # type: ignore[no-untyped-def]
        """Write arguments and options, each section under its heading, and the examples."""
        sections: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": [], OUTPUT: [], CORPUS: []}
        for one in self.get_params(ctx):
            section = getattr(one, "rich_help_panel", None) or "Options"
            heading = "Arguments" if one.param_type_name == "argument" else section
            if record := one.get_help_record(ctx):
                sections.setdefault(heading, []).append(_plain(*record))
        for heading, rows in sections.items():
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)
        if examples := EXAMPLES.get(self.name or ""):
            with formatter.section("Examples"):
                formatter.write("".join(f"  {line}\n" for line in examples))


class Group(TyperGroup):
    """The program itself: its commands in sections, none of them cut, and -C before the command."""

    def parse_args(self, ctx, args):  # type: ignore[no-untyped-def]
        """Parse what stands before the command; without anything, print the help."""
        if not args:
            typer.echo(ctx.get_help())
            raise typer.Exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx, args):  # type: ignore[no-untyped-def]
        """Return the command and its arguments, those of -C before the command first."""
        name, *rest = args
        command = self.get_command(ctx, name)
        if command is None:
            from unrtrace.cli import mistakes

            raise typer.BadParameter(mistakes.no_command(name, self.list_commands(ctx)), ctx)
        folders = ctx.params.get("folders") or []
        if folders and all(one.name != "folders" for one in command.params):
            ctx.fail(f"{name} reads no corpus: leave out --corpus")
        return name, command, [*(word for folder in folders for word in ("--corpus", folder)), *rest]

    def format_commands(self, ctx, formatter):  # type: ignore[no-untyped-def]
        """Write each section of commands with the first sentence of their help, wrapped where it is too long."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.commands.items():
            if not command.hidden:
                summary = first_sentence(command.help or "")
                sections.setdefault(getattr(command, "rich_help_panel", None) or "Commands", []).append((name, summary))
        width = max(len(name) for rows in sections.values() for name, _ in rows)
        for heading, rows in sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name.ljust(width), summary) for name, summary in rows])


def _plain(name: str, text: str) -> tuple[str, str]:
    """Return a row of the help without typer's marks: `<a|b>` for choices, `<int range>`, `[1<=x<=20]`, `[required]`.

    >>> _plain("--lines <int range>", "Places.  [default: 1; x>=1]"), _plain("TO", "Target.  [required]")
    (('--lines N', 'Places.  [default: 1]'), ('TO', 'Target.'))
    """
    name = re.sub("<([^<>]*)>", r"\1", re.sub("<int(?:eger)?(?: range)?>", "N", name))
    text = re.sub(r"(?:; )?(?:[0-9]+<=)?x[<>]=[0-9]+|(?<=\[)required(?=\])", "", text)
    return name, text.replace("[]", "").rstrip()


def first_sentence(text: str) -> str:
    """Return the first sentence of a help text.

    >>> first_sentence("Show a document.  More about it.")
    'Show a document.'
    """
    line = " ".join(text.split())
    return line[: line.find(". ") + 1] or line
