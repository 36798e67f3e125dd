"""`python -m decision_aid`."""

from decision_aid.cli.main import main

main()
