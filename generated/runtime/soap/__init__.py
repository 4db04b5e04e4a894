"""SOAP envelopes, 1.1 and 1.2: parsing (``envelopes``), their ``faults``, and writing."""
