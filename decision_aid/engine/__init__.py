"""The law: a rule set and a sheet of answers in, a suggestion with its whole trace out."""
