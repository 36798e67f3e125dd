"""The law: Rules and a sheet of answers in, a suggestion with its whole trace out. Pure."""
