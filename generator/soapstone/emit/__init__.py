"""Texts from the contract: Python with its templates, XSD and WSDL."""
