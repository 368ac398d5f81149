using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using DealFlow.Azure.Tests.Emulators;
using DealFlow.Local.Parts;

[assembly: AssemblyFixture(typeof(DealFlow.Azure.Tests.Collateral.BlobServer))]

namespace DealFlow.Azure.Tests.Collateral;

/// <summary>The emulated Blob Storage, over https with a certificate of its own, where the product is known by a token and never by a key.</summary>
public sealed class BlobServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dealflow-blobs-");
    private readonly Lazy<Task<(NodeProcess Server, HttpClient Http)>> _started;

    public BlobServer() => _started = new(StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Requests to the server.</summary>
    internal async Task<HttpClient> HttpAsync() => (await _started.Value).Http;

    /// <summary>The service as the product knows it.</summary>
    internal async Task<BlobServiceClient> ConnectAsync()
    {
        var settings = await SettingsAsync("", throughHost: false);
        return new BlobServiceClient(settings.Collateral!.Endpoint, settings.Credential, settings.BlobOptions);
    }

    /// <summary>Settings of the local host for a container.</summary>
    internal async Task<PartSettings> SettingsAsync(string container, bool throughHost)
    {
        var (server, http) = await _started.Value;
        var options = new BlobClientOptions { Transport = new HttpClientTransport(http) };
        options.Retry.MaxRetries = 0;
        return new PartSettings
        {
            Collateral = new BlobSettings(new Uri($"https://127.0.0.1:{server.Ports[0]}/devstoreaccount1"), container, throughHost),
            Credential = new FakeCredential(),
            BlobOptions = options,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated && _started.Value.IsCompletedSuccessfully)
        {
            var (server, http) = await _started.Value;
            http.Dispose();
            await server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<(NodeProcess Server, HttpClient Http)> StartAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "cert.pem"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        var thumbprint = certificate.Thumbprint;
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => (shown as X509Certificate2)?.Thumbprint == thumbprint,
            },
        };
        return (await NodeProcess.StartAsync("blobs.js", _folder.FullName), new HttpClient(handler));
    }

    /// <summary>A token as the directory issues them, but for the signature, which the emulator does not look at.</summary>
    private sealed class FakeCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            var now = DateTimeOffset.UtcNow;
            var expires = now.AddHours(1);
            var claims = new Dictionary<string, object>
            {
                ["aud"] = "https://storage.azure.com",
                ["iss"] = "https://sts.windows-ppe.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
                ["iat"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
                ["nbf"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
                ["exp"] = expires.ToUnixTimeSeconds(),
                ["oid"] = "23657296-5cd5-45b0-a809-d972a7f4dfe1",
                ["tid"] = "ab1f708d-50f6-404c-a006-d71b2ac7a606",
                ["ver"] = "1.0",
            };
            var token = string.Join('.', new object[] { new { alg = "RS256", typ = "JWT" }, claims }.Select(part => Encode(JsonSerializer.SerializeToUtf8Bytes(part)))) + "." + Encode("none"u8.ToArray());
            return new AccessToken(token, expires);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));

        private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }
}
