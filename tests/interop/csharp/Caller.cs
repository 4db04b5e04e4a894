// Calls a service with the client that the wsdl tool has made of the generated WSDL (namespace Made).
// Usage: mono Caller.exe URL 1.1|1.2. It prints a line for each call.
using System;
using System.Web.Services.Protocols;
using Made;

public class Caller {
  static void Try(string name, Func<object> call) {
    try {
      Console.WriteLine(name + "=" + call());
    } catch (SoapException fault) {
      var detail = fault.Detail == null ? "" : fault.Detail.InnerXml;
      Console.WriteLine(name + "!" + fault.Code.Name + "|" + fault.Message + "|" + detail);
    } catch (Exception error) {
      Console.WriteLine(name + "?" + error);
    }
  }

  public static void Main(string[] arguments) {
    var client = new DemoService { Url = arguments[0] };
    if (arguments[1] == "1.2") client.SoapVersion = SoapProtocolVersion.Soap12;
    Try("add", () => client.Add(1, 2));
    Try("nothing", () => { client.DoNothing(); return "done"; });
    Try("oneway", () => { client.FireAndForget("x"); return "done"; });
    Try("bytes", () => BitConverter.ToString(client.EchoBytes(new byte[] { 7, 0 }, null)));
    Try("status", () => client.EchoStatus(State.onhold, Rights.Read, new[] { Rights.Read }));
    Try("split", () => {
      string left; State state; int count = 4;
      var split = client.TrySplit("a,b", ref count, out left, out state);
      return split + " " + left + " " + count + " " + state;
    });
    Try("customer", () => {
      var home = new Home { City = "\u00fc<&>", kind = "k", rank = 3 };
      var sent = new Customer { id = 5, Name = "N", Home = home, Phone = new[] { "1", "2" }, Tags = new[] { "t" } };
      var found = client.EchoCustomer(sent);
      return found.Name + " " + found.Home.City + " " + found.Phone.Length + " " + found.Tags[0];
    });
    Try("panel", () => {
      var code = new DeviceAuthorizingCode { LocationID = 1, DeviceID = 7, AuthorizingCode = "0000" };
      var found = client.SynchronizePanelUser("s", new[] { code, code }, true, null, false);
      return found.SynchronizationStatus.Length + " " + found.SynchronizationStatus[1].DeviceID;
    });
    Try("custom", () => client.Custom("arg", new[] { 1, 2 }));
    client.AuthHeaderValue = new AuthHeader { User = "u", Token = "t" };
    client.TraceHeaderValue = new TraceHeader { TraceId = "x", Hops = 1 };
    Try("headers", () => client.WithHeaders("hi") + " " + client.TraceHeaderValue.Hops);
    Try("fault", () => client.FailSoap("m"));
    Try("failure", () => client.Fail("m"));
  }
}
