"""The dialogue: a pure flow, and two ways to ask. Only `menus` imports questionary."""
