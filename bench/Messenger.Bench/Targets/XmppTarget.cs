using System.Globalization;
using System.Net.Sockets;
using Messenger.Bench.Load;
using Npgsql;

namespace Messenger.Bench.Targets;

/// <summary>
/// An XMPP server as Debian packages it, with the rooms of XEP-0045 and the archive of XEP-0313. Both servers are set up so that they lose no
/// comparison by a setting: no TLS, no limits, no presence of everybody to everybody in a room.
/// </summary>
abstract class XmppTarget : Target
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>What every account is opened with.</summary>
    public const string Password = "bench";

    public required Child Process { get; init; }

    public required int Port { get; init; }

    protected override IReadOnlyList<(Child Process, string File)> Observed => [];

    public override LoadOrder Order(WireKind wire, IReadOnlyList<Seat> seats) =>
        new([new($"{Generator.XmppScheme}://127.0.0.1:{Port}")], "", wire, SayVerb.Say, [.. seats.Select(seat => seat with { Token = Password })], Syncs: false);

    public override async ValueTask DisposeAsync()
    {
        await Process.SignalAsync("TERM");
        await Process.WaitAsync(TimeSpan.FromSeconds(20));
        await Process.DisposeAsync();
    }

    protected async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync("127.0.0.1", Port, limit.Token);
                return;
            }
            catch (SocketException) when (!Process.HasExited)
            {
                await Task.Delay(100, limit.Token);
            }
        }
    }
}

/// <summary>ejabberd, its users and its archive in PostgreSQL.</summary>
sealed class Ejabberd : XmppTarget
{
    const string Schema = "/usr/share/ejabberd/sql/pg.sql";
    readonly PostgresServer _postgres;
    readonly bool _archives;

    Ejabberd(PostgresServer postgres, bool archives) => (_postgres, _archives) = (postgres, archives);

    public override string Name => _archives ? "ejabberd with its archive on PostgreSQL" : "ejabberd without an archive";

    protected override PostgresServer Database => _postgres;

    protected override IEnumerable<int> Processes => [Process.Id, _postgres.ProcessId];

    /// <summary>Starts one on a new database of a PostgreSQL that runs.</summary>
    public static async Task<Ejabberd> StartAsync(string folder, int port, PostgresServer postgres, IEnumerable<Guid> users, bool archives)
    {
        var database = string.Create(CultureInfo.InvariantCulture, $"ejabberd_{port}");
        await postgres.AskAsync<string>($"create database {database}");
        await using (var connection = new NpgsqlConnection(postgres.ConnectionString.Replace("Database=messenger", $"Database={database}", StringComparison.Ordinal)))
        {
            await connection.OpenAsync();
            await using var schema = new NpgsqlCommand(await File.ReadAllTextAsync(Schema), connection);
            await schema.ExecuteNonQueryAsync();
            await using var accounts = new NpgsqlCommand("insert into users (username, password) select u, $2 from unnest($1) u", connection)
            {
                Parameters = { new() { Value = users.Select(XmppConnection.AccountOf).ToArray() }, new() { Value = Password } },
            };
            await accounts.ExecuteNonQueryAsync();
        }
        var own = Path.Combine(folder, database);
        Directory.CreateDirectory(own);
        var configuration = Path.Combine(own, "ejabberd.yml");
        await File.WriteAllTextAsync(configuration, Configuration(port, postgres.Port, database, archives));
        var process = Child.Start(["erl", "+K", "true", "+P", "1000000", "-noinput", "-pa", Library(), "-mnesia", "dir", $"\"{own}\"", "-s", "ejabberd"], Path.Combine(own, "erlang.log"),
            environment: new Dictionary<string, string> { ["EJABBERD_CONFIG_PATH"] = configuration, ["EJABBERD_LOG_PATH"] = Path.Combine(own, "ejabberd.log"), ["HOME"] = own, ["ERL_CRASH_DUMP"] = Path.Combine(own, "crash.dump") });
        var target = new Ejabberd(postgres, archives) { Process = process, Port = port };
        await target.WaitAsync();
        return target;
    }

    static string Library() => Path.Combine(Directory.EnumerateDirectories("/usr/lib", "ejabberd-*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }).Max()!, "ebin");

    static string Configuration(int port, int postgres, string database, bool archives) => string.Create(CultureInfo.InvariantCulture, $"""
        hosts: [localhost]
        loglevel: warning
        listen:
          - port: {port}
            ip: "127.0.0.1"
            module: ejabberd_c2s
            max_stanza_size: 262144
            shaper: none
            access: all
            starttls: false
        auth_method: [sql]
        auth_password_format: plain
        default_db: sql
        sql_type: pgsql
        sql_server: "127.0.0.1"
        sql_port: {postgres}
        sql_database: {database}
        sql_username: messenger
        sql_password: ""
        sql_pool_size: 10
        new_sql_schema: false
        language: en
        modules:
          mod_disco: {"{}"}
          mod_roster: {"{}"}
        {(archives ? "  mod_mam:\n    db_type: sql\n    default: always\n    request_activates_archiving: false" : "")}
          mod_muc:
            db_type: mnesia
            max_users: 20000
            max_users_admin_threshold: 20000
            min_message_interval: 0
            min_presence_interval: 0
            history_size: 0
            default_room_options:
              mam: {(archives ? "true" : "false")}
              max_users: 20000
              presence_broadcast: []
              logging: false

        """);
}

/// <summary>Prosody, with its archive in its own files.</summary>
sealed class Prosody : XmppTarget
{
    readonly bool _archives;

    Prosody(bool archives) => _archives = archives;

    public override string Name => _archives ? "prosody with its archive" : "prosody without an archive";

    protected override PostgresServer? Database => null;

    protected override IEnumerable<int> Processes => [Process.Id];

    public static async Task<Prosody> StartAsync(string folder, int port, IEnumerable<Guid> users, bool archives)
    {
        var own = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"prosody-{port}"));
        var accounts = Path.Combine(own, "data", "localhost", "accounts");
        Directory.CreateDirectory(accounts);
        foreach (var user in users)
            await File.WriteAllTextAsync(Path.Combine(accounts, $"{XmppConnection.AccountOf(user)}.dat"), $$"""return { ["password"] = "{{Password}}"; };""");
        var configuration = Path.Combine(own, "prosody.cfg.lua");
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            run_as_root = true
            data_path = "{{own}}/data"
            pidfile = "{{own}}/prosody.pid"
            log = { { levels = { min = "warn" }; to = "file"; filename = "{{own}}/prosody.log" } }
            interfaces = { "127.0.0.1" }
            c2s_ports = { {{port}} }
            s2s_ports = {}
            modules_enabled = { "roster"; "saslauth"; "disco" }
            modules_disabled = { "s2s"; "tls"; "limits" }
            c2s_require_encryption = false
            allow_unencrypted_plain_auth = true
            authentication = "internal_plain"
            storage = "internal"
            network_backend = "epoll"
            VirtualHost "localhost"
            Component "conference.localhost" "muc"
                modules_enabled = { {{(archives ? "\"muc_mam\"" : "")}} }
                muc_room_locking = false
                muc_log_by_default = true
                muc_log_expires_after = "never"
                max_history_messages = 0
                muc_room_default_presence_broadcast = { visitor = false; participant = false; moderator = false }

            """));
        var process = Child.Start(["prosody", "-F", "--config", configuration], Path.Combine(own, "out.log"));
        var target = new Prosody(archives) { Process = process, Port = port };
        await target.WaitAsync();
        return target;
    }
}
