"""The entry of `witnessmark` and `wm`: commands are imported when they are called, so that --help is quick."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from witnessmark import __version__
from witnessmark.errors import WitnessmarkError

from .common import fail

# name: module of this folder, and what `--help` says of it without importing it
COMMANDS = {
    "init": ("init_cmd", "Make an empty case and the key that signs its custody log."),
    "add": ("add_cmd", "Take files and folders in as evidence."),
    "build": ("build_cmd", "Read, find claims, run the plan and write the report."),
    "search": ("search_cmd", "Search passages and claims, Chinese words of two characters too."),
    "sources": ("sources_cmd", "List the sources with their numbers."),
    "cite": ("cite_cmd", "Correct what is stated about a source."),
    "claim": ("claim_cmd", "Enter a claim by hand, with its exact quote."),
    "review": ("review_cmd", "List undecided claims with their quotes; record what you decide."),
    "trace": ("trace_cmd", "Follow a figure, a claim or a phrase down to quote, page, hash and custody."),
    "verify": ("verify_cmd", "Check every byte of the evidence and every custody entry."),
    "plan": ("plan_cmd", "Freeze the plan: log its hash before the numbers are made."),
    "extract": ("extract_cmd", "Find claims in files without a case."),
    "refuses": ("refuses_cmd", "Print what this program never does, and why."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of an investigation."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"witnessmark.cli.{COMMANDS[name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: witnessmark init my-case && cd my-case && witnessmark add ~/papers && witnessmark build",
)
@click.version_option(__version__, prog_name="witnessmark")
def cli() -> None:
    """Witnessmark keeps sources, finds who says what in them, and makes reports in which every figure can be traced."""


def main() -> None:
    """Runs the command line and turns every failure into a message with a hint and an exit code."""
    arguments = sys.argv[1:]
    try:
        code = cli.main(args=arguments, prog_name="witnessmark", standalone_mode=False)
    except WitnessmarkError as err:
        code = fail(err, as_json="--json" in arguments)
    except click.exceptions.Abort:
        code = 130
    except click.ClickException as err:
        err.show()
        code = err.exit_code
    except KeyboardInterrupt:
        click.echo("interrupted; the case continues where it stopped when you run the command again", err=True)
        code = 130
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
