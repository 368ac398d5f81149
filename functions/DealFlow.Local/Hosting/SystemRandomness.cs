using System.Security.Cryptography;
using DealFlow.Workflow;

namespace DealFlow.Local.Hosting;

/// <summary>Random numbers of the operating system.</summary>
internal sealed class SystemRandomness : IRandomness
{
    public byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);
}
