using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Messenger.Contracts;

namespace Messenger.Api.Identity;

/// <summary>How many passwords and links one address may try, whatever the account. Settings <c>SignInLimit</c>.</summary>
sealed class SignInLimit
{
    /// <summary>The policy of the endpoints that take a secret.</summary>
    public const string Policy = "sign-in";

    /// <summary>Tries in one minute from one address (of IPv6, one /64 network). A company's people may share one address.</summary>
    [Range(1, 1_000_000)]
    public int PerMinute { get; set; } = 300;

    public static void Add(IServiceCollection services)
    {
        services.AddSection<SignInLimit>("SignInLimit");
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Policy, context =>
            {
                var perMinute = context.RequestServices.GetRequiredService<SignInLimit>().PerMinute;
                return RateLimitPartition.GetTokenBucketLimiter(NetworkOf(context.Connection.RemoteIpAddress), _ => new()
                {
                    TokenLimit = perMinute,
                    TokensPerPeriod = Math.Max(1, perMinute / 60),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60 / perMinute)),
                    QueueLimit = 0,
                });
            });
            limiter.OnRejected = (rejected, _) => new(new Refusal { Code = ErrorCode.RateLimited, RetryAfterMilliseconds = RetryAfter }
                .ToProblem().ExecuteAsync(rejected.HttpContext));
        });
    }

    const int RetryAfter = 1_000;

    static string NetworkOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
