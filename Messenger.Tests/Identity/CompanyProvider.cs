using System.Diagnostics;
using System.Net.Http.Json;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>An independent OpenID provider (npm oidc-provider), in the role of the company's. test.sh installs it.</summary>
public sealed class CompanyProvider(IReadOnlyList<string> redirectUris) : IAsyncDisposable
{
    readonly HttpClient _http = new();
    Process? _process;

    public string Issuer { get; private set; } = "";

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(FindFolder(), "provider.mjs"));
        foreach (var uri in redirectUris) start.ArgumentList.Add(uri);
        _process = Process.Start(start)!;
        Issuer = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60))
            ?? throw new InvalidOperationException("The provider did not start: run 'npm ci' in Messenger.Tests/Identity/OidcProvider.");
    }

    /// <summary>Who signs in from now on.</summary>
    public async Task LetSignInAsync(object person)
    {
        using var reply = await _http.PutAsJsonAsync(Issuer + "/person", person, TestContext.Current.CancellationToken);
        reply.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is null) return;
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    static string FindFolder()
    {
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
        {
            var folder = Path.Combine(here.FullName, "Messenger.Tests", "Identity", "OidcProvider");
            if (Directory.Exists(folder)) return folder;
        }
        throw new DirectoryNotFoundException("OidcProvider");
    }
}
