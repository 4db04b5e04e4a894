"""Records: their base class, the tables of their members, and what is kept beside them."""
