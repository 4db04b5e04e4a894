"""The commands of ``soapstone``, a module for each, and what they share."""
