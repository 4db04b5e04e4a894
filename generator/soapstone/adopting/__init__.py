"""Makes a service of saved pages: ``soapstone init``."""
