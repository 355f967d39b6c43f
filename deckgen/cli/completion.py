"""`deckgen completion`."""

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")
EPILOG = """
\b
Examples:
  deckgen completion bash >> ~/.bashrc
  deckgen completion zsh >> ~/.zshrc
  deckgen completion fish > ~/.config/fish/completions/deckgen.fish
"""


@click.command(epilog=EPILOG)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, *, shell: str) -> None:
    """Print a script that completes deckgen's commands, options and names in a shell."""
    found = get_completion_class(shell)
    assert found is not None, "click knows all three"
    click.echo(found(context.find_root().command, {}, "deckgen", "_DECKGEN_COMPLETE").source())
