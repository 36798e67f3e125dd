"""Is there an answer sheet of which this is true? Answered for every sheet there could be.

`statements` says what can be asked; `search` answers it over the compiled rule set, and `referee`
a second time, with z3, from the rule set itself. `counts` counts sheets without listing
them, in the order of `layers`, by what `following` a rule set comes to. All of it is pure.
"""
