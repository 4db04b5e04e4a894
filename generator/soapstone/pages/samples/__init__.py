"""Samples that no help page shows: of SoapUI, Postman, curl and traces, and hand-made ones."""
