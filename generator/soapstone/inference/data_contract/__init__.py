"""Rules of DataContractSerializer, which writes ServiceStack's XML."""
