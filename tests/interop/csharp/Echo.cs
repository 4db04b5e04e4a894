// Reads documents with the real serializers and writes them again, over the types of Types.cs.
//
// A line in: serializer (dcs or xs), a tab, the type's .NET name, a tab, the document in base64.
// A line out: "=" and the document in base64, or "!" and why it was not read or written.
using System;
using System.IO;
using System.Runtime.Serialization;
using System.Text;
using System.Xml;
using System.Xml.Serialization;

static class Echo {
  static byte[] DataContract(Type type, byte[] document) {
    var serializer = new DataContractSerializer(type);
    var written = new MemoryStream();
    serializer.WriteObject(written, serializer.ReadObject(new MemoryStream(document)));
    return written.ToArray();
  }

  static byte[] Xml(Type type, byte[] document) {
    var serializer = new XmlSerializer(type);
    var written = new MemoryStream();
    var settings = new XmlWriterSettings {
      Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };
    using (var reader = XmlReader.Create(new MemoryStream(document)))
    using (var writer = XmlWriter.Create(written, settings))
      serializer.Serialize(writer, serializer.Deserialize(reader));
    return written.ToArray();
  }

  static string Reasons(Exception error) {
    var reasons = new StringBuilder();
    for (; error != null; error = error.InnerException) reasons.Append(error.Message).Append(' ');
    return reasons.Replace('\n', ' ').Replace('\r', ' ').ToString();
  }

  static string Answer(string[] question) {
    try {
      var type = Type.GetType(question[1], true);
      var document = Convert.FromBase64String(question[2]);
      var written = question[0] == "xs" ? Xml(type, document) : DataContract(type, document);
      return "=" + Convert.ToBase64String(written);
    } catch (Exception error) {
      return "!" + Reasons(error);
    }
  }

  static void Main() {
    for (string line; (line = Console.In.ReadLine()) != null;) {
      Console.Out.WriteLine(Answer(line.Split('\t')));
      Console.Out.Flush();
    }
  }
}
