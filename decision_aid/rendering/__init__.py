"""Report in, text out. Renderers draw; they make no sentence of their own."""
