"""A second verifier of a Plenum log, written from docs/log-format.md. Python 3.11, standard library only."""
