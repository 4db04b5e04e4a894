// Writes DataSets as services do, reads them again, and says what is in them.
//
// A line in: "write", a tab, a name of Cases; or "read", a tab, a type of Types, a tab, a document
// in base64; or "escape", two tabs, names in base64. A line out: "=", the document ("write" only),
// a tab, what .NET reads from it (or the names, escaped), both in base64; or "!" and why not.
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.SqlTypes;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Serialization;

// What a designer makes of a schema has this shape: a DataSet that brings its tables along.
[XmlRoot("FerryTimes")]
public class FerryTimes : DataSet {
  public FerryTimes() {
    DataSetName = "FerryTimes";
    Namespace = "http://example.org/FerryTimes.xsd";
    var boat = Tables.Add("Boat");
    boat.Columns.Add("Name", typeof(string)).AllowDBNull = false;
    boat.Columns.Add("Built", typeof(DateTime));
    boat.PrimaryKey = new[] { boat.Columns["Name"] };
  }

  public override SchemaSerializationMode SchemaSerializationMode { get; set; } =
    SchemaSerializationMode.IncludeSchema;
}

static class Cases {
  static readonly DateTime Moment = new DateTime(2021, 3, 4, 5, 6, 7).AddTicks(1234567);

  static DataTable Table(DataSet set, string name, params object[] columns) {
    var table = set.Tables.Add(name);
    for (var n = 0; n < columns.Length; n += 2)
      table.Columns.Add((string)columns[n], (Type)columns[n + 1]);
    return table;
  }

