using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Operations;

/// <summary>What <c>run.sh</c> says before it builds anything.</summary>
public sealed class StartingByScript
{
    static readonly string Script = Path.Combine(HostProcess.Root, "run.sh");

    [Theory]
    [InlineData("unknown option '--prot'", "--prot")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--port needs a value", "--port", "--demo")]
    [InlineData("--port must be a number from 1 to 65535, not '0'", "--port", "0")]
    [InlineData("--port must be a number from 1 to 65535, not '65536'", "--port=65536")]
    [InlineData("--port must be a number from 1 to 65535, not '50a'", "--port", "50a")]
    [InlineData("--data needs a value", "--data", "")]
    public async Task A_wrong_option_is_one_line(string line, params string[] options)
    {
        await using var run = HostProcess.Run([Script, .. options]);

        Assert.Equal(2, await run.ExitAsync());
        Assert.Contains(line, Assert.Single(Lines(run.Complained)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;

        await using var run = HostProcess.Run([Script, "--port", $"{port}"]);

        Assert.Equal(1, await run.ExitAsync());
        Assert.Equal($"run.sh: port {port} is in use: stop the other program, or choose another port with --port N.", Assert.Single(Lines(run.Complained)));
    }

    [Theory]
    [InlineData("dotnet", ".NET 10 SDK")]
    [InlineData("node", "Node.js 20")]
    [InlineData("npm", "Node.js 20")]
    public async Task A_missing_tool_is_one_line(string tool, string install)
    {
        await using var folder = TestFolder.Create();
        foreach (var present in ((string[])["dotnet", "node", "npm"]).Except([tool]))
        {
            await File.WriteAllTextAsync(folder.In(present), "#!/bin/sh\necho v20.0.0\n", TestContext.Current.CancellationToken);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder.In(present), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        foreach (var needed in (string[])["bash", "dirname"]) File.CreateSymbolicLink(folder.In(needed), Path.Combine("/usr/bin", needed));

        await using var run = HostProcess.Run([Script], new Dictionary<string, string> { ["PATH"] = folder.Path });

        Assert.Equal(1, await run.ExitAsync());
        var said = Assert.Single(Lines(run.Complained));
        Assert.StartsWith($"run.sh: '{tool}' is missing: install", said, StringComparison.Ordinal);
        Assert.Contains(install, said, StringComparison.Ordinal);
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
