// Stands in for System.Security.Cryptography.Algorithms of .NET Core 3.1, which refuses to load
// without OpenSSL 1.1. The XML readers want nothing of it but a seed for a hash table.
using System.Reflection;

[assembly: AssemblyVersion("9.0.0.0")]  // the higher version of an assembly wins

namespace System.Security.Cryptography {
  public abstract class RandomNumberGenerator : IDisposable {
    public static RandomNumberGenerator Create() { return new Zeros(); }
    public abstract void GetBytes(byte[] data);
    public void Dispose() { }

    class Zeros : RandomNumberGenerator {
      public override void GetBytes(byte[] data) { }
    }
  }
}
