"""Shows what a service has, and how to call it: ``soapstone show``."""
