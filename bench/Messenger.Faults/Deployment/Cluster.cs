using Messenger.Faults.Proxy;

namespace Messenger.Faults.Deployment;

/// <summary>
/// What a run breaks: clients reach HAProxy through one proxy; HAProxy reaches each node, and each node PostgreSQL and Redis, through
/// proxies of that node alone.
/// </summary>
sealed class Cluster : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    Cluster(PostgresServer postgres, PgBouncer? bouncer, RedisServer? redis, IReadOnlyList<Node> nodes, LoadBalancer balancer, FaultProxy front) =>
        (Postgres, Bouncer, Redis, Nodes, Balancer, Front) = (postgres, bouncer, redis, nodes, balancer, front);

    public PostgresServer Postgres { get; }

    /// <summary>Between the nodes and PostgreSQL, if the run asks for it.</summary>
    public PgBouncer? Bouncer { get; }

    public RedisServer? Redis { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public LoadBalancer Balancer { get; }

    /// <summary>The link from the clients to the load balancer.</summary>
    public FaultProxy Front { get; }

    public Uri Address => new($"http://127.0.0.1:{Front.Port}");

    /// <summary>All links, for faults that hit any of them.</summary>
    public IEnumerable<(string Name, FaultProxy Link)> Links =>
        Nodes.SelectMany(n => (IEnumerable<(string, FaultProxy?)>)[($"{n.Name}, inward", n.Inward), ($"{n.Name}, PostgreSQL", n.Postgres), ($"{n.Name}, Redis", n.Redis)])
            .Where(l => l.Item2 is not null).Select(l => (l.Item1, l.Item2!)).Append(("clients", Front));

    /// <summary>Starts everything, in a folder of the run's own.</summary>
    public static async Task<Cluster> StartAsync(RunSettings settings, Random chance)
    {
        var ports = new Ports(chance);
        var postgres = new PostgresServer(settings.Folder, ports.Next(), Nemesis.Catalogue.WhyNot("F8", settings) is null);
        var bouncer = settings.PgBouncer ? new PgBouncer(settings.Folder, ports.Next(), postgres.Port) : null;
        var redis = settings.Redis ? new RedisServer(settings.Folder, ports.Next()) : null;
        var nodes = Enumerable.Range(1, settings.Nodes).Select(number =>
        {
            var port = ports.Next();
            return new Node(settings, number, port, Proxy(port), Proxy(bouncer?.Port ?? postgres.Port), redis is null ? null : Proxy(redis.Port, isRedis: true));
        }).ToList();
        var balancer = new LoadBalancer(settings.Folder, ports.Next(), [.. nodes.Select(n => n.Inward.Port)]);
        var cluster = new Cluster(postgres, bouncer, redis, nodes, balancer, Proxy(balancer.Port));
        try
        {
            await postgres.CreateAsync();
            if (bouncer is not null) await bouncer.StartAsync();
            if (redis is not null) await redis.StartAsync();
            foreach (var node in nodes)
            {
                await node.StartAsync();
                if (node == nodes[0]) await node.WaitUntilReadyAsync(StartLimit); // it makes the schema; the others find it
            }
            await cluster.WaitUntilReadyAsync();
            await balancer.StartAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        FaultProxy Proxy(int target, bool isRedis = false) => FaultProxy.Start(ports.Next(), target, TimeProvider.System, chance.Next(), isRedis);
    }

    /// <summary>Waits until every node serves.</summary>
    public Task WaitUntilReadyAsync() => Task.WhenAll(Nodes.Select(n => n.WaitUntilReadyAsync(StartLimit)));

    public async ValueTask DisposeAsync()
    {
        await Front.DisposeAsync();
        await Balancer.DisposeAsync();
        foreach (var node in Nodes) await node.DisposeAsync();
        if (Redis is not null) await Redis.DisposeAsync();
        if (Bouncer is not null) await Bouncer.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
