"""Fuzzing: mutated pages through the whole recipe, mutated messages through every reader.

``make test`` runs a few inputs, the same ones each time, and replays what lies in ``cases/``;
``make fuzz MINUTES=10`` runs new ones until the time is up and keeps what fails in ``.fuzz/``.
"""
