using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using Messenger.Api.Identity;
using Messenger.Domain.Limits;
using Messenger.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Messenger.Tests.Identity;

/// <summary>Every setting that the host reads into options is in the table of docs/operations.md.</summary>
public sealed partial class DocumentingTheSettings(PgServer server)
{
    /// <summary>What is read before there is a host that could have options.</summary>
    static readonly string[] BeforeTheHost =
    [
        "Messenger:DataDirectory", "Messenger:WebRoot", "Messenger:Demo",
        "Postgres:BinDirectory", "Postgres:Settings:<name>", "Postgres:StartTimeout", "Postgres:AllowUnsafeDurability",
    ];

    [Fact]
    public async Task Every_setting_is_in_the_table_of_the_operators()
    {
        var read = new ReadSettings();
        await using var host = new ListeningHost(server, read);
        await host.InitializeAsync();

        var sections = host.Options.Select(options => (Type: options, Section: SectionOf(options, host.Services, read))).ToList();
        var settings = sections.SelectMany(s => SettingsOf(s.Section, s.Type))
            .Concat(SettingsOf("ExternalProviders:<n>", typeof(ExternalProvider)))
            .Concat(SettingsOf("OpenId:Clients:<n>", typeof(OpenIdClient))).ToList();
        var documented = await ReadTableAsync();

        Assert.Contains("Sessions", sections.Select(s => s.Section)); // the search finds what there is
        Assert.Contains("Messenger:AllowedOrigins", settings);
        Assert.Empty(settings.Except(documented));
        Assert.Empty(documented.Where(name => sections.Exists(s => name.StartsWith(s.Section + ":", StringComparison.Ordinal)))
            .Except(settings).Except(BeforeTheHost));
    }

    /// <summary>The section that options are bound to: the one that is read when they are made.</summary>
    static string SectionOf(Type options, IServiceProvider services, ReadSettings read)
    {
        read.Names.Clear();
        var factory = services.GetRequiredService(typeof(IOptionsFactory<>).MakeGenericType(options));
        factory.GetType().GetMethod(nameof(IOptionsFactory<object>.Create))!.Invoke(factory, [Options.DefaultName]);
        return read.Names.MinBy(name => name.Length)!;
    }

    static IEnumerable<string> SettingsOf(string section, Type options) => Settable(options).Select(property => $"{section}:{property}");

    static IEnumerable<string> Settable(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true })
            .SelectMany(p => p.PropertyType == typeof(Rate) ? Settable(p.PropertyType).Select(inner => $"{p.Name}:{inner}") : [p.Name]);

    static async Task<HashSet<string>> ReadTableAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(HostProcess.Root, "docs", "operations.md"), TestContext.Current.CancellationToken);
        return [.. lines.Select(line => SettingRow().Match(line)).Where(row => row.Success).Select(row => row.Groups[1].Value)];
    }

    [GeneratedRegex(@"^\| `([A-Za-z0-9:<>]+)` \|.*\| .+ \|$")]
    private static partial Regex SettingRow();

    /// <summary>A host that tells which options of ours it has, and what it looks up in its settings.</summary>
    sealed class ListeningHost : TestHost
    {
        readonly ReadSettings _read;

        public ListeningHost(PgServer server, ReadSettings read) : base(server)
        {
            _read = read;
            Replace = services => Options =
            [
                .. services.Select(s => s.ServiceType).Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IValidateOptions<>))
                    .Select(t => t.GetGenericArguments()[0]).Where(t => t.Assembly.GetName().Name!.StartsWith("Messenger.", StringComparison.Ordinal)).Distinct(),
            ];
        }

        public IReadOnlyList<Type> Options { get; private set; } = [];

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureAppConfiguration((_, configuration) => configuration.Add(_read));
        }
    }

    /// <summary>A source without settings that remembers the names it was asked for.</summary>
    sealed class ReadSettings : ConfigurationProvider, IConfigurationSource
    {
        public ConcurrentQueue<string> Names { get; } = new();

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Names.Enqueue(key);
            value = null;
            return false;
        }

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath)
        {
            if (parentPath is not null) Names.Enqueue(parentPath);
            return base.GetChildKeys(earlierKeys, parentPath);
        }
    }
}
