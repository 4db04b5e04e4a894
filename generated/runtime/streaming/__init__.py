"""Large documents, item by item."""
