using System.Security.Cryptography;
using DealFlow.Workflow;

namespace DealFlow.Web.Hosting;

/// <summary>The operating system's generator.</summary>
public sealed class SystemRandomness : IRandomness
{
    /// <inheritdoc/>
    public byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);
}
