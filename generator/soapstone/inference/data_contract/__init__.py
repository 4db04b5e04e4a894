"""Rules of DataContractSerializer, which ServiceStack uses for XML."""