  public static object Types() {
    var set = new DataSet("Types");
    var table = set.Tables.Add("T");
    var values = new object[] {
      true, (byte)200, (sbyte)-5, (short)-300, (ushort)60000, -7, 4000000000u, -5000000000L,
      ulong.MaxValue, 1.50m, 0.1, 1.5f, 'A', "a<b", Moment, new TimeSpan(1, 2, 3, 4, 5),
      new Guid("01234567-89ab-cdef-0123-456789abcdef"), new byte[] { 1, 2, 255 },
      new Uri("http://example.org/a b"),
      new DateTimeOffset(2021, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)) };
    foreach (var value in values) table.Columns.Add(value.GetType().Name, value.GetType());
    table.Rows.Add(values);
    table.Rows.Add(values.Select(each => (object)DBNull.Value).ToArray());
    set.AcceptChanges();
    return set;
  }

  public static object Objects() {
    var set = new DataSet("Objects");
    var table = Table(set, "T", "Any", typeof(object), "Number", typeof(SqlInt32),
      "Text", typeof(SqlString), "Amount", typeof(SqlDecimal), "When", typeof(SqlDateTime));
    table.Rows.Add(5, new SqlInt32(7), new SqlString("x"), new SqlDecimal(1.50m),
      new SqlDateTime(2021, 3, 4));
    table.Rows.Add("a text", SqlInt32.Null, SqlString.Null, SqlDecimal.Null, SqlDateTime.Null);
    table.Rows.Add(Moment);
    table.Rows.Add(2.5m);
    table.Rows.Add(true);
    set.AcceptChanges();
    return set;
  }

  public static object Moments() {
    var set = new DataSet("Moments");
    var table = set.Tables.Add("T");
    foreach (DataSetDateTime mode in Enum.GetValues(typeof(DataSetDateTime)))
      table.Columns.Add(new DataColumn(mode.ToString(), typeof(DateTime)) { DateTimeMode = mode });
    table.Rows.Add(Moment, Moment, Moment, Moment);
    table.Rows.Add(DateTime.MinValue, DateTime.MinValue, DateTime.MaxValue, DateTime.MaxValue);
    set.AcceptChanges();
    return set;
  }

  public static object Changes() {
    var set = new DataSet("Changes");
    var table = Table(set, "Item", "Id", typeof(int), "Name", typeof(string));
    table.PrimaryKey = new[] { table.Columns["Id"] };
    foreach (var name in new[] { "same", "old", "gone", "wrong" })
      table.Rows.Add(table.Rows.Count + 1, name);
    set.AcceptChanges();
    table.Rows[1]["Name"] = "new";
    table.Rows[2].Delete();
    table.Rows[3].RowError = "the whole row";
    table.Rows[3].SetColumnError("Name", "too <long>");
    table.Rows.Add(5, "added");
    table.Rows.Add(6, DBNull.Value);
    return set;
  }

  public static object Nested() {
    var set = Orders();
    foreach (DataRelation each in set.Relations) each.Nested = true;
    set.Tables["Line"].Columns["Order"].ColumnMapping = MappingType.Hidden;
    set.AcceptChanges();
    set.Tables["Line"].Rows[1]["Ware"] = "tea";
    set.Tables["Line"].Rows[2].Delete();
    return set;
  }

  public static object Related() {
    var set = Orders();
    var two = set.Tables.Add("Stock");
    two.Columns.Add("Ware", typeof(string));
    two.Columns.Add("Order", typeof(int));
    var line = set.Tables["Line"];
    set.Relations.Add("by both", new[] { line.Columns["Ware"], line.Columns["Order"] },
      new[] { two.Columns["Ware"], two.Columns["Order"] }, false);
    set.AcceptChanges();
    return set;
  }

  static DataSet Orders() {
    var set = new DataSet("Orders");
    var order = Table(set, "Order", "Id", typeof(int), "Buyer", typeof(string));
    var line = Table(set, "Line", "Order", typeof(int), "Ware", typeof(string), "Count", typeof(int));
    order.PrimaryKey = new[] { order.Columns["Id"] };
    order.Rows.Add(1, "Ann");
    order.Rows.Add(2, "Bob");
    order.Rows.Add(3, "Cyd");
    line.Rows.Add(1, "rope", 2);
    line.Rows.Add(2, "salt", 1);
    line.Rows.Add(1, "soap", 9);
    line.Rows.Add(DBNull.Value, "stray", 1);
    set.Relations.Add("lines", order.Columns["Id"], line.Columns["Order"]);
    return set;
  }

  public static object Tree() {
    var set = new DataSet("Tree");
    var table = Table(set, "Node", "Id", typeof(int), "Up", typeof(int), "Name", typeof(string));
    table.Rows.Add(1, DBNull.Value, "root");
    table.Rows.Add(2, 1, "left");
    table.Rows.Add(3, 1, "right");
    table.Rows.Add(4, 2, "leaf");
    set.Relations.Add("up", table.Columns["Id"], table.Columns["Up"]).Nested = true;
    set.AcceptChanges();
    return set;
  }

  public static object Names() {
    var set = new DataSet("All names");
    var table = Table(set, "Order Details", "Unit Price (€)", typeof(decimal), "a:b", typeof(int),
      "1st", typeof(int), "_x0020_", typeof(string), "Größe", typeof(string), "Order Details_x",
      typeof(string));
    table.PrimaryKey = new[] { table.Columns["a:b"], table.Columns["1st"] };
    table.Rows.Add(9.90m, 1, 2, "escaped", "XL", "z");
    set.AcceptChanges();
    return set;
  }

  public static object Columns() {
    var set = new DataSet("Columns") { Locale = new CultureInfo("de-DE"), CaseSensitive = true };
    var table = Table(set, "T", "Id", typeof(int), "Net", typeof(decimal), "Code", typeof(string),
      "Gross", typeof(decimal), "Only", typeof(string));
    table.Columns["Id"].AutoIncrement = true;
    table.Columns["Id"].AllowDBNull = false;
    table.Columns["Net"].Caption = "Net price";
    table.Columns["Code"].DefaultValue = "none";
    table.Columns["Code"].MaxLength = 10;
    table.Columns["Gross"].Expression = "Net * 2";
    table.Columns["Only"].ReadOnly = true;
    table.Columns["Only"].Unique = true;
    table.Rows.Add(null, 1.5m, null, null, "a");
    table.Rows.Add(null, DBNull.Value, "", null, "b");
    table.Rows.Add(null, DBNull.Value, DBNull.Value, null, "c");
    set.AcceptChanges();
    return set;
  }

  public static object Mappings() {
    var set = new DataSet("Mappings") { Namespace = "urn:maps" };
    var table = Table(set, "T", "First", typeof(int), "Attr", typeof(Guid), "Hide", typeof(decimal),
      "Last", typeof(string));
    table.Columns["Attr"].ColumnMapping = MappingType.Attribute;
    table.Columns["Hide"].ColumnMapping = MappingType.Hidden;
    table.Rows.Add(1, Guid.Empty, 1.50m, " ");
    table.Rows.Add(DBNull.Value, DBNull.Value, DBNull.Value, "a\nb ");
    var simple = Table(set, "Price", "Currency", typeof(string), "Value", typeof(decimal));
    simple.Columns["Currency"].ColumnMapping = MappingType.Attribute;
    simple.Columns["Value"].ColumnMapping = MappingType.SimpleContent;
    simple.Rows.Add("EUR", 9.90m);
    simple.Rows.Add("USD", DBNull.Value);
    set.AcceptChanges();
    simple.Rows[0]["Value"] = 8m;
    return set;
  }

  public static object Namespaces() {
    var set = new DataSet("Several") { Namespace = "urn:one", Prefix = "o" };
    var one = Table(set, "One", "A", typeof(int), "B", typeof(string));
    one.Columns["B"].Namespace = "urn:three";
    var two = set.Tables.Add("Two", "urn:two");
    two.Columns.Add("A", typeof(DateTime));
    two.PrimaryKey = new[] { two.Columns["A"] };
    one.Rows.Add(1, "b");
    two.Rows.Add(Moment);
    set.AcceptChanges();
    return set;
  }

  public static object Alone() {
    var table = new DataTable("Alone");
    table.Columns.Add("A", typeof(int));
    table.Rows.Add(1);
    table.AcceptChanges();
    table.Rows.Add(2);
    return table;
  }

  public static object OneOfSeveral() { return ((DataSet)Related()).Tables["Line"]; }

  public static object Empty() { return new DataSet("Empty"); }

  public static object NoRows() {
    var set = new DataSet();
    Table(set, "None", "A", typeof(int));
    Table(set, "Void");
    return set;
  }

  public static object Typed() {
    var set = new FerryTimes();
    set.Tables["Boat"].Rows.Add("Ada", Moment);
    set.AcceptChanges();
    return set;
  }

  public static object TypedWithoutSchema() {
    var set = (FerryTimes)Typed();
    set.SchemaSerializationMode = SchemaSerializationMode.ExcludeSchema;
    set.Tables["Boat"].Rows.Add("Bob", DBNull.Value);
    return set;
  }
}

