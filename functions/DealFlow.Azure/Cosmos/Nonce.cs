using System.Buffers.Text;
using System.Security.Cryptography;

namespace DealFlow.Azure.Cosmos;

/// <summary>Short texts that nobody else draws.</summary>
internal static class Nonce
{
    private const int Bytes = 9;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
