using System.Globalization;
using Messenger.Tests.Hosting;

namespace Messenger.Tests.LoadBalancing;

/// <summary>What an operator would write into the configuration that we ship.</summary>
/// <param name="Port">Where the proxy listens for HTTP on 127.0.0.1.</param>
/// <param name="SecurePort">Where it listens for HTTPS.</param>
/// <param name="Nodes">Where the two nodes listen.</param>
/// <param name="RefusesUpgrades">It stands for proxies that let no WebSocket through.</param>
public sealed record ProxySettings(int Port, int SecurePort, IReadOnlyList<Uri> Nodes, bool RefusesUpgrades = false);

/// <summary>The shipped files themselves, with these settings. What is to be changed must be there: a file that has moved on fails here.</summary>
static class ShippedConfiguration
{
    public static string Haproxy(ProxySettings settings, TestFolder folder)
    {
        var text = Read("haproxy", "haproxy.cfg")
            .Edit("bind :80", $"bind 127.0.0.1:{Text(settings.Port)}")
            .Edit("#bind :443 ssl crt /etc/haproxy/messenger.pem", $"bind 127.0.0.1:{Text(settings.SecurePort)} ssl crt {Certificate.Write(folder)}")
            .Edit("10.0.0.11:5080", settings.Nodes[0].Authority)
            .Edit("10.0.0.12:5080", settings.Nodes[1].Authority);
        if (!Environment.IsPrivilegedProcess) text = text.Edit("    user haproxy\n    group haproxy\n", "");
        return settings.RefusesUpgrades ? text.Edit("    use_backend hub", "    http-request del-header Upgrade\n    use_backend hub") : text;
    }

    public static string Nginx(ProxySettings settings, TestFolder folder)
    {
        var certificate = Certificate.Write(folder);
        var text = Read("nginx", "messenger.conf")
            .Edit("listen 80;", $"listen 127.0.0.1:{Text(settings.Port)};")
            .Edit("#listen 443 ssl", $"listen 127.0.0.1:{Text(settings.SecurePort)} ssl")
            .Edit("#ssl_certificate /etc/nginx/messenger.crt;", $"ssl_certificate {certificate};")
            .Edit("#ssl_certificate_key /etc/nginx/messenger.key;", $"ssl_certificate_key {certificate};")
            .Edit("#ssl_protocols", "ssl_protocols")
            .Edit("/var/log/nginx/messenger.log", folder.In("access.log"))
            .Edit("/var/log/nginx/messenger.error.log", folder.In("error.log"))
            .Edit("10.0.0.11:5080", settings.Nodes[0].Authority)
            .Edit("10.0.0.12:5080", settings.Nodes[1].Authority)
            .Edit(@"10\.0\.0\.11:5080", settings.Nodes[0].Authority.Replace(".", @"\.", StringComparison.Ordinal))
            .Edit(@"10\.0\.0\.12:5080", settings.Nodes[1].Authority.Replace(".", @"\.", StringComparison.Ordinal));
        if (settings.RefusesUpgrades) text = text.Edit("proxy_set_header Upgrade $http_upgrade;", "proxy_set_header Upgrade \"\";");
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {folder.In(kind)};\n"));
        return $"daemon off;\nworker_processes 2;\npid {folder.In("nginx.pid")};\nerror_log stderr;\nevents {{ }}\nhttp {{\n{temporary}{text}\n}}\n";
    }

    static string Read(string folder, string file) => File.ReadAllText(Path.Combine(HostProcess.Root, "deploy", folder, file));

    static string Edit(this string text, string old, string @new) =>
        text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, @new, StringComparison.Ordinal) : throw new InvalidOperationException($"The shipped configuration has no '{old}'.");

    static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
