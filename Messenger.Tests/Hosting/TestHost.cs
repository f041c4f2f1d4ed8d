using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Messenger.Tests.Hosting;

/// <summary>
/// A real Messenger in this process: Kestrel on a free loopback port, PostgreSQL with a database of its own. Take it as a class fixture, and
/// derive from it to change settings or parts; make further ones with <see cref="On"/> for a second node or a restart.
/// </summary>
public class TestHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    readonly PgServer? _server;
    readonly TestFolder _files = TestFolder.Create();
    TestDatabase? _database;
    Uri? _address;

    /// <summary>A host on a new database; xunit gives the server.</summary>
    public TestHost(PgServer server) => _server = server;

    TestHost(TestDatabase database) => _database = database;

    /// <summary>One more host on a database that exists, not started yet; the database is not dropped with it.</summary>
    public static TestHost On(TestDatabase database, int port = 0) => new(database) { Port = port };

    /// <summary>The port of the host if it must be known before the start; otherwise 0, any free one.</summary>
    public int Port { get; init; }

    /// <summary>Settings of the host, before <see cref="InitializeAsync"/>.</summary>
    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Postgres:AllowUnsafeDurability"] = "true",
        ["Urls"] = "http://127.0.0.1:0",
        ["KeyRotation:KeyBits"] = "2048", // a hundred hosts each make their own, and long ones take a second
        ["Logging:LogLevel:Default"] = "Warning",
        // A start looks for this table before it makes it.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command"] = "None",
    };

    /// <summary>The clock of the host, before <see cref="InitializeAsync"/>.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Replaces parts of the host, before <see cref="InitializeAsync"/>.</summary>
    public Action<IServiceCollection> Replace { get; set; } = _ => { };

    /// <summary>The database behind the host.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("The host has not been started.");

    /// <summary>Where the host listens, such as <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("The host has not been started.");

    /// <summary>Makes the database if there is none, and starts the host.</summary>
    public virtual async ValueTask InitializeAsync()
    {
        _database ??= await _server!.CreateDatabaseAsync();
        UseKestrel(Port);
        StartServer();
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _address = new Uri(addresses.First().Replace("localhost", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _files.DisposeAsync();
        if (_server is not null && _database is not null) await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc />
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Postgres", Database.ConnectionString);
        builder.UseSetting("Files:Directory", _files.Path);
        foreach (var (name, value) in Settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(Clock);
            // The rule for real passwords is slow on purpose; a thousand sign-ins of tests need not be.
            services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
            Replace(services);
        });
    }

    /// <inheritdoc />
    protected override void ConfigureClient(HttpClient client)
    {
        base.ConfigureClient(client);
        client.BaseAddress = Address;
    }
}
