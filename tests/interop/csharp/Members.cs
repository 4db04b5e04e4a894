// Members that may be left out, and lists whose items are elements of several names.
using System;
using System.ComponentModel;
using System.Xml.Serialization;

namespace Drawings {
  public enum Hue { Red, Green }
  [XmlType(Namespace = "urn:orders")] public class Circle { public int R; }
  [XmlType(Namespace = "urn:orders")] public class Line { public string To; }
  [XmlType(Namespace = "urn:orders", IncludeInSchema = false)]
  public enum Kind { Title, Link, Size }

  [XmlType(Namespace = "urn:orders"), XmlRoot("Draw", Namespace = "urn:orders")]
  public class Draw {
    public int Id; [XmlIgnore] public bool IdSpecified;
    public decimal Weight; [XmlIgnore] public bool WeightSpecified;
    public DateTime Born; [XmlIgnore] public bool BornSpecified;
    public Hue Hue; [XmlIgnore] public bool HueSpecified;
    public Guid Key; [XmlIgnore] public bool KeySpecified;
    [XmlAttribute] public int Rank; [XmlIgnore] public bool RankSpecified;
    [XmlElement("Circle", typeof(Circle)), XmlElement("Line", typeof(Line)),
     XmlElement("Layer", typeof(int)), XmlElement("Note", typeof(string))]
    public object[] Shapes;
    [XmlElement("Title", typeof(string)), XmlElement("Link", typeof(string)),
     XmlElement("Size", typeof(int)), XmlChoiceIdentifier("Kinds")]
    public object[] Labels;
    [XmlIgnore] public Kind[] Kinds;
    [XmlArrayItem("Big", typeof(Circle)), XmlArrayItem("Far", typeof(Line))]
    public object[] Group;
    [XmlElement("Tag")] public string[] Tags;
  }
}
