"""The values of ``Xml``: what ``xsi:type`` says that an element holds, in Python."""
