// A minimal ASP.NET host, loopback only. Usage: mono Host.exe SITE PORT
// It says "listening" when it does. This program lies in SITE/bin, where the other side of
// ApplicationHost looks for it.
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Threading;
using System.Web;
using System.Web.Hosting;

public class Request : SimpleWorkerRequest {
  readonly HttpListenerContext context;
  readonly string site;
  readonly byte[] body;
  readonly MemoryStream answer = new MemoryStream();

  public Request(HttpListenerContext context, string site) : base("", "", null) {
    this.context = context;
    this.site = site;
    var copy = new MemoryStream();
    context.Request.InputStream.CopyTo(copy);
    body = copy.ToArray();
  }

  // Calls by HTTP GET and POST have the method behind the file: /demo.asmx/Add
  int FileEnd { get { return GetUriPath().IndexOf(".asmx") + ".asmx".Length; } }

  public override string GetUriPath() { return context.Request.Url.AbsolutePath; }
  public override string GetFilePath() { return GetUriPath().Substring(0, FileEnd); }
  public override string GetFilePathTranslated() { return MapPath(GetFilePath()); }
  public override string GetPathInfo() { return GetUriPath().Substring(FileEnd); }
  public override string GetAppPath() { return "/"; }
  public override string GetAppPathTranslated() { return site + "/"; }
  public override string MapPath(string path) { return Path.Combine(site, path.TrimStart('/')); }
  public override string GetQueryString() { return context.Request.Url.Query.TrimStart('?'); }
  public override string GetRawUrl() { return context.Request.RawUrl; }
  public override string GetHttpVerbName() { return context.Request.HttpMethod; }
  public override string GetHttpVersion() { return "HTTP/1.1"; }
  public override string GetServerName() { return context.Request.Url.Host; }
  public override int GetLocalPort() { return context.Request.LocalEndPoint.Port; }
  public override string GetLocalAddress() { return "127.0.0.1"; }
  public override string GetRemoteAddress() { return "127.0.0.1"; }

  public override string GetKnownRequestHeader(int index) {
    return context.Request.Headers[GetKnownRequestHeaderName(index)];
  }

  public override string GetUnknownRequestHeader(string name) {
    return context.Request.Headers[name];
  }

  // HttpRequest.Headers has these alone: without them no SOAPAction would reach the service.
  public override string[][] GetUnknownRequestHeaders() {
    var found = new List<string[]>();
    foreach (string name in context.Request.Headers)
      if (GetKnownRequestHeaderIndex(name) < 0)
        found.Add(new[] { name, context.Request.Headers[name] });
    return found.ToArray();
  }

  public override byte[] GetPreloadedEntityBody() { return body; }
  public override bool IsEntireEntityBodyIsPreloaded() { return true; }

  public override void SendStatus(int code, string description) {
    context.Response.StatusCode = code;
    context.Response.StatusDescription = description;
  }

  public override void SendKnownResponseHeader(int index, string value) {
    SendUnknownResponseHeader(GetKnownResponseHeaderName(index), value);
  }

  public override void SendUnknownResponseHeader(string name, string value) {
    if (name == "Content-Type") context.Response.ContentType = value;
  }

  public override void SendResponseFromMemory(byte[] data, int length) {
    answer.Write(data, 0, length);
  }

  public override void FlushResponse(bool final) { }
  public override void EndOfRequest() { context.Response.Close(answer.ToArray(), false); }
}

public class Host : MarshalByRefObject {
  public override object InitializeLifetimeService() { return null; }

  public void Serve(string site, string port) {
    var listener = new HttpListener();
    listener.Prefixes.Add("http://127.0.0.1:" + port + "/");
    listener.Start();
    Console.WriteLine("listening");
    Console.Out.Flush();
    while (true) {
      var context = listener.GetContext();
      ThreadPool.QueueUserWorkItem(_ => HttpRuntime.ProcessRequest(new Request(context, site)));
    }
  }

  public static void Main(string[] arguments) {
    var site = Path.GetFullPath(arguments[0]);
    var host = (Host)ApplicationHost.CreateApplicationHost(typeof(Host), "/", site);
    host.Serve(site, arguments[1]);
  }
}
