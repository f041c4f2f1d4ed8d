using System.Net;
using System.Text.Json;
using Messenger.Tests.Hosting;
using Xunit;

namespace Messenger.Tests.Postgres;

/// <summary>What a host says of itself.</summary>
static class Health
{
    public static async Task<bool> IsLiveAsync(TestHost host)
    {
        using var client = host.CreateClient();
        using var answer = await client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>The state of each check. The host is ready, if perhaps worse off, when none is failing.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(TestHost host)
    {
        using var client = host.CreateClient();
        using var answer = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var checks = body.RootElement.GetProperty("checks").EnumerateObject().ToDictionary(check => check.Name, check => check.Value.GetString()!);
        Assert.Equal(checks.ContainsValue("failing") ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, answer.StatusCode);
        return checks;
    }

    public static Task UntilGoodAsync(TestHost host) => Eventually.TrueAsync(async () => (await OfAsync(host)).Values.All(state => state == "ok"));

    public static Task UntilPostgresIsAsync(TestHost host, params string[] states) =>
        Eventually.TrueAsync(async () => await OfAsync(host) is var checks && states.Contains(checks["postgres"]));
}