static class DataSets {
  const string Digits = "yyyy-MM-dd'T'HH:mm:ss.fffffff";

  static string Text(object value) {
    if (value is INullable) {
      var nothing = ((INullable)value).IsNull;
      value = nothing ? DBNull.Value : value.GetType().GetProperty("Value").GetValue(value, null);
    }
    if (value == DBNull.Value) return "null";
    if (value is bool) return (bool)value ? "true" : "false";
    if (value is byte[]) return "bytes " + BitConverter.ToString((byte[])value);
    if (value is DateTime) return ((DateTime)value).ToString(Digits, CultureInfo.InvariantCulture);
    if (value is DateTimeOffset)
      return ((DateTimeOffset)value).ToString(Digits + "zzz", CultureInfo.InvariantCulture);
    if (value is TimeSpan) return "ticks " + ((TimeSpan)value).Ticks;
    if (value is double) return "float " + ((double)value).ToString("R", CultureInfo.InvariantCulture);
    if (value is float) return "float " + ((float)value).ToString("R", CultureInfo.InvariantCulture);
    if (value is Uri) return "text " + ((Uri)value).OriginalString;
    if (value is string || value is char)
      return "text " + value.ToString().Replace("\r", "\\r").Replace("\n", "\\n");
    return Convert.ToString(value, CultureInfo.InvariantCulture);
  }

