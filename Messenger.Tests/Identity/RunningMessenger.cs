using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Messenger.Api.Identity;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>
/// The host in a process of its own, as run.sh starts it: with its built-in database in a folder of its own, on a port of its own. It can be
/// stopped and started again on the same data.
/// </summary>
public class RunningMessenger : IAsyncLifetime
{
    public const string Administrator = "root.admin";
    public const string Password = "rosebud-tricycle-47";

    readonly string _data = Directory.CreateTempSubdirectory("messenger-test-").FullName;
    readonly int _port = FreePort.Take();
    readonly ConcurrentQueue<string> _output = new();
    Process? _process;

    /// <summary>Where it listens.</summary>
    public string Url => $"http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What it wrote.</summary>
    public IEnumerable<string> Output => _output;

    /// <summary>Settings beside the address and the folder.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>The environment makes the administrator; otherwise the set-up link does.</summary>
    protected virtual bool WithAdministrator => true;

    public virtual async ValueTask InitializeAsync() => await StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_data, recursive: true);
        GC.SuppressFinalize(this);
    }

    public async Task StartAsync()
    {
        var assembly = typeof(SessionCookie).Assembly.Location;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        start.ArgumentList.Add(assembly);
        start.Environment["Urls"] = Url;
        start.Environment["Messenger__DataDirectory"] = _data;
        start.Environment["Messenger__PublicUrl"] = Url;
        if (WithAdministrator)
        {
            start.Environment["MESSENGER_ADMIN_USER"] = Administrator;
            start.Environment["MESSENGER_ADMIN_PASSWORD"] = Password;
        }
        foreach (var (name, value) in Settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;

        _process = Process.Start(start)!;
        var ready = new TaskCompletionSource();
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("The host ended:\n" + string.Join('\n', _output)));
                return;
            }
            _output.Enqueue(line.Data);
            if (line.Data.StartsWith("Messenger is ready", StringComparison.Ordinal)) ready.TrySetResult();
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null) _output.Enqueue(line.Data);
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(90));
    }

    public async Task StopAsync()
    {
        if (_process is null) return;
        using var process = _process;
        _process = null;
        if (process.HasExited) return;
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        try
        {
            await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The token of the set-up link that it printed.</summary>
    public async Task<string> ReadSetUpTokenAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            if (_output.FirstOrDefault(l => l.Contains("/setup#", StringComparison.Ordinal)) is { } line)
                return line.Split('#')[1].Split(' ')[0];
            await Task.Delay(50);
        }
        throw new InvalidOperationException("No set-up link was printed:\n" + string.Join('\n', _output));
    }

    /// <summary>A browser without cookies.</summary>
    public Browser OpenBrowser() => new(Url);

    /// <summary>A browser in which somebody has signed in.</summary>
    public async Task<Browser> SignInAsync(string userName, string password)
    {
        var browser = OpenBrowser();
        using var reply = await browser.SignInAsync(userName, password);
        reply.EnsureSuccessStatusCode();
        return browser;
    }

    public Task<Browser> SignInAsAdministratorAsync() => SignInAsync(Administrator, Password);

    /// <summary>A new colleague with <see cref="Password"/>, made by the administrator.</summary>
    public async Task<Colleague> HireAsync()
    {
        var name = "u" + Guid.CreateVersion7().ToString("N");
        using var administrator = await SignInAsAdministratorAsync();
        var created = await administrator.PostAsync<Contracts.Identity.CreatedAccount>(
            "/api/v1/admin/users", new Contracts.Identity.CreateAccount { UserName = name, DisplayName = "Colleague" });
        using var browser = OpenBrowser();
        using var redeemed = await browser.SendAsync(
            HttpMethod.Post, "/api/v1/password-links/redeem",
            new Contracts.Identity.RedeemPasswordLink { Token = created.PasswordLink.Url.Split('#')[1], NewPassword = Password });
        redeemed.EnsureSuccessStatusCode();
        return new(created.Account.User.Id, name);
    }

}

/// <summary>Somebody with an account.</summary>
public sealed record Colleague(Guid Id, string Name);
