"""The words for those who write rules: each part of a rule set, told plainly.

Belongs here: conditions in words; the list of all gates and rules; a page for a part. Does not:
results for a person (`wording`), the keys and values of files (`schemas`), drawing.
"""
