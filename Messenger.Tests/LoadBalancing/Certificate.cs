using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Messenger.Tests.Hosting;

namespace Messenger.Tests.LoadBalancing;

/// <summary>A certificate for localhost that nobody signed, with its key in the same file, as HAProxy and nginx both take it.</summary>
static class Certificate
{
    public const string Subject = "CN=localhost";

    public static string Write(TestFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var path = folder.In("messenger.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return path;
    }
}
