"""Whether what a page says still holds."""
