"""Rules of XmlSerializer, which ASMX services use."""
