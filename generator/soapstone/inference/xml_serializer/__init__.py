"""Rules of XmlSerializer, which writes the XML of ASMX services."""
