"""A decision aid about therapy for depression: it asks, weighs openly, and explains itself."""

__version__ = "0.1.0"
