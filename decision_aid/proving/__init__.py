"""Is there an answer sheet of which this is true? Answered for every sheet there could be.

`statements` are what can be asked. `compiled` is the rule set as bits, `weighing` the decision law in
them. `search` looks through a `search_space` by the `bounds` of a statement; `z3_prover` answers a
second time, from the rule set itself. `side_by_side` is the space of two rule sets that read the same
sheet. Everything here is pure. Does not belong here: which questions are worth asking (`checking`, and
the commands), and words.
"""
