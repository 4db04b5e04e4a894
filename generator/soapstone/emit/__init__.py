"""Emits a contract as files: a Python package (``python``) and XSD and WSDL (``schema``)."""