  static string Row(DataRow row, DataRowVersion version) {
    var columns = row.Table.Columns.Cast<DataColumn>();
    return string.Join(" | ", columns.Select(each => Text(row[each, version])));
  }

  static string Names(IEnumerable<DataColumn> columns) {
    return string.Join(", ", columns.Select(each => each.ColumnName));
  }

  static IEnumerable<string> Said(DataTable table) {
    yield return "table " + table.TableName;
    yield return "key " + Names(table.PrimaryKey);
    foreach (DataColumn each in table.Columns) {
      var mode = each.DataType == typeof(DateTime) ? each.DateTimeMode.ToString() : "";
      yield return string.Join(" | ", "column " + each.ColumnName, each.DataType.FullName,
        each.AllowDBNull ? "nullable" : "not null", each.Caption, each.Expression,
        each.ColumnMapping, mode);
    }
    foreach (DataRelation each in table.ParentRelations)
      yield return string.Join(" | ", "relation " + each.RelationName, each.ParentTable.TableName,
        Names(each.ParentColumns), Names(each.ChildColumns), each.Nested ? "nested" : "");
    var rows = table.Rows.Cast<DataRow>().ToArray();
    var now = rows.Where(each => each.RowState != DataRowState.Deleted).ToArray();
    for (var n = 0; n < now.Length; n++) {
      yield return "row " + now[n].RowState + " | " + Row(now[n], DataRowVersion.Current);
      if (now[n].RowError != "") yield return "error | " + now[n].RowError;
      foreach (var each in now[n].GetColumnsInError())
        yield return "error " + each.ColumnName + " | " + now[n].GetColumnError(each);
    }
    foreach (var each in rows)
      if (each.RowState == DataRowState.Modified || each.RowState == DataRowState.Deleted)
        yield return "before " + each.RowState + " | " + Row(each, DataRowVersion.Original);
  }

  static string Said(object set) {
    var tables = set is DataTable ? new[] { (DataTable)set } : ((DataSet)set).Tables.Cast<DataTable>();
    return string.Join("\n", tables.SelectMany(Said));
  }

  static string InBase64(string text) { return Convert.ToBase64String(Encoding.UTF8.GetBytes(text)); }

  // ASP.NET writes with an XmlTextWriter, too.
  static string Written(object set) {
    var written = new StringWriter();
    var writer = new XmlTextWriter(written);
    new XmlSerializer(set.GetType()).Serialize(writer, set);
    return written.ToString();
  }

  static readonly Dictionary<string, Type> Types = new[] {
    typeof(DataSet), typeof(DataTable), typeof(FerryTimes) }.ToDictionary(each => each.Name);

  static object Read(Type type, string document) {
    return new XmlSerializer(type).Deserialize(new XmlTextReader(new StringReader(document)));
  }

  static string Answer(string[] question) {
    try {
      if (question[0] == "write") {
        var set = typeof(Cases).GetMethod(question[1]).Invoke(null, null);
        var document = Written(set);
        var read = Said(Read(set.GetType(), document));
        return "=" + InBase64(document) + "\t" + InBase64(read);
      }
      var text = Encoding.UTF8.GetString(Convert.FromBase64String(question[2]));
      if (question[0] == "escape")
        return "=\t" + InBase64(string.Join("\0", text.Split('\0').Select(XmlConvert.EncodeLocalName)));
      return "=\t" + InBase64(Said(Read(Types[question[1]], text)));
    } catch (Exception error) {
      return "!" + error.ToString().Replace('\n', ' ').Replace('\r', ' ');
    }
  }

  static void Main() {
    for (string line; (line = Console.In.ReadLine()) != null;) {
      Console.Out.WriteLine(Answer(line.Split('\t')));
      Console.Out.Flush();
    }
  }
}
