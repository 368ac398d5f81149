using System.Security.Cryptography;
using DealFlow.Workflow;

namespace DealFlow.Functions.Hosting;

/// <summary>The operating system's generator.</summary>
internal sealed class SystemRandomness : IRandomness
{
    public byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);
}
