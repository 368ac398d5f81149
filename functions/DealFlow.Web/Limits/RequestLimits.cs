using System.Net;
using System.Net.Sockets;
using DealFlow.Web.Endpoints;
using Microsoft.AspNetCore.Http;

namespace DealFlow.Web.Limits;

/// <summary>How many requests are answered in a second.</summary>
/// <param name="PerKey">Of one API key.</param>
/// <param name="PerAddress">Of one address, whatever they carry: also wrong keys and tokens that are tried out.</param>
/// <param name="Proxies">
/// How many proxies of our own stand before the host. Each adds to <c>X-Forwarded-For</c> from whom it got the request, so that many from the end are
/// believed; what comes before them anybody can write. 0: the header is not looked at.
/// </param>
public sealed record RateLimits(int PerKey = 100, int PerAddress = 200, int Proxies = 0);

/// <summary>Turns requests away that come too fast. What one instance has counted is known to it alone.</summary>
public sealed class RequestLimits(RateLimits limits, TimeProvider time)
{
    private const string Forwarded = "X-Forwarded-For";
    private const int NetworkBytes = 8;
    private readonly TokenBuckets _keys = new(limits.PerKey, time);
    private readonly TokenBuckets _addresses = new(limits.PerAddress, time);

    /// <summary>Counts a request for the address it comes from.</summary>
    /// <exception cref="ProblemException">It is one too many.</exception>
    public void CountAddress(HttpContext context) => Count(_addresses, AddressOf(context), limits.PerAddress, "address");

    /// <summary>Counts a request for the key it carries, by the key's hash.</summary>
    /// <exception cref="ProblemException">It is one too many.</exception>
    public void CountKey(string hash) => Count(_keys, hash, limits.PerKey, "key");

    private static void Count(TokenBuckets buckets, string name, int most, string what)
    {
        if (buckets.Take(name) is { } wait)
            throw new ProblemException(Problem.TooMany($"Of one {what} {most} requests a second are answered. Wait as long as Retry-After says.", wait));
    }

    private string AddressOf(HttpContext context)
    {
        var address = limits.Proxies > 0 ? ForwardedFor(context) ?? context.Connection.RemoteIpAddress : context.Connection.RemoteIpAddress;
        return address switch
        {
            null => "",
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, NetworkBytes), // who has one has the network
            _ => address.ToString(),
        };
    }

    private IPAddress? ForwardedFor(HttpContext context)
    {
        string[] hops = [.. context.Request.Headers[Forwarded].SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries))];
        return hops.Length >= limits.Proxies && IPEndPoint.TryParse(hops[^limits.Proxies], out var hop) ? hop.Address : null;
    }
}
