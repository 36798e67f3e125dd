"""What the aid did, and what else it could have said, in words: values in, a `Report` out."""
