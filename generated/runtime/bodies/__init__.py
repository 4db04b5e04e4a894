"""From the body of an HTTP answer to XML: ``opening`` puts the steps together."""
