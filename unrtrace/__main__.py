"""`python -m unrtrace`."""

from unrtrace.cli import main

main()
