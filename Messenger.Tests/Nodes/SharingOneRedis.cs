using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Messenger.Tests.Hosting;
using StackExchange.Redis;
using Xunit;

namespace Messenger.Tests.Nodes;

/// <summary>Redis as a company has it: with TLS, for a user with a password, and not for Messenger alone.</summary>
public sealed class SharingOneRedis(PgServer server)
{
    const string Password = "a secret of Redis";

    [Fact]
    public async Task A_node_speaks_TLS_as_a_user_of_Redis_and_names_everything_by_its_prefix()
    {
        await using var folder = TestFolder.Create();
        var authority = MakeCertificates(folder);
        var tlsPort = FreePort.Take();
        await using var redis = new RedisServer(
            "--tls-port", tlsPort.ToString(CultureInfo.InvariantCulture), "--tls-cert-file", folder.In("server.pem"), "--tls-key-file", folder.In("server.key"),
            "--tls-ca-cert-file", authority, "--tls-auth-clients", "no", "--user", "messenger", "on", ">" + Password.Replace(' ', '-'), "~blue:*", "&blue:*", "+@all");
        await using var database = await server.CreateDatabaseAsync();
        var settings = new Dictionary<string, string>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Postgres"] = database.ConnectionString,
            ["Postgres:AllowUnsafeDurability"] = "true",
            ["ConnectionStrings:Redis"] = $"localhost:{tlsPort},ssl=true,user=messenger,password={Password.Replace(' ', '-')}",
            ["Redis:Prefix"] = "blue",
        };

        await using var node = HostProcess.Run(
            ["dotnet", HostProcess.Assembly, .. settings.Select(s => $"--{s.Key}={s.Value}")], new Dictionary<string, string> { ["SSL_CERT_FILE"] = authority });
        await node.ReadyAsync();

        await using var plain = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        // It subscribes as that user, so its beat passes; its entry among the nodes is there; and nothing else is.
        await Eventually.TrueAsync(async () => (await NamesAsync(plain, "PUBSUB", "CHANNELS")).Count > 0 && (await NamesAsync(plain, "KEYS", "*")).Count > 0);
        Assert.All(await NamesAsync(plain, "PUBSUB", "CHANNELS"), name => Assert.StartsWith("blue:", name, StringComparison.Ordinal));
        Assert.All(await NamesAsync(plain, "KEYS", "*"), name => Assert.StartsWith("blue:", name, StringComparison.Ordinal));
        Assert.DoesNotContain("Redis is Down", node.Printed, StringComparison.Ordinal);
    }

    static async Task<IReadOnlyList<string>> NamesAsync(ConnectionMultiplexer redis, string command, string argument) =>
        [.. ((RedisResult[])(await redis.GetDatabase().ExecuteAsync(command, argument))!).Select(r => r.ToString()).Where(n => !n.StartsWith("__", StringComparison.Ordinal))];

    /// <summary>An authority and the certificate of localhost; answers the authority's file.</summary>
    static string MakeCertificates(TestFolder folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = RSA.Create(2048);
        var authorityRequest = new CertificateRequest("CN=Test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, now.AddDays(-1), now.AddDays(20), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(folder.In("ca.pem"), authority.ExportCertificatePem());
        File.WriteAllText(folder.In("server.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(folder.In("server.key"), key.ExportPkcs8PrivateKeyPem());
        return folder.In("ca.pem");
    }
}
