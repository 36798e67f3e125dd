"""What every command needs of the shell: options, output, exit codes, signals, the day, and whose rules."""
