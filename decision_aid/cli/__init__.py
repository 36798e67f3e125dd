"""The commands: one short file each, and the only place that knows exit codes."""
