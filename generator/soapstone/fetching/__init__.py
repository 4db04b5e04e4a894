"""Fetches the help pages of a service, and its WSDL, into the specs folder: ``soapstone fetch``."""
