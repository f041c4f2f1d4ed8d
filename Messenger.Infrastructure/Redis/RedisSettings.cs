using System.ComponentModel.DataAnnotations;
using StackExchange.Redis;

namespace Messenger.Infrastructure.Redis;

/// <summary>
/// The section <c>Redis</c> of the settings. The servers, password, ACL user and TLS are in the connection string <c>Redis</c>, in the form
/// of StackExchange.Redis, such as <c>redis.example.com:6380,ssl=true,user=messenger,password=…</c>.
/// </summary>
public sealed class RedisSettings
{
    /// <summary>What the names of all channels and keys begin with, so that several deployments can share one Redis.</summary>
    [RegularExpression("[A-Za-z0-9_.-]{1,40}")]
    public string Prefix { get; init; } = "messenger";

    /// <summary>
    /// What this deployment asks of the library: a node starts without Redis, a command never waits in a queue for a link that is down, and
    /// a link is tried again twice a second for ever.
    /// </summary>
    internal ConfigurationOptions For(string connectionString)
    {
        var options = ConfigurationOptions.Parse(connectionString);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ConnectTimeout = 2_000;
        options.ConnectRetry = 1;
        // The library's own channel would count as a subscription that is none of ours.
        options.ConfigurationChannel = "";
        options.ChannelPrefix = RedisChannel.Literal(Prefix + ":");
        return options;
    }
}
