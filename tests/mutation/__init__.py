"""Mutants of the questions.

Every comparison, negation, connective and number of every question file is changed, one at a time, and
some case must then give other rows. ``python -m tests.mutation [question …]`` runs them on the hand-made
graph.
"""
