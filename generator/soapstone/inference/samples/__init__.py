"""Types from samples of tools and hand-made ones: comments of SoapUI, structure, values."""
