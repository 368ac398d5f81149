using System.Security.Cryptography;
using System.Text;

namespace DealFlow.Azure.Cosmos;

/// <summary>Partitions and ids. What people chose or wrote goes in as a hash where it could hold anything, or is personal.</summary>
internal static class Names
{
    private const int Bytes = 16;

    /// <summary>All that a manufacturer's arbiter decides on: its own document, and a row for each registration.</summary>
    public static string Manufacturer(string id) => $"m:{id}";

    /// <summary>The registrations of a partner, as rows, and its idempotency keys.</summary>
    public static string Partner(string id) => $"p:{id}";

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Bytes));
}
